import { randomUUID } from "node:crypto";
import { linkMail } from "./mail-templates.ts";
import { jsonResponse } from "./rpc-errors.ts";
import { readField, type LinkMails } from "./sign-up-guard.ts";

/** Nobody's: no account ever gets such an address. */
const nobodys = "@invalid.example";

type Answer = (body: string) => Promise<Response>;

/** How long a link works: what Supabase Lite goes by too. */
const linkSeconds = 3600;

/**
 * Supabase Lite refuses an address that is taken, which tells a stranger who has an account, and mails only the address
 * so far. In front of it a taken address becomes one that nobody has, so that all else goes its usual way, and the new
 * address gets its own link.
 */
export async function guardEmailChange(
  body: string,
  { connection, sendMail, publicOrigin }: LinkMails,
  answer: Answer,
): Promise<Response> {
  const email = readField(body, "email").toLowerCase();
  const taken = await connection.driver`select from auth.users where email = ${email}`;
  const asked = taken.length > 0 ? `${randomUUID()}${nobodys}` : email;
  const given: object = Object(JSON.parse(body));
  const response = await answer(JSON.stringify({ ...given, email: asked }));
  if (response.status !== 200) return response;
  const user = Object(await response.json()) as { id?: string };
  const [waiting] = await connection.driver<{ token: string }[]>`
    select email_change_token_new as token from auth.users where id = ${user.id ?? null} and email_change = ${email}`;
  if (waiting)
    await sendMail({ to: email, ...linkMail("email_change", publicOrigin, waiting.token) });
  return jsonResponse(200, JSON.stringify({ ...user, new_email: email }));
}

/**
 * Supabase Lite changes the address as soon as the link in the old mailbox is opened, and takes none from the new one.
 * As Supabase does, this takes both, in any order: the first makes the other one the last that is needed, in the place
 * where Lite looks for it. Lite itself sees that one alone.
 */
export async function guardEmailLink(
  body: string,
  { connection }: LinkMails,
  answer: Answer,
): Promise<Response> {
  const token = readField(body, "token_hash");
  const half = await connection.driver`
    update auth.users
    set email_change_confirm_status = 1, email_change_token_new = '',
      email_change_token_current = case when email_change_token_current = ${token}
        then email_change_token_new else email_change_token_current end
    where ${token} in (email_change_token_current, email_change_token_new) and ${token} <> '' and email_change <> ''
      and coalesce(email_change_confirm_status, 0) = 0
      and email_change_sent_at > now() - make_interval(secs => ${linkSeconds})
    returning id`;
  if (half.length > 0)
    return jsonResponse(
      200,
      JSON.stringify({ code: 200, msg: "Open the link in the other mailbox." }),
    );
  const last = await connection.driver`
    select from auth.users u
    where u.email_change_token_current = ${token} and ${token} <> '' and u.email_change_confirm_status = 1
      and u.email_change not like ${`%${nobodys}`}
      and not exists (select from auth.users o where o.email = u.email_change)`;
  return last.length > 0 ? answer(body) : linkIsOver();
}

const linkIsOver = () =>
  jsonResponse(
    403,
    JSON.stringify({
      code: 403,
      error_code: "otp_expired",
      msg: "Email link is invalid or has expired",
    }),
  );
