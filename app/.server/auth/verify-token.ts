import { hash } from "node:crypto";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from "jose";
import { z } from "zod";
import type { Viewer } from "~/domain/viewer";
import { AppError } from "../errors";

const claims = z.object({
  sub: z.uuid(),
  session_id: z.uuid(),
  email: z.string(),
  exp: z.number(),
});
type Person = Omit<Viewer, "accessToken">;
/** No token lives so long: with such a tolerance expiry does not count. */
const hundredYearsSeconds = 3_155_760_000;

/**
 * The caller that a token names; null when it is expired, forged or not of a signed-in person. With `evenExpired` a
 * token that is past its time still says whose it was. Error: unavailable.
 */
export type VerifyToken = (
  token: string,
  options?: { evenExpired?: boolean },
) => Promise<Viewer | null>;

export interface TokenKeys {
  /** How many tokens are kept in the cache. */
  maxCachedTokens?: number;
  /** Shared secret for tokens signed with HS256; null: none of those is good. */
  jwtSecret: string | null;
  /** Where the keys are published that all others are signed with; null: none of those is good. */
  jwksUrl: string | null;
}

/**
 * Checks signature, algorithm, audience and expiry. A token's own `alg` says which key it claims: the shared secret for
 * HS256 alone, a published key for the asymmetric ones alone, so that a project may change from one to the other. Costs
 * no round trip once the published keys are known. A token found good is known again by its digest until it expires;
 * whether its session was revoked is the database's business.
 */
export function createTokenVerifier({
  jwtSecret,
  jwksUrl,
  maxCachedTokens = 10_000,
}: TokenKeys): VerifyToken {
  const byShared = jwtSecret === null ? null : verifyShared(jwtSecret);
  const byPublished = jwksUrl === null ? null : verifyPublished(jwksUrl);
  const cache = new Map<string, { person: Person; expiresAtMs: number }>();

  const read = async (token: string, clockTolerance: number) => {
    try {
      const verify = algorithmOf(token) === "HS256" ? byShared : byPublished;
      const parsed = claims.safeParse((await verify?.(token, clockTolerance))?.payload);
      return parsed.success ? parsed.data : null;
    } catch (error) {
      if (error instanceof errors.JOSEError && !isKeyError(error)) return null;
      throw new AppError("unavailable", { cause: error, retryable: true });
    }
  };

  return async (token, { evenExpired = false } = {}) => {
    const digest = hash("sha256", token, "base64");
    const cached = cache.get(digest);
    if (cached && cached.expiresAtMs > Date.now()) return { ...cached.person, accessToken: token };
    cache.delete(digest);
    const tokenClaims = await read(token, evenExpired ? hundredYearsSeconds : 0);
    if (!tokenClaims) return null;
    const { sub, session_id: sessionId, email, exp } = tokenClaims;
    const person = { userId: sub, sessionId, email };
    if (!evenExpired) {
      const [oldest] = cache.keys();
      if (oldest !== undefined && cache.size >= maxCachedTokens) cache.delete(oldest);
      cache.set(digest, { person, expiresAtMs: exp * 1000 });
    }
    return { ...person, accessToken: token };
  };
}

/** What a token says that it is signed with; "" when it is no token. */
export function algorithmOf(token: string): string {
  try {
    return decodeProtectedHeader(token).alg ?? "";
  } catch {
    return "";
  }
}

/** Whether a token that was verified is of a session in which a second factor was shown. */
export function hasShownCode(token: string): boolean {
  return decodeJwt(token)["aal"] === "aal2";
}

/**
 * The published keys could not be had: no answer, or one that is not theirs. The library has no class for the latter.
 */
function isKeyError({ code }: errors.JOSEError): boolean {
  return code === errors.JWKSTimeout.code || code === errors.JOSEError.code;
}

const audience = "authenticated";

function verifyShared(jwtSecret: string) {
  const key = new TextEncoder().encode(jwtSecret);
  return (token: string, clockTolerance: number) =>
    jwtVerify(token, key, { algorithms: ["HS256"], audience, clockTolerance });
}

function verifyPublished(jwksUrl: string) {
  // A key that is new here is asked for at once, but for no more than one try every five seconds.
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: 3000,
    cooldownDuration: 5000,
  });
  const algorithms = ["ES256", "RS256", "EdDSA"];
  return (token: string, clockTolerance: number) =>
    jwtVerify(token, keys, { algorithms, audience, clockTolerance });
}
