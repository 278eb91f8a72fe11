import type { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { RemoteFile } from "~/domain/media";
import { AppError } from "~/.server/errors";
import { capBody } from "./capped-body";
import {
  type ConnectTo,
  createGuardedAgent,
  createTrustingAgent,
  type Resolve,
} from "./guarded-agent";
import { type AllowedUrl, allowUrl } from "./allow-url";
import type { RemoteFiles } from "../outside-port";

export interface SafeFetchOptions {
  /** Looks host names up. */
  resolve?: Resolve;
  /** Opens sockets to addresses that have been checked. */
  connectTo?: ConnectTo;
  /** Takes all requests instead: nothing is looked up then, and no address checked. All other rules hold. */
  dispatcher?: Dispatcher | undefined;
  /** How long the head of an answer may take. */
  headersMs?: number;
  /** How long nothing may come of a body. */
  idleMs?: number;
}

type SendRequest = (
  to: AllowedUrl,
  signal: AbortSignal,
) => Promise<Awaited<ReturnType<Dispatcher["request"]>>>;

const maxRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches files at addresses that came from outside. Before each request, that after a redirect too: the file's list of
 * hosts, https on port 443, public addresses alone. Then a deadline for the whole, one for each silence, and a cap on
 * the decoded bytes. Opens connections, keeps the idle ones for seconds. A caller's abort passes through as its reason.
 */
export function createSafeFetch(options: SafeFetchOptions = {}): RemoteFiles {
  const send = createSender(options);
  return {
    async open(file, { maxBytes, totalSeconds }, signal) {
      const deadline = startDeadline(totalSeconds, signal);
      const toError = (error: unknown) => toFetchError(error, signal);
      try {
        const { body, headers } = await follow(file, (to) =>
          raceAbort(send(to, deadline.signal), deadline.signal),
        );
        const isTooLarge = Number(headers["content-length"] ?? 0) > maxBytes;
        if (isTooLarge) discard(body);
        if (isTooLarge) throw new AppError("too_large", { facts: { maxBytes } });
        const encoding = String(headers["content-encoding"] ?? "");
        const capped = capBody(body, encoding, maxBytes, toError).once("close", deadline.stop);
        return { body: capped, declaredType: headers["content-type"]?.toString() ?? null };
      } catch (error) {
        deadline.stop();
        throw toError(error);
      }
    },
  };
}

/** Aborts when the time is over or `signal` does, until it is stopped. */
function startDeadline(totalSeconds: number, signal: AbortSignal | undefined) {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(new Error("Too slow")), totalSeconds * 1000);
  const onAbort = () => over.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  signal?.addEventListener("abort", onAbort, { once: true });
  const stop = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  };
  return { signal: over.signal, stop };
}

function createSender(options: SafeFetchOptions): SendRequest {
  const { headersMs = 30_000, idleMs = 30_000 } = options;
  const guarded = options.dispatcher ?? createGuardedAgent(options.resolve, options.connectTo);
  const trusting = options.dispatcher ?? createTrustingAgent();
  return async ({ url, isTrusted, credentials }, signal) => {
    const headers = {
      accept: "*/*",
      "accept-encoding": "identity",
      "user-agent": "Easel",
      ...(credentials && { [credentials.header]: credentials.value }),
    };
    return await (isTrusted ? trusting : guarded).request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: "GET",
      headers,
      headersTimeout: headersMs,
      bodyTimeout: idleMs,
      signal,
    });
  };
}

/** The answer at the end of the redirects. Error: forbidden_address, file_gone, unreachable_file. */
async function follow(file: RemoteFile, send: (to: AllowedUrl) => ReturnType<SendRequest>) {
  let to = allowUrl(file.url, file, null);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const response = await send(to);
    if (response.statusCode === 200) return response;
    discard(response.body);
    const { location } = response.headers;
    if (!redirects.has(response.statusCode) || typeof location !== "string")
      throw refusedBy(response.statusCode);
    to = allowUrl(location, file, to);
  }
  throw new AppError("forbidden_address", { cause: new Error("Too many redirects") });
}

/** What is not there yet may come; what is said to be gone for good does not. */
function refusedBy(statusCode: number): AppError {
  const cause = new Error(`Answered ${statusCode}`);
  if (statusCode === 404 || statusCode === 410)
    return new AppError("file_gone", { cause, retryable: statusCode === 404 });
  return new AppError("unreachable_file", { cause, retryable: true });
}

/** Nobody reads this answer: its connection is closed, and what that says is no news. */
function discard(body: Readable): void {
  body.on("error", () => {}).destroy();
}

/**
 * Undici hears of an abort only when there is a connection: a look-up or a handshake that hangs must not outlast the
 * deadline.
 */
async function raceAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function toFetchError(error: unknown, signal: AbortSignal | undefined): Error {
  if (error instanceof AppError) return error;
  if (signal?.aborted && signal.reason instanceof Error) return signal.reason;
  return new AppError("unreachable_file", { cause: error, retryable: true });
}
