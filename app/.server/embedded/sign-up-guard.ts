import { randomBytes, randomUUID } from "node:crypto";
import bcrypt from "bcryptjs";
import type { PostgresConnection } from "@supabase/lite/postgres";
import { linkMail, type SendMail } from "./mail-templates.ts";
import { jsonResponse } from "./rpc-errors.ts";

export interface LinkMails {
  connection: PostgresConnection;
  sendMail: SendMail;
  publicOrigin: string;
}

const cost = 10;

/** A text of a JSON object; "" where it has none of that name. */
export function readField(body: string, name: string): string {
  try {
    const value: unknown = Reflect.get(Object(JSON.parse(body)), name);
    return typeof value === "string" ? value : "";
  } catch {
    return "";
  }
}

/**
 * Sends an account that waits for its confirmation another link, at most one a minute; the one before is void then.
 * True when there is such an account.
 */
async function renewConfirmation(
  email: string,
  { connection, sendMail, publicOrigin }: LinkMails,
): Promise<boolean> {
  const token = randomBytes(32).toString("hex");
  const renewed = await connection.driver`
    update auth.users set confirmation_token = ${token}, confirmation_sent_at = now()
    where email = ${email} and confirmed_at is null and confirmation_sent_at < now() - interval '1 minute'
    returning id`;
  if (renewed.length > 0)
    await sendMail({ to: email, ...linkMail("confirmation", publicOrigin, token) });
  const waiting = await connection.driver`
    select from auth.users where email = ${email} and confirmed_at is null`;
  return waiting.length > 0;
}

/**
 * Supabase Lite answers 429 to every repeated sign-up and to every wish for another confirmation mail: that tells a
 * stranger who has an account, and an expired link can never be replaced. Given such an answer, this sends the mail
 * where one is due and answers what Supabase does: a made-up user for a sign-up, after the time that a new one takes,
 * and {} for a resend.
 */
export async function answerRepeated(
  kind: "signup" | "resend",
  body: string,
  mails: LinkMails,
): Promise<Response> {
  const email = readField(body, "email").toLowerCase();
  const [hash, waits] = await Promise.all([
    kind === "signup" ? bcrypt.hash(readField(body, "password"), cost) : null,
    renewConfirmation(email, mails),
  ]);
  if (hash === null) return jsonResponse(200, "{}");
  const now = new Date().toISOString();
  const user = {
    id: randomUUID(),
    aud: "authenticated",
    role: "authenticated",
    email,
    phone: "",
    is_anonymous: false,
  };
  const metadata = {
    app_metadata: { provider: "email", providers: ["email"] },
    user_metadata: {},
    // None for an account that is open already: so it is told to the server, which tells nobody.
    identities: waits ? [{ provider: "email" }] : [],
  };
  return jsonResponse(
    200,
    JSON.stringify({
      ...user,
      ...metadata,
      confirmation_sent_at: now,
      created_at: now,
      updated_at: now,
    }),
  );
}
