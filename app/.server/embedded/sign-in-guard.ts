import { randomUUID } from "node:crypto";
import bcrypt from "bcryptjs";

/** What the guard needs to know of an account. */
export interface AccountState {
  confirmed: boolean;
  passwordHash: string | null;
}

type FindAccount = (email: string) => Promise<AccountState | null>;

/** The cost that Supabase Lite hashes passwords with. */
const cost = 10;
let decoyHash: Promise<string> | null = null;

function readCredentials(body: string): { email: string; password: string } | null {
  try {
    const parsed: unknown = JSON.parse(body);
    const email: unknown = Reflect.get(Object(parsed), "email");
    const password: unknown = Reflect.get(Object(parsed), "password");
    return typeof email === "string" && typeof password === "string" ? { email, password } : null;
  } catch {
    return null;
  }
}

/**
 * Supabase Lite says "not confirmed" before it has looked at the password, and answers at once when nobody has the
 * address: both tell a stranger who has an account. This gives back the body to send on instead: for an account that is
 * missing or not confirmed, one that asks for an address nobody has unless the password is right. It takes as long as
 * any wrong password.
 */
export async function guardSignIn(body: string, findAccount: FindAccount): Promise<string> {
  const given = readCredentials(body);
  if (given === null) return body;
  const account = await findAccount(given.email.toLowerCase());
  if (account !== null && account.confirmed && account.passwordHash !== null) return body;
  const hash = account?.passwordHash ?? (await (decoyHash ??= bcrypt.hash(randomUUID(), cost)));
  const matches = await bcrypt.compare(given.password, hash);
  return matches && account !== null
    ? body
    : JSON.stringify({ ...given, email: `${randomUUID()}@invalid.example` });
}
