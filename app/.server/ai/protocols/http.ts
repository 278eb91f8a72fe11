import { fetch as undiciFetch, getGlobalDispatcher } from "undici";
import { CanceledError } from "../port";

const defaultMaxBytes = 5_000_000;
const submitGraceMs = 10_000;
const minUploadMs = 120_000;
/** 2 Mbit/s. */
const uploadBytesPerMs = 250;

/**
 * Reads a body as JSON. Throws when it is larger than `maxBytes`, breaks off or is no JSON; nothing of it stands in the
 * error.
 */
export async function readJson(
  response: Response,
  maxBytes: number = defaultMaxBytes,
): Promise<unknown> {
  const bytes = await readBytes(response, maxBytes);
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    throw new Error(`The answer is no JSON (status ${response.status}, ${bytes.length} bytes)`);
  }
}

/**
 * Reads a whole body, counting its bytes after decompression. Throws when it breaks off, or as soon as it is larger
 * than `maxBytes`; the connection is given up then.
 */
export async function readBytes(
  response: Response,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw new Error(`The answer has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/**
 * How long the Retry-After header asks to wait, in seconds, whether it names seconds or a date (RFC 9110, 10.2.3).
 * Undefined when it is missing or malformed.
 */
export function retryAfterSecondsOf(
  response: Pick<Response, "headers">,
  now: () => number = Date.now,
): number | undefined {
  const value = response.headers.get("retry-after")?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now()) / 1000));
}

/** How long an upload may take, in milliseconds: two minutes, and a second more for each 250 kB. */
export function uploadTimeoutMs(sizeBytes: number): number {
  return minUploadMs + Math.ceil(sizeBytes / uploadBytesPerMs);
}

/** Aborts with `signal`, and after `ms` by itself, with a TimeoutError as the reason then. */
export function withTimeout(signal: AbortSignal, ms: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ms)]);
}

/**
 * For a request that costs money once it has left: aborts with `signal`, but ten seconds later when that is because
 * nobody wants the result. The answer tells then what to cancel.
 */
export function withSubmitGrace(signal: AbortSignal): AbortSignal {
  if (signal.aborted) return signal;
  const over = new AbortController();
  const end = () => {
    if (signal.reason instanceof CanceledError)
      setTimeout(() => over.abort(signal.reason), submitGraceMs).unref();
    else over.abort(signal.reason);
  };
  signal.addEventListener("abort", end, { once: true });
  return over.signal;
}

/**
 * True when a rejected fetch certainly sent nothing: the host's name was not found, or no connection was made.
 * Everything else may have reached the other side.
 */
export function wasNeverSent(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {};
  const reasons: unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
  return reasons.length > 0 && reasons.every(isConnectError);
}

function isConnectError(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false;
  const code = "code" in reason ? reason.code : null;
  const call = "syscall" in reason ? reason.syscall : null;
  return code === "UND_ERR_CONNECT_TIMEOUT" || call === "connect" || call === "getaddrinfo";
}

/**
 * A fetch that waits for as long as its signal lets it. Node's own gives up on an answer that has not begun after five
 * minutes, and on one that is silent for as long; a connection whose other side is gone is found out by TCP
 * (keep-alive).
 */
export const fetchWithoutTimeout: typeof globalThis.fetch = async (input, init) => {
  const noTimeouts = { headersTimeout: 0, bodyTimeout: 0 };
  const dispatcher = getGlobalDispatcher().compose(
    (dispatch) => (options, handler) => dispatch({ ...options, ...noTimeouts }, handler),
  );
  const dispatchedInit = { ...init, dispatcher } as Parameters<typeof undiciFetch>[1];
  return (await undiciFetch(input as string | URL, dispatchedInit)) as unknown as Response;
};
