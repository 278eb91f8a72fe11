import { destination, pino, stdSerializers, type Logger } from "pino";

export type Log = Logger;

export interface LogOptions {
  level: string;
  /** Short readable lines instead of JSON. */
  readable?: boolean;
  /** Receives each finished line, newline included. Default: standard output. */
  write?: (line: string) => void;
}

const hiddenNames =
  /pass(word|phrase)|secret|token|api.?key|authorization|cookie|jwt|credential|signature|^(prompt|negativePrompt|email|body|html|text)$/i;
const hiddenValues = new Set<string>();
const shortestHiddenValue = 8;
let factsOfLines = (): Readonly<Record<string, unknown>> => ({});
const deepest = 6;

/**
 * Makes this process's log: one JSON object a line. What is stored under a telling name (password, token, prompt …)
 * and every value given to `hideFromLogs` is replaced, and control characters are escaped.
 */
export function createLog(options: LogOptions): Log {
  const write = options.write ?? writeToStandardOutput();
  return pino(
    {
      level: options.level,
      base: null,
      mixin: () => ({ ...factsOfLines() }),
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields, 0) as Record<string, unknown>,
      },
      serializers: { err: (error: unknown) => error },
    },
    { write: (line: string) => write(options.readable ? readable(escape(line)) : escape(line)) },
  );
}

/**
 * From now on these secret values are replaced wherever they stand in a log line. Values under 8 characters are
 * ignored.
 */
export function hideFromLogs(...values: readonly (string | null | undefined)[]): void {
  for (const value of values) {
    if (value && value.length >= shortestHiddenValue)
      hiddenValues.add(JSON.stringify(value).slice(1, -1));
  }
}

/** From now on each line also has what `factsOf` gives at its moment. */
export function addToLogs(factsOf: typeof factsOfLines): void {
  factsOfLines = factsOf;
}

function redact(value: unknown, depth: number): unknown {
  if (value instanceof Error) return redact(plainError(value), depth);
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  if (depth >= deepest) return "[deep]";
  if (Array.isArray(value)) return value.map((each) => redact(each, depth + 1));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      hiddenNames.test(name) ? "[hidden]" : redact(each, depth + 1),
    ]),
  );
}

function plainError(error: Error): Record<string, unknown> {
  // Message and stack of the serializer hold those of the causes too.
  const { type, message, stack } = stdSerializers.err(error);
  return { type, message, stack, ...("code" in error && { code: error.code }) };
}

function escape(line: string): string {
  let safe = line;
  for (const value of hiddenValues) safe = safe.replaceAll(value, "[hidden]");
  return safe.replace(
    // JSON itself escapes only what is below the space.
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function readable(line: string): string {
  const {
    level,
    time,
    msg,
    err,
    requestId: _requestId,
    ...fields
  } = JSON.parse(line) as Record<string, unknown>;
  const clock = String(time).slice(11, 19);
  const facts = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const stack = isRecord(err) ? `\n${String(err.stack ?? err.message)}` : "";
  const message = JSON.stringify(msg ?? "").slice(1, -1);
  // The terminal must not obey what a visitor sent.
  return (
    `${[clock, String(level).padEnd(5), message, ...facts].join(" ")}${stack}`.replace(
      /[^\P{C}\n]/gu,
      "?",
    ) + "\n"
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function writeToStandardOutput(): (line: string) => void {
  const output = destination({ dest: 1, sync: false });
  process.on("exit", () => output.flushSync());
  return (line) => void output.write(line);
}
