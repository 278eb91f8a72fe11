import { createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { App } from "@supabase/lite";
import type { PostgresConnection } from "@supabase/lite/postgres";

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

function readToken(json: string): string | null {
  try {
    const token: unknown = Reflect.get(Object(JSON.parse(json)), "refresh_token");
    return typeof token === "string" ? token : null;
  } catch {
    return null;
  }
}

/** The same object with another refresh token in it. */
const withToken = (json: string, token: string): string =>
  JSON.stringify({ ...JSON.parse(json), refresh_token: token });

/** Supabase Lite calls a token that is no UUID malformed; to whoever shows one of ours it is one that is not there. */
const notFound = (): Response =>
  Response.json(
    {
      code: 400,
      error_code: "refresh_token_not_found",
      msg: "Invalid Refresh Token: Refresh Token Not Found",
    },
    { status: 400 },
  );

const tokenPaths = /^\/auth\/v1\/(token|signup|verify)$/;

/**
 * Supabase Lite makes refresh tokens of version-7 UUIDs and keeps them in clear. In front of it stand tokens of 256
 * bits: the first of a session is random, each later one follows from the one before by a key that only the server has,
 * so that a browser whose requests renew one token at the same time gets the same new one to all of them. The database
 * holds hashes: whoever reads it can renew nothing.
 */
export function wrapRefreshTokens(
  app: Pick<App, "fetch">,
  { driver }: PostgresConnection,
  jwtSecret: string,
) {
  const key = Buffer.from(hkdfSync("sha256", jwtSecret, "", "easel refresh tokens", 32));
  const successorOf = (token: string) =>
    createHmac("sha256", key).update(token).digest("base64url");

  /** Lets Lite's own token stand for ours. One that was made twice at the same moment is kept once. */
  const replace = async (issued: string, token: string): Promise<void> => {
    const hash = hashOf(token);
    if (issued === hash) return;
    await driver`update auth.refresh_tokens set token = ${hash}
      where token = ${issued} and not exists (select from auth.refresh_tokens where token = ${hash})`;
    await driver`delete from auth.refresh_tokens where token = ${issued}`;
  };

  const respond = async (answer: Response, presented: string | null): Promise<Response> => {
    const { status } = answer;
    const text = await answer.text();
    const headers = new Headers(answer.headers);
    const issued = status === 200 ? readToken(text) : null;
    if (issued === null) return new Response(text, { status, headers });
    const token =
      presented === null ? randomBytes(32).toString("base64url") : successorOf(presented);
    await replace(issued, token);
    headers.delete("content-length");
    headers.delete("sb-auth-refresh-token-prefix");
    return new Response(withToken(text, token), { status, headers });
  };

  const renew = async (request: Request, body: string, presented: string): Promise<Response> => {
    const answer = await app.fetch(
      new Request(request, { method: "POST", body: withToken(body, hashOf(presented)) }),
    );
    const isMalformed = answer.headers.get("x-sb-error-code") === "validation_failed";
    return isMalformed ? notFound() : respond(answer, presented);
  };
  /** By the token that is being renewed: Lite would take three at the same moment for a theft, and end the session. */
  const renewals = new Map<string, Promise<Response>>();

  return async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    if (request.method !== "POST" || !tokenPaths.test(pathname)) return app.fetch(request);
    const body = await request.clone().text();
    const presented = searchParams.get("grant_type") === "refresh_token" ? readToken(body) : null;
    if (presented === null) return respond(await app.fetch(request), null);
    const renewal =
      renewals.get(presented) ??
      renew(request, body, presented).finally(() => renewals.delete(presented));
    renewals.set(presented, renewal);
    return (await renewal).clone();
  };
}
