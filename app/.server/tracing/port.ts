export type SpanFacts = Readonly<Record<string, string | number | boolean>>;

/** Something that took a while, as it is told to whoever collects traces. */
export interface Span {
  set(facts: SpanFacts): void;
  /** It went wrong, for a reason that has a short name. */
  fail(type: string): void;
}

/** A request's span: `run` does a part of its work within it, and `end` is called once, when all of it is done. */
export interface RequestSpan {
  run<T>(work: () => T): T;
  end(name: string, facts: SpanFacts, failure?: string): void;
}

/**
 * Tells a collector what took how long. No address, name or prompt stands in any of it, and no message of an error:
 * these quote people. Where nobody collects, each method does the work and nothing besides.
 */
export interface Tracing {
  readonly isOn: boolean;
  /** Does the work within a span, below the one that it is called in. Whatever is below it has its facts as well. */
  span<T>(name: string, facts: SpanFacts, work: (span: Span) => Promise<T>): Promise<T>;
  /**
   * Begins a trace. `headers`: of the request, where the trace that they name is linked to, and decides nothing; null
   * where nobody's word is taken.
   */
  startRequest(headers: Readonly<Record<string, unknown>> | null, facts: SpanFacts): RequestSpan;
  /** The same function, which is later called within the span that is open now. */
  bind<T extends (...args: never[]) => unknown>(work: T): T;
  /** A fetch whose every request is a span, and which tells the other side nothing of it. */
  fetch(plain: typeof globalThis.fetch): typeof globalThis.fetch;
  /** What a line of the log says of the span that is open. */
  logFacts(): Readonly<Record<string, string>>;
  /** Sends what is left, within a second or two. Never throws. */
  stop(): Promise<void>;
}

const noSpan: Span = { set() {}, fail() {} };
const noFacts = {};

/** Where nobody collects. */
export const noTracing: Tracing = {
  isOn: false,
  span: (_name, _facts, work) => work(noSpan),
  startRequest: () => ({ run: (work) => work(), end() {} }),
  bind: (work) => work,
  fetch: (plain) => plain,
  logFacts: () => noFacts,
  stop: async () => {},
};
