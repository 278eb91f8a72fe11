import { wasNeverSent, readJson, retryAfterSecondsOf } from "~/.server/ai/protocols/http";
import { refusalOf } from "./errors";
import { AiError } from "~/.server/ai/port";

type Fetch = typeof globalThis.fetch;

export interface RouterOptions {
  fetch: Fetch;
  now: () => number;
  token: string;
  /** The provider behind the router. */
  inferenceProvider: string;
  signal: AbortSignal;
}

const hosts: ReadonlySet<string> = new Set(["huggingface.co", "router.huggingface.co"]);

/**
 * Runs `send` with a fetch that reaches HuggingFace alone, follows no redirect, and throws AiError for everything but a
 * 2xx. What it throws comes out of here whatever `send` makes of it, so that clients with errors of their own are read
 * like the others. An abort of `signal` passes through.
 */
export async function viaRouter<T>(
  options: RouterOptions,
  send: (fetch: Fetch) => Promise<T>,
): Promise<T> {
  let failure: AiError | null = null;
  const watched: Fetch = async (address, init) => {
    try {
      return await request(options, address, init);
    } catch (error) {
      if (error instanceof AiError) failure ??= error;
      throw error;
    }
  };
  try {
    return await send(watched);
  } catch (error) {
    options.signal.throwIfAborted();
    throw failure ?? error;
  }
}

async function request(
  options: RouterOptions,
  address: Parameters<Fetch>[0],
  init: RequestInit | undefined,
): Promise<Response> {
  const { signal, token, inferenceProvider, now } = options;
  const { protocol, hostname } = new URL(address instanceof Request ? address.url : address);
  if (protocol !== "https:" || !hosts.has(hostname))
    throw new AiError("upstream_failure", {
      mayHaveCharged: false,
      detail: `nothing is sent to ${protocol}//${hostname}`,
    });
  const isQuestion = (init?.method ?? "GET") === "GET";
  const response = await options
    .fetch(address, { ...init, redirect: "manual" })
    .catch((error: unknown) => {
      signal.throwIfAborted();
      throw noResponseError(error, isQuestion || wasNeverSent(error));
    });
  if (response.ok) return response;
  const body = await readJson(response).catch(() => null);
  signal.throwIfAborted();
  throw refusalOf({
    status: response.status,
    body,
    retryAfterSeconds: retryAfterSecondsOf(response, now),
    failsFree: isQuestion || inferenceProvider === "hf-inference",
    secret: token,
  });
}

/** What it means that there was no answer, or only a part of one. */
export function noResponseError(error: unknown, isFree: boolean): AiError {
  const detail = `no answer: ${reasonOf(error)}`;
  return isFree
    ? new AiError("upstream_failure", { retryable: true, mayHaveCharged: false, detail })
    : new AiError("ambiguous", { detail });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.name;
}
