import { createHash, randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { createServerClient } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";
import { expect, test, vi } from "vitest";
import { startTestBackend } from "../backend";

const migrationsDir = fileURLToPath(new URL("migrations", import.meta.url));
const open = await startTestBackend({ migrationsDir });
const confirming = await startTestBackend({ migrationsDir, emailConfirmation: true });
const password = "correct horse battery";

interface Browser {
  client: SupabaseClient;
  cookies: Map<string, string>;
}

/** The client as a page's loader makes it, with a jar for the browser's cookies. */
function openBrowser({ backend }: typeof open): Browser {
  const cookies = new Map<string, string>();
  const client = createServerClient(backend.url, backend.publishableKey, {
    global: { fetch: backend.fetch },
    cookieOptions: { name: "easel-session" },
    cookies: {
      getAll: () => [...cookies].map(([name, value]) => ({ name, value })),
      setAll: (list) => {
        for (const { name, value } of list) {
          if (value === "") cookies.delete(name);
          else cookies.set(name, value);
        }
      },
    },
  });
  return { client, cookies };
}

const newAddress = (): string => `${randomUUID()}@example.com`;

async function linkTo(
  address: string,
  { backend }: typeof open,
): Promise<{ type: string | null; token_hash: string }> {
  const mail = (await backend.mailbox.list()).find(({ to }) => to === address);
  const link = new URL(mail?.link ?? "about:blank");
  expect(`${link.origin}${link.pathname}`).toBe(`${backend.url}/auth/confirm`);
  return {
    type: link.searchParams.get("type"),
    token_hash: link.searchParams.get("token_hash") ?? "",
  };
}

test("signing up opens a session whose token names user, session and address", async () => {
  const { client } = openBrowser(open);
  const email = newAddress();
  const { data, error } = await client.auth.signUp({ email, password });
  expect(error).toBeNull();
  const { data: verified } = await client.auth.getClaims();
  const claims = {
    sub: data.user?.id,
    email,
    role: "authenticated",
    aud: "authenticated",
    session_id: expect.any(String),
  };
  expect(verified?.claims).toMatchObject(claims);
});

test("signing out empties the cookies and ends the session for the token that is left", async () => {
  const { client, cookies } = openBrowser(open);
  const { data } = await client.auth.signUp({ email: newAddress(), password });
  expect(cookies.size).toBeGreaterThan(0);
  await client.auth.signOut();
  expect(cookies.size).toBe(0);
  const { error } = await client.auth.getUser(data.session?.access_token);
  expect(error?.name).toBe("AuthSessionMissingError");
});

test("a session can be refreshed, and keeps its id", async () => {
  const { client } = openBrowser(open);
  const { data: before } = await client.auth.signUp({ email: newAddress(), password });
  const idBefore = (await client.auth.getClaims()).data?.claims.session_id;
  const { data: after, error } = await client.auth.refreshSession();
  expect(error).toBeNull();
  expect(after.session?.refresh_token).not.toBe(before.session?.refresh_token);
  expect((await client.auth.getClaims()).data?.claims.session_id).toBe(idBefore);
});

test("signing in opens another session, and a wrong password none", async () => {
  const email = newAddress();
  await openBrowser(open).client.auth.signUp({ email, password });
  const right = await openBrowser(open).client.auth.signInWithPassword({
    email: email.toUpperCase(),
    password,
  });
  const wrong = await openBrowser(open).client.auth.signInWithPassword({
    email,
    password: "something else",
  });
  expect(right.data.session).not.toBeNull();
  expect([wrong.error?.status, wrong.error?.code]).toEqual([400, "invalid_credentials"]);
});

test("a forgotten password is replaced through the mailed link, which works once", async () => {
  const email = newAddress();
  await openBrowser(open).client.auth.signUp({ email, password });
  const { client } = openBrowser(open);
  expect((await client.auth.resetPasswordForEmail(email)).error).toBeNull();
  const { type, token_hash } = await linkTo(email, open);
  expect(type).toBe("recovery");
  expect((await client.auth.verifyOtp({ type: "recovery", token_hash })).error).toBeNull();
  expect((await client.auth.updateUser({ password: "a new password" })).error).toBeNull();
  const again = await openBrowser(open).client.auth.verifyOtp({ type: "recovery", token_hash });
  expect(again.error?.code).toBe("otp_expired");
  const { error } = await openBrowser(open).client.auth.signInWithPassword({
    email,
    password: "a new password",
  });
  expect(error).toBeNull();
});

test("asking for a new password answers the same for an address that nobody has, and sends nothing", async () => {
  const email = newAddress();
  const { data, error } = await openBrowser(open).client.auth.resetPasswordForEmail(email);
  expect([data, error]).toEqual([{}, null]);
  expect((await open.backend.mailbox.list()).filter(({ to }) => to === email)).toEqual([]);
});

test("with confirmation on, an account opens only through the mailed link", async () => {
  const email = newAddress();
  const { client } = openBrowser(confirming);
  const { data } = await client.auth.signUp({ email, password });
  expect(data.session).toBeNull();
  const early = await client.auth.signInWithPassword({ email, password });
  expect(early.error?.code).toBe("email_not_confirmed");
  const { type, token_hash } = await linkTo(email, confirming);
  expect(type).toBe("signup");
  const confirmed = await client.auth.verifyOtp({ type: "signup", token_hash });
  expect(confirmed.data.session).not.toBeNull();
  expect((await client.auth.signInWithPassword({ email, password })).error).toBeNull();
});

test("a wrong password for an unconfirmed account answers like an address that nobody has", async () => {
  const email = newAddress();
  const { client } = openBrowser(confirming);
  await client.auth.signUp({ email, password });
  const unconfirmed = await client.auth.signInWithPassword({ email, password: "something else" });
  const unknown = await client.auth.signInWithPassword({
    email: newAddress(),
    password: "something else",
  });
  expect(unconfirmed.error?.code).toBe("invalid_credentials");
  expect(unconfirmed.error?.message).toBe(unknown.error?.message);
  expect(unconfirmed.error?.status).toBe(unknown.error?.status);
});

/** `pnpm test` has its hundreds of passwords hashed at a lower cost. */
const hashAsInProduction = () => vi.stubEnv("LITE_AUTH_BCRYPT_COST", undefined);

test("a password is kept as a hash of bcrypt, at a cost of 10", async () => {
  hashAsInProduction();
  const email = newAddress();
  await openBrowser(open).client.auth.signUp({ email, password });
  const [user] =
    await open.sql`select encrypted_password as hash from auth.users where email = ${email}`;
  expect(user?.["hash"]).toMatch(/^\$2b\$10\$/);
});

test("signing in to an address that nobody has costs as much work as a wrong password", async () => {
  hashAsInProduction();
  const email = newAddress();
  const { client } = openBrowser(open);
  await client.auth.signUp({ email, password });
  // Passwords are hashed in this process. Its own work, unlike the time that passes, is the same on a busy machine.
  const workOf = async (address: string): Promise<number> => {
    const before = process.cpuUsage();
    await client.auth.signInWithPassword({ email: address, password: "something else" });
    return process.cpuUsage(before).user;
  };
  await workOf(newAddress());
  const pairs: { known: number; unknown: number }[] = [];
  for (let round = 0; round < 5; round += 1)
    pairs.push({ known: await workOf(email), unknown: await workOf(newAddress()) });
  const least = (of: "known" | "unknown"): number => Math.min(...pairs.map((pair) => pair[of]));
  expect(least("unknown")).toBeGreaterThan(least("known") / 2);
});

test("the mail says in its text what its page says, with the same link", async () => {
  const email = newAddress();
  await openBrowser(confirming).client.auth.signUp({ email, password });
  const mail = (await confirming.backend.mailbox.list()).find(({ to }) => to === email);
  expect(mail?.text).toContain(mail?.link);
  expect(mail?.text).not.toContain("/auth/v1/verify");
  expect(mail?.html).toContain("/auth/confirm?token_hash=");
});

test("nothing is answered without one of the two keys", async () => {
  const { url, fetch } = open.backend;
  const paths = [
    "/auth/v1/settings",
    "/auth/v1/user",
    "/rest/v1/notes",
    "/rest/v1/rpc/add?a=1&b=2",
  ];
  const answers = await Promise.all(
    paths.flatMap((path) =>
      [new Headers(), new Headers({ apikey: "sb_secret_guess" })].map((headers) =>
        fetch(`${url}${path}`, { headers }),
      ),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401));
});

test("with confirmation on, signing up again answers like the first time and opens nothing", async () => {
  const email = newAddress();
  const first = await openBrowser(confirming).client.auth.signUp({ email, password });
  const again = await openBrowser(confirming).client.auth.signUp({
    email,
    password: "another password",
  });
  expect([again.error, again.data.session]).toEqual([null, null]);
  expect(Object.keys(again.data.user ?? {})).toEqual(
    expect.arrayContaining(["id", "email", "created_at"]),
  );
  expect(again.data.user?.id).not.toBe(first.data.user?.id);
  const { error } = await openBrowser(confirming).client.auth.signInWithPassword({
    email,
    password: "another password",
  });
  expect(error?.code).toBe("invalid_credentials");
});

test("a confirmation can be sent again after a minute, and then only the newest link works", async () => {
  const email = newAddress();
  const { client } = openBrowser(confirming);
  await client.auth.signUp({ email, password });
  const old = await linkTo(email, confirming);
  const tooSoon = await client.auth.resend({ type: "signup", email });
  expect([tooSoon.error, (await linkTo(email, confirming)).token_hash]).toEqual([
    null,
    old.token_hash,
  ]);
  await confirming.sql`update auth.users set confirmation_sent_at = now() - interval '2 hours' where email = ${email}`;
  expect((await client.auth.resend({ type: "signup", email })).error).toBeNull();
  const { token_hash } = await linkTo(email, confirming);
  expect(
    (await client.auth.verifyOtp({ type: "signup", token_hash: old.token_hash })).error?.code,
  ).toBe("otp_expired");
  expect((await client.auth.verifyOtp({ type: "signup", token_hash })).data.session).not.toBeNull();
});

test("the token of a mailed link cannot be found by trying every short code", async () => {
  const email = newAddress();
  const { client } = openBrowser(open);
  await client.auth.signUp({ email, password });
  await client.auth.resetPasswordForEmail(email);
  const { token_hash } = await linkTo(email, open);
  const matches = (code: number): boolean =>
    createHash("sha256")
      .update(`${email}${String(code).padStart(6, "0")}`)
      .digest("hex") === token_hash;
  expect(Array.from({ length: 1_000_000 }, (_, code) => code).some(matches)).toBe(false);
});
