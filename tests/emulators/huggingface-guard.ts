import type { Answer, Received } from "./emulator.ts";
import { router } from "./huggingface-once.ts";

/** What a token meets. */
export type TokenTrouble =
  | { is: "rate limited"; retryAfterSeconds?: number }
  | { is: "out of credit" }
  | { is: "refused" }
  /** Every model is gated for it. */
  | { is: "gated" };

export interface GuardBehaviour {
  /** By token. The others meet none. */
  tokens: Readonly<Record<string, TokenTrouble>>;
  /** Submits that find the model still loading, and for how long it says it will. */
  coldStarts: number;
  estimatedSeconds: number;
}

/** Empty without a token of HuggingFace. */
export function tokenOf({ headers }: Received): string {
  return /^Bearer (hf_.+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
}

/** What the token meets instead of an answer. */
export function troubleOf(behaviour: GuardBehaviour, received: Received): Answer | null {
  const token = tokenOf(received);
  const trouble = behaviour.tokens[token];
  const isSubmit = received.method === "POST" && received.path.startsWith(router);
  if (!token || trouble?.is === "refused")
    return { status: 401, json: { error: "Invalid username or password." } };
  if (trouble?.is === "rate limited") {
    const { retryAfterSeconds: seconds } = trouble;
    const headers: Record<string, string> = {};
    if (seconds !== undefined) headers["retry-after"] = String(seconds);
    return { status: 429, headers, json: { error: "Too many requests" } };
  }
  if (!isSubmit) return null;
  if (trouble?.is === "gated")
    return { status: 403, json: { error: { message: "Access to this model is restricted" } } };
  if (trouble?.is === "out of credit")
    return { status: 402, json: { error: "You have exceeded your monthly included credits" } };
  if (behaviour.coldStarts < 1) return null;
  behaviour.coldStarts -= 1;
  const estimated_time = behaviour.estimatedSeconds;
  return { status: 503, json: { error: "The model is currently loading", estimated_time } };
}

/** A question about a job of another account, or to fal without saying which of its hosts is meant. */
export function strangerTo(owners: ReadonlyMap<string, string>, received: Received): Answer | null {
  const { path, query } = received;
  if (path.startsWith(`${router}/fal-ai/`) && query.get("_subdomain") !== "queue")
    return { status: 404, json: { error: "Not Found" } };
  const owner = path
    .split("/")
    .map((part) => owners.get(part))
    .find(Boolean);
  return !owner || owner === tokenOf(received)
    ? null
    : { status: 404, json: { detail: "Not found" } };
}

/** The id of a job in a queue. */
export function jobIn({ json }: Answer): string | null {
  const { request_id, data } = (json ?? {}) as { request_id?: string; data?: { id?: string } };
  return request_id ?? data?.id ?? null;
}

/** A submit to a queue for a model that no mapping names. */
export function notServedBy(
  taskOf: (provider: string, providerId: string) => string | null,
  { method, path }: Received,
): Answer | null {
  const [, provider, , endpoint] =
    /^\/(fal-ai|wavespeed)\/(api\/v3\/)?(.+)$/.exec(path.slice(router.length)) ?? [];
  if (method !== "POST" || !provider || !endpoint || taskOf(provider, endpoint)) return null;
  const error = `Model ${endpoint} not supported by provider ${provider}`;
  return { status: 400, json: { error } };
}
