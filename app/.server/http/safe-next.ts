/**
 * Where to go after signing in: a path of our own, or `/`. Refuses other hosts in every spelling that a browser
 * understands: `//host`, a backslash, control characters, and dots that fold into a second slash.
 */
export function safeNext(next: string | null | undefined): string {
  const base = "http://easel.invalid";
  if (!next?.startsWith("/") || !URL.canParse(next, base)) return "/";
  const url = new URL(next, base);
  if (url.origin !== base || url.pathname.startsWith("//") || url.pathname.includes("\\"))
    return "/";
  return url.pathname + url.search + url.hash;
}
