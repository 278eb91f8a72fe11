import { z } from "zod";
import { AppError } from "../errors";

const published = z.object({ keys: z.array(z.object({ kty: z.enum(["EC", "RSA", "OKP"]) })) });

/** Where a project publishes its signing keys. */
export function jwksUrlOf(projectUrl: string): string {
  return new URL("/auth/v1/.well-known/jwks.json", projectUrl).href;
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
  if (jwtSecret !== null) return null;
  const keys = await fetch(jwksUrl)
    .then(async (answer) => published.safeParse(answer.ok ? await answer.json() : null))
    .catch((cause: unknown) => {
      throw new AppError("unavailable", { cause, retryable: true });
    });
  if (!keys.success) throw new AppError("unavailable", { cause: keys.error, retryable: true });
  if (keys.data.keys.length > 0) return null;
  return "SUPABASE_JWT_SECRET is missing: this project publishes no signing key, so it signs with its shared secret. Copy that from Project Settings, JWT Keys, or let the project change to signing keys there.";
}
