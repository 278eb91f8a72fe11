import { RouterContextProvider } from "react-router";
import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { authContext, currentViewer, requireViewer, findViewer } from "~/.server/http/session";
import { createSupabaseAuth } from "~/.server/auth/supabase-auth";

const jwtSecret = "a-secret-of-more-than-thirty-two-characters";
const url = "http://localhost:5000";
const gallery = new URL("/gallery", url);

async function tokenFor(expires: string): Promise<string> {
  return await new SignJWT({
    email: "ada@example.org",
    session_id: "0198f0c4-7a10-7000-8000-000000000002",
  })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject("0198f0c4-7a10-7000-8000-000000000001")
    .setAudience("authenticated")
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(jwtSecret));
}

/** A visitor whose session cookie holds this token, at a server whose Supabase Auth is out of reach. */
function visit(fetch: typeof globalThis.fetch, accessToken: string) {
  const gateway = createSupabaseAuth({
    url,
    publishableKey: "sb_publishable_key",
    fetch,
    forwardingKey: null,
    jwtSecret,
    jwksUrl: null,
    records: {
      ...{ open: never, touch: never, end: never, endAll: never },
      ...{ passwordMark: async () => null, ownerProof: never, passCode: never },
    },
    https: false,
    maxAgeSeconds: 86_400,
    log: () => undefined,
  });
  const session = {
    access_token: accessToken,
    refresh_token: "refresh",
    token_type: "bearer",
    expires_in: 3600,
    expires_at: Math.floor(Date.now() / 1000) - 60,
    user: {},
  };
  const value = Buffer.from(JSON.stringify(session)).toString("base64url");
  const cookie = `easel-session=base64-${value}`;
  const talk = gateway.open(
    new Request(url, { headers: { cookie } }),
    { agent: "", address: "" },
    null,
  );
  const context = new RouterContextProvider();
  context.set(authContext, talk);
  return { talk, context };
}

const never = () => Promise.reject(new Error("No session is to be opened here"));
const silent: typeof globalThis.fetch = () => new Promise<never>(() => undefined);
const refused: typeof globalThis.fetch = () => Promise.reject(new TypeError("fetch failed"));
const broken: typeof globalThis.fetch = async () => new Response("<html>", { status: 502 });
const outages = [
  ["does not answer", silent],
  ["cannot be reached", refused],
  ["is broken", broken],
] as const;

test.each(outages)(
  "while Supabase Auth %s, whoever has a good session is still known",
  async (_how, fetch) => {
    const { context } = visit(fetch, await tokenFor("1h"));
    expect(await currentViewer(context)).toMatchObject({ email: "ada@example.org" });
  },
);

test.concurrent.each(outages)(
  "while Supabase Auth %s, a session that needs it is neither signed out nor lost: open pages work, the person's own say 503",
  async (_how, fetch) => {
    const { talk, context } = visit(fetch, await tokenFor("-1m"));
    expect(await findViewer(context)).toBeNull();
    await expect(currentViewer(context)).rejects.toMatchObject({ code: "unavailable" });
    await expect(requireViewer(context, gallery)).rejects.toMatchObject({
      data: { status: 503, code: "unavailable" },
      init: { status: 503, headers: { "Retry-After": "60" } },
    });
    expect(talk.setCookies()).toEqual([]);
  },
);

test.concurrent.each(outages)("while Supabase Auth %s, signing in says so", async (_how, fetch) => {
  const { talk } = visit(fetch, "");
  const attempt = talk.signIn({ email: "ada@example.org", password: "lantern in the fog" });
  await expect(attempt).rejects.toMatchObject({ code: "unavailable", retryable: true });
});
