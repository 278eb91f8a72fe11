import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { z } from "zod";
import type { Viewer } from "~/domain/viewer";
import { AppError } from "../errors";

const claims = z.object({
  sub: z.uuid(),
  session_id: z.uuid(),
  email: z.string(),
  exp: z.number(),
});
const mostKept = 10_000;

/** The caller that a token names; null when it is expired, forged or not of a signed-in person. Error: unavailable. */
export type VerifyToken = (token: string) => Promise<Viewer | null>;

export interface TokenKeys {
  /** Shared secret (HS256), or null where tokens are signed with a published key. */
  jwtSecret: string | null;
  jwksUrl: string;
}

/**
 * Checks signature, algorithm, audience and expiry. Costs no round trip once the published keys are known. A token found good
 * is known again until it expires; whether its session was revoked is the database's business.
 */
export function createTokenVerifier({ jwtSecret, jwksUrl }: TokenKeys): VerifyToken {
  const verify = jwtSecret === null ? verifyPublished(jwksUrl) : verifyShared(jwtSecret);
  const known = new Map<string, { viewer: Viewer; expiresAtMs: number }>();
  return async (token) => {
    const before = known.get(token);
    if (before && before.expiresAtMs > Date.now()) return before.viewer;
    known.delete(token);
    try {
      const parsed = claims.safeParse((await verify(token)).payload);
      if (!parsed.success) return null;
      const { sub, session_id: sessionId, email, exp } = parsed.data;
      const viewer = { userId: sub, sessionId, email, accessToken: token };
      if (known.size >= mostKept) known.clear();
      known.set(token, { viewer, expiresAtMs: exp * 1000 });
      return viewer;
    } catch (error) {
      if (error instanceof errors.JOSEError && !isKeyTrouble(error)) return null;
      throw new AppError("unavailable", { cause: error, retryable: true });
    }
  };
}

/** The published keys could not be had: no answer, or one that is not theirs. The library has no class for the latter. */
function isKeyTrouble({ code }: errors.JOSEError): boolean {
  return code === errors.JWKSTimeout.code || code === errors.JOSEError.code;
}

const audience = "authenticated";

function verifyShared(jwtSecret: string) {
  const key = new TextEncoder().encode(jwtSecret);
  return (token: string) => jwtVerify(token, key, { algorithms: ["HS256"], audience });
}

function verifyPublished(jwksUrl: string) {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 3000 });
  const algorithms = ["ES256", "RS256", "EdDSA"];
  return (token: string) => jwtVerify(token, keys, { algorithms, audience });
}
