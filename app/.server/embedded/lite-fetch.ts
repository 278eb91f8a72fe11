import type { PostgresConnection } from "@supabase/lite/postgres";
import { guardEmailChange, guardEmailLink } from "./email-change-guard.ts";
import { redirectConsole } from "./redirect-console.ts";
import { type AccountState, guardSignIn } from "./sign-in-guard.ts";
import { answerRepeated, readField, type LinkMails } from "./sign-up-guard.ts";

type Log = (message: string, facts?: Record<string, unknown>) => void;

async function findAccount(
  connection: PostgresConnection,
  email: string,
): Promise<AccountState | null> {
  const rows = await connection.driver<AccountState[]>`
    select confirmed_at is not null as confirmed, encrypted_password as "passwordHash" from auth.users where email = ${email}`;
  return rows[0] ?? null;
}

type Guard = "sign-in" | "signup" | "resend" | "user" | "verify";

function guardOf(request: Request): Guard | null {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method === "PUT") return pathname === "/auth/v1/user" ? "user" : null;
  if (request.method !== "POST") return null;
  if (pathname === "/auth/v1/verify") return "verify";
  if (pathname === "/auth/v1/token")
    return searchParams.get("grant_type") === "password" ? "sign-in" : null;
  if (pathname === "/auth/v1/signup") return "signup";
  return pathname === "/auth/v1/resend" ? "resend" : null;
}

/**
 * Supabase Lite's answers with its leaks closed: console output becomes log lines, and nobody learns who has an
 * account.
 */
export function createLiteFetch(
  lite: (request: Request) => Promise<Response>,
  mails: LinkMails,
  log: Log,
): typeof globalThis.fetch {
  const answer = async (request: Request): Promise<Response> => {
    const guard = guardOf(request);
    if (guard === null) return lite(request);
    const text = await request.text();
    const send = (body: string) =>
      lite(new Request(request.url, { method: request.method, headers: request.headers, body }));
    if (guard === "user")
      return readField(text, "email") ? guardEmailChange(text, mails, send) : send(text);
    if (guard === "verify")
      return readField(text, "type") === "email_change"
        ? guardEmailLink(text, mails, send)
        : send(text);
    const body =
      guard === "sign-in"
        ? await guardSignIn(text, (email) => findAccount(mails.connection, email))
        : text;
    const response = await send(body);
    return guard !== "sign-in" && response.status === 429
      ? answerRepeated(guard, text, mails)
      : response;
  };
  return (input, init) => redirectConsole(log, () => answer(new Request(input, init)));
}
