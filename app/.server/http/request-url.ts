import { hostname as ownName } from "node:os";
import ipaddr from "ipaddr.js";
import { isLoopbackHost } from "~/domain/loopback";
import type { Env } from "../env";
import { maxFields } from "./field-counter";
import { maxTargetLength } from "./http-server";

/**
 * The address that a request is served under. Host is believed only where no proxy can be: a loopback name with the
 * port of a loopback `publicOrigin`, so that `localhost` and `127.0.0.1` both work on one machine; and in development
 * any name that only a home network knows, which no page on the internet can have. Forwarded and X-Forwarded-* are
 * never read.
 */
export function ownOrigin(
  host: string | undefined,
  { publicOrigin, mode }: Pick<Env, "publicOrigin" | "mode">,
): string {
  const known = new URL(publicOrigin);
  const requested = requestedUrl(host, known.protocol);
  if (requested === null || requested.host === known.host) return publicOrigin;
  if (mode === "development" && isHomeHost(requested.hostname)) return `http://${requested.host}`;
  const isSameMachine = isLoopbackHost(requested.hostname) && isLoopbackHost(known.hostname);
  return isSameMachine && requested.port === known.port ? requested.origin : publicOrigin;
}

/** True when the Host header names another address than the one that the request is served under. */
export function isOtherHost(host: string | undefined, origin: string): boolean {
  const { protocol, host: known } = new URL(origin);
  return requestedUrl(host, protocol)?.host !== known;
}

/** Null for what a browser would not send. */
function requestedUrl(host: string | undefined, protocol: string): URL | null {
  const requested = URL.parse(`${protocol}//${host ?? ""}`);
  return requested?.host === host ? requested : null;
}

const homeRanges = new Set(["loopback", "private", "linkLocal", "uniqueLocal"]);
/**
 * Names that no registry gives out (RFC 6761, RFC 6762, RFC 8375, and ICANN's for private use), and what routers call
 * theirs.
 */
const homeNames = /\.(localhost|local|internal|home\.arpa|home|lan)$/;

/**
 * True for what only this machine or its own network can be called: a private address, a name without a dot, `.local`.
 */
export function isHomeHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(bare)) return homeRanges.has(ipaddr.process(bare).range());
  return (
    !hostname.includes(".") || homeNames.test(hostname) || hostname === ownName().toLowerCase()
  );
}

/** True when the Host header names this machine itself, whatever the port. */
export function isLoopbackHostHeader(host: string | undefined): boolean {
  const requested = URL.parse(`http://${host ?? ""}`);
  return requested !== null && requested.host !== "" && isLoopbackHost(requested.hostname);
}

/**
 * The framework's work for a page grows with the square of them. The deepest paths are those of development's sources.
 */
const maxSegments = 50;

/**
 * Checks a request target (`/path?query` as sent). Gives its pathname, still encoded, or the status to refuse it with:
 * 414 over 8,000 characters; 400 for over 100 fields or 50 segments, what is not a path, bad percent-encoding, NUL
 * bytes, `//`, and whatever one reader may take for another path than the next: dot segments, backslashes, encoded
 * slashes, a fragment.
 */
export function readTarget(target: string): { pathname: string } | { refusedWith: 400 | 414 } {
  if (target.length > maxTargetLength) return { refusedWith: 414 };
  const [pathname = ""] = target.split("?", 1);
  const hasTooMany =
    target.split("&", maxFields + 1).length > maxFields ||
    pathname.split("/", maxSegments + 2).length > maxSegments + 1;
  if (hasTooMany) return { refusedWith: 400 };
  const isPath = pathname.startsWith("/") && !/\/\/|%2f|%5c/i.test(pathname);
  const isClean = isPath && !target.includes("%00") && readsAlike(pathname);
  return isClean ? { pathname } : { refusedWith: 400 };
}

/** True when the URL parser, which the router and the pages ask, sees this very path. */
function readsAlike(pathname: string): boolean {
  const parsed = URL.parse(`http://easel${pathname}`)?.pathname ?? "";
  try {
    return decodeURIComponent(parsed) === decodeURIComponent(pathname);
  } catch {
    return false;
  }
}

/** A host name or an address, and a port (RFC 9110, section 4.2.1, without what no name on the network has). */
const hostForm = /^(\[[\da-f:.]{2,45}\]|[\w.-]{1,253})(:\d{0,5})?$/i;

/** True for a Host header that can be one. */
export function isHost(host: string | undefined): host is string {
  return host !== undefined && hostForm.test(host);
}
