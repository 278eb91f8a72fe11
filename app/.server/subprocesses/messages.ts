/** What a pool sends to its worker: one piece of work. */
export interface Order<Request> {
  readonly id: number;
  readonly request: Request;
}

export interface OrderFailure {
  readonly kind: "failed";
  readonly message: string;
  /** It would fail each time: see UnusableRequestError. */
  readonly isUnusable: boolean;
}

/** What the worker sends back about one order: shares of the work, then how it ended. */
export type Report<Answer extends { readonly kind: string }> = { readonly id: number } & (
  | { readonly kind: "progress"; readonly share: number }
  | OrderFailure
  | Answer
);
