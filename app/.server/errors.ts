/** Every expected failure, with the HTTP status it answers. SQL functions raise the same codes in `detail`. */
export const errorStatus = {
  invalid_input: 400,
  bad_origin: 403,
  signed_out: 401,
  admin_signed_out: 401,
  wrong_credentials: 401,
  wrong_code: 401,
  code_needed: 401,
  email_not_confirmed: 403,
  bad_link: 400,
  session_too_old: 403,
  mail_limit: 503,
  not_set_up: 503,
  insufficient_credits: 402,
  suspended: 403,
  leaving: 403,
  sign_ups_closed: 403,
  email_unverified: 403,
  google_canceled: 400,
  google_expired: 400,
  google_failed: 502,
  google_unfinished: 503,
  kind_disabled: 403,
  taken_down: 403,
  prompt_blocked: 403,
  model_unavailable: 409,
  price_changed: 409,
  words_skipped: 409,
  idempotency_conflict: 409,
  already_finished: 409,
  limit_reached: 409,
  changed_meanwhile: 409,
  gift_code_refused: 409,
  confirm_needed: 409,
  already_refunded: 409,
  not_found: 404,
  method_not_allowed: 405,
  too_large: 413,
  unsupported_media: 415,
  unreadable_media: 422,
  forbidden_address: 422,
  file_gone: 422,
  unreachable_file: 502,
  rate_limited: 429,
  too_many_running: 429,
  stale_lease: 409,
  other_account: 409,
  maintenance: 503,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof errorStatus;

export interface AppErrorOptions {
  cause?: unknown;
  /** True when the same call may succeed later. */
  retryable?: boolean;
  /** Facts for the words on screen, for example `{ missingCredits: 200 }` or `{ retryAfterSeconds: 30 }`. */
  facts?: Readonly<Record<string, number | string>>;
  /** What is wrong with single fields of the form, in words, by the field's name. */
  fields?: Readonly<Record<string, string[]>>;
}

/** An expected failure. `code` is stable; the words are made in `http/respond.ts`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly facts: Readonly<Record<string, number | string>>;
  readonly fields: Readonly<Record<string, string[]>>;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(code, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.facts = options.facts ?? {};
    this.fields = options.fields ?? {};
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

export const isNotFound = (error: unknown): boolean =>
  error instanceof AppError && error.code === "not_found";
