import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Null where a machine shows the secret as `Authorization: Bearer …`, else what to answer. Takes as long for a wrong
 * one as for the right one. Without a secret nobody may call.
 */
export function refuseStranger(request: Request, secret: string | null): Response | null {
  const shown = request.headers.get("authorization");
  if (secret !== null && showsSecret(shown, secret)) return null;
  return Response.json(
    { error: "Show the secret: Authorization: Bearer CRON_SECRET" },
    { status: 401, headers: { "cache-control": "no-store", "www-authenticate": "Bearer" } },
  );
}

/** Whether an Authorization header is `Bearer` and the secret. Takes as long for a wrong one as for the right one. */
export function showsSecret(authorization: string | null | undefined, secret: string): boolean {
  return timingSafeEqual(digest(authorization ?? ""), digest(`Bearer ${secret}`));
}
