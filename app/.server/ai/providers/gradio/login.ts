import { refusedQuestion, unreachable } from "./errors";
import type { GradioLogin } from "./spaces";
import { retryAfterSecondsOf, withTimeout } from "~/.server/ai/protocols/http";
import { AiError } from "~/.server/ai/port";

/** What to send with every request to an app. */
export interface Credentials {
  header: "authorization" | "cookie";
  value: string;
}

interface LoginTarget {
  id: string;
  /** Without a slash at the end. */
  address: string;
  login: GradioLogin;
}

const loginMs = 30_000;

/**
 * Gives user and password to Gradio itself, or to a proxy in front of it that asks for them (RFC 7617). Null: nobody
 * asks here. Errors: AiError (provider_auth when they are refused), never one that may have been charged.
 */
export async function logIn(
  { id, address, login: { user, password } }: LoginTarget,
  { fetch, now }: { fetch: typeof globalThis.fetch; now: () => number },
  signal: AbortSignal,
): Promise<Credentials | null> {
  const what = `${id} on login`;
  const response = await fetch(`${address}/login`, {
    method: "POST",
    body: new URLSearchParams({ username: user, password }),
    redirect: "manual",
    signal: withTimeout(signal, loginMs),
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw unreachable(what, error);
  });
  await response.body?.cancel();
  const { status, headers } = response;
  if (status === 200) return cookiesOf(headers);
  if (status === 401 && /^basic\b/i.test(headers.get("www-authenticate") ?? "")) {
    const pair = Buffer.from(`${user}:${password}`).toString("base64");
    return { header: "authorization", value: `Basic ${pair}` };
  }
  if (status === 400 || status === 401 || status === 403)
    throw new AiError("provider_auth", { detail: `${id} refuses its user and password` });
  const retryAfterSeconds = retryAfterSecondsOf(response, now);
  if (status === 429 || status >= 500)
    throw refusedQuestion(what, { status, body: null, retryAfterSeconds });
  return null;
}

function cookiesOf(headers: Headers): Credentials | null {
  const pairs = headers.getSetCookie().map((cookie) => cookie.split(";")[0]?.trim() ?? "");
  return pairs.length > 0 ? { header: "cookie", value: pairs.join("; ") } : null;
}
