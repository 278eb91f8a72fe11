import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { z } from "zod";
import { AppError } from "../errors";

const published = z.object({ keys: z.array(z.object({ kty: z.enum(["EC", "RSA", "OKP"]) })) });

/** Where a project publishes its signing keys. */
export function jwksUrlOf(projectUrl: string): string {
  return new URL("/auth/v1/.well-known/jwks.json", projectUrl).href;
}

/** How many signing keys a project publishes. Error: unavailable. */
export async function countSigningKeys(
  jwksUrl: string,
  fetch: typeof globalThis.fetch,
): Promise<number> {
  const keys = await fetch(jwksUrl)
    .then(async (answer) => published.safeParse(answer.ok ? await answer.json() : null))
    .catch((cause: unknown) => {
      throw new AppError("unavailable", { cause, retryable: true });
    });
  if (!keys.success) throw new AppError("unavailable", { cause: keys.error, retryable: true });
  return keys.data.keys.length;
}

/**
 * Whether the tokens of a project can be checked here: what has to be changed, in a sentence for whoever runs Easel, or
 * null. A project that publishes no key signs with its shared secret. Error: unavailable.
 */
export async function findSigningProblem(
  jwtSecret: string | null,
  jwksUrl: string,
  fetch: typeof globalThis.fetch,
): Promise<string | null> {
  if (jwtSecret !== null || (await countSigningKeys(jwksUrl, fetch)) > 0) return null;
  return "SUPABASE_JWT_SECRET is missing: this project publishes no signing key, so it signs with its shared secret. Copy that from Project Settings, JWT Keys, or let the project change to signing keys there.";
}

/** A token of nobody's, good for a minute, as a project signs one with its shared secret. */
export async function signTrialToken(jwtSecret: string): Promise<string> {
  return await new SignJWT({ role: "authenticated", session_id: randomUUID() })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(randomUUID())
    .setAudience("authenticated")
    .setIssuedAt()
    .setExpirationTime("1m")
    .sign(new TextEncoder().encode(jwtSecret));
}
