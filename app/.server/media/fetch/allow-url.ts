import { isIP } from "node:net";
import type { RemoteFile } from "~/domain/media";
import { AppError } from "~/.server/errors";

/** An address that may be asked. */
export interface AllowedUrl {
  url: URL;
  /** It belongs to the origin that the administrator named: where it leads does not matter. */
  isTrusted: boolean;
  /** A header to send. */
  credentials: { header: "authorization" | "cookie"; value: string } | null;
}

/**
 * Decides on an address out of a provider's answer, or on the one that `from` redirects to: https, port 443, no user
 * name, a host and a path of the file's list; or the trusted origin. What has led away from the trusted origin, or from
 * the one that gets the credentials, finds neither of them again. Looks nothing up. Error: forbidden_address.
 */
export function allowUrl(text: string, file: RemoteFile, from: AllowedUrl | null): AllowedUrl {
  const url = URL.parse(text, from?.url.href);
  if (!url) throw new AppError("forbidden_address", { cause: new Error("Not an address") });
  const isTrusted = url.origin === file.trustedOrigin && (from?.isTrusted ?? true);
  const isAllowed = isTrusted ? url.username + url.password === "" : isListed(url, file.hosts);
  if (!isAllowed)
    throw new AppError("forbidden_address", { cause: new Error(`${url.origin} is not allowed`) });
  const { credentials } = file;
  const getsCredentials = url.origin === credentials?.origin && from?.credentials !== null;
  return { url, isTrusted, credentials: getsCredentials ? credentials : null };
}

function isListed(url: URL, patterns: readonly string[]): boolean {
  const { protocol, port, username, password, hostname } = url;
  if (protocol !== "https:" || port !== "" || username !== "" || password !== "") return false;
  if (hostname.startsWith("[") || isIP(hostname) !== 0 || hostname.endsWith(".")) return false;
  return patterns.some((pattern) => matchesPattern(url, pattern));
}

/**
 * A path in a pattern counts with its last slash, and only for addresses in which nothing else can pass for a slash.
 */
function matchesPattern({ hostname, pathname }: URL, pattern: string): boolean {
  const slash = pattern.indexOf("/");
  const host = slash < 0 ? pattern : pattern.slice(0, slash);
  const isHost = host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host;
  if (slash < 0) return isHost;
  return isHost && pathname.startsWith(pattern.slice(slash)) && !/%2f|%5c/i.test(pathname);
}
