import { AsyncLocalStorage } from "node:async_hooks";

type Sink = (message: string, facts: Record<string, unknown>) => void;

const sinks = new AsyncLocalStorage<Sink>();
const methods = ["error", "warn", "info", "log"] as const;
const redirected = new WeakSet<object>();

const factNames = ["name", "code", "constraint_name", "table_name", "routine", "status"] as const;

/** What may be logged of a failure: never its message, detail, query or parameters, which can hold personal data. */
function factsOf(args: readonly unknown[]): Record<string, unknown> {
  const failure: unknown = args.find((arg) => typeof arg === "object" && arg !== null);
  if (failure === undefined) return {};
  return Object.fromEntries(
    factNames.flatMap((name) => {
      const value: unknown = Reflect.get(Object(failure), name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * Supabase Lite writes failed statements to the console. Calls made inside `redirectConsole` go to their sink instead.
 */
function install(): void {
  for (const method of methods) {
    const original = console[method];
    if (redirected.has(original)) continue;
    const filtered = (...args: unknown[]): void => {
      const sink = sinks.getStore();
      if (sink === undefined) original.apply(console, args);
      else sink("Supabase Lite reported a failure.", factsOf(args));
    };
    redirected.add(filtered);
    console[method] = filtered;
  }
}

/** Runs `work` with everything it writes to the console turned into log lines without values. */
export function redirectConsole<T>(sink: Sink, work: () => T): T {
  install();
  return sinks.run(sink, work);
}
