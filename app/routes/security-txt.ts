import type { Route } from "./+types/security-txt";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { respondPlain } from "~/.server/http/respond-plain";

const dayMs = 86_400_000;
const validDays = 180;

/**
 * Whom to tell of a weakness (RFC 9116). Not there while the operator has named nobody: without a contact the file says
 * nothing.
 */
export function loader({ context }: Route.LoaderArgs): Promise<Response> {
  const { securityContact, publicOrigin } = context.get(containerContext).env;
  return respondPlain(context, async () => {
    if (securityContact === null) throw new AppError("not_found");
    // The same all day, so that caches agree.
    const expiresAt = new Date((Math.floor(Date.now() / dayMs) + validDays) * dayMs);
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${expiresAt.toISOString()}`,
      "Preferred-Languages: en",
      `Canonical: ${publicOrigin}/.well-known/security.txt`,
    ];
    const headers = {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "public, max-age=86400",
    };
    return new Response(`${lines.join("\n")}\n`, { headers });
  });
}
