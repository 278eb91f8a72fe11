import { FalError, readFalError } from "./errors";
import { wasNeverSent, readBytes, retryAfterSecondsOf } from "~/.server/ai/protocols/http";

type Fetch = typeof globalThis.fetch;

export interface FalFetchOptions {
  fetch: Fetch;
  /**
   * Value of the Authorization header: `Key …`, or `Bearer …` at a gateway. It is cut out of everything that is thrown.
   */
  authorization: string;
  /** A host besides fal's own that requests may go to. */
  gatewayHost?: string;
  now: () => number;
}

/** Hosts that an upload may be sent to; fal's answer names the address. */
const falHosts = /(^|\.)fal\.(run|ai|media)$|^storage\.googleapis\.com$/;

/**
 * A fetch for fal's client that cannot be made to send anything twice: it follows no redirect, reads at most
 * `maxBytes`, and throws a FalError for everything but a complete 2xx answer (docs/providers.md 5.6).
 */
export function createFalFetch(
  options: FalFetchOptions,
  signal: AbortSignal,
  maxBytes: number,
): Fetch {
  const { gatewayHost, now } = options;
  const secrets = options.authorization.split(/[\s:]+/).filter((part) => part.length >= 8);
  const redact = (words: string) =>
    secrets.reduce((text, secret) => text.replaceAll(secret, "[key]"), words);
  const fault = (words: string, facts: Partial<FalError> = {}) =>
    new FalError(redact(words), facts);

  return async (address, init) => {
    const { protocol, hostname } = new URL(address instanceof Request ? address.url : address);
    if (protocol !== "https:" || !(hostname === gatewayHost || falHosts.test(hostname)))
      throw fault(`nothing is sent to ${protocol}//${hostname}`, { neverSent: true });
    const response = await options
      .fetch(address, { ...init, signal, redirect: "manual" })
      .catch((error: unknown) => {
        throw fault(`no answer: ${reasonOf(error)}`, { neverSent: wasNeverSent(error) });
      });
    const { status, headers } = response;
    const bytes = await readBytes(response, maxBytes).catch((error: unknown) => {
      throw fault(`status ${status}, no whole answer: ${reasonOf(error)}`, { status });
    });
    if (response.ok) return new Response(bytes.length > 0 ? bytes : null, { status, headers });
    const refusal = readFalError(response, parse(bytes), retryAfterSecondsOf(response, now));
    throw fault(refusal.message, refusal);
  };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { cause } = error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return code || `${error.name} ${error.message}`;
}
