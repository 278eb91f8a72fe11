import type { OwnLink } from "~/domain/sharing";

/** A link with its address in place of its token; null where nobody can show it again. */
export function showLink<Link extends OwnLink>({ token, ...link }: Link, publicOrigin: string) {
  return { ...link, url: token === null ? null : `${publicOrigin}/s/${token}` };
}
