import type { IncomingHttpHeaders } from "node:http";
import { isIP, isIPv4 } from "node:net";
import type { Env } from "../env";

type TrustProxy = Env["trustProxy"];

/** Each is always overwritten by its platform. */
const ownHeader: Readonly<Partial<Record<TrustProxy, string>>> = {
  vercel: "x-vercel-forwarded-for",
  fly: "fly-client-ip",
  cloudflare: "cf-connecting-ip",
  nginx: "x-real-ip",
};

/**
 * The visitor's address: the connection's own, or what the configured proxies say. A platform has a header to itself.
 * Of `X-Forwarded-For` each proxy has written one entry behind what it was given, so with so many of them the visitor's
 * is that many from the end, and whatever stands before it is the visitor's own invention. Where it holds no address,
 * or the list is shorter, the request has not come through all of them: it counts for the nearest one. Null when there
 * is no valid address.
 */
export function clientAddress(
  headers: IncomingHttpHeaders,
  socketAddress: string | undefined,
  trustProxy: TrustProxy,
): string | null {
  return validAddress(forwardedAddress(headers, trustProxy)) ?? validAddress(socketAddress);
}

function forwardedAddress(
  headers: IncomingHttpHeaders,
  trustProxy: TrustProxy,
): string | undefined {
  if (trustProxy === "none") return undefined;
  const header = headers[ownHeader[trustProxy] ?? "x-forwarded-for"];
  const entries = (Array.isArray(header) ? header.join(",") : header)?.split(",");
  return entries?.at(-hopsOf(trustProxy));
}

/** How many proxies have written into the header. */
function hopsOf(trustProxy: TrustProxy): number {
  return trustProxy.startsWith("hops:") ? Number(trustProxy.slice("hops:".length)) : 1;
}

/**
 * The network block that an address belongs to, for rate limits and device lists: /24 of IPv4, /48 of IPv6.
 * "unknown" when there is no address.
 */
export function coarseAddress(address: string | null): string {
  const valid = validAddress(address);
  if (valid === null) return "unknown";
  if (isIPv4(valid)) return `${valid.split(".").slice(0, 3).join(".")}.0/24`;
  return `${ipv6Groups(valid).slice(0, 3).join(":")}::/48`;
}

/** True for this machine's own addresses. */
export function isLoopbackAddress(address: string | undefined): boolean {
  const valid = validAddress(address);
  return valid !== null && (valid === "::1" || valid.startsWith("127."));
}

/** Also with a port behind it, as some proxies write it; IPv4 inside IPv6 is IPv4. */
function validAddress(value: string | null | undefined): string | null {
  const bare = value?.trim().replace(/%[^\]]*/, "") ?? "";
  const withPort = /^\[(.*)\](?::\d{1,5})?$/.exec(bare) ?? /^([\d.]+):\d{1,5}$/.exec(bare);
  const address = withPort?.[1] ?? bare;
  if (isIP(address) === 0) return null;
  return isIPv4(address) ? address : (mappedIPv4(address) ?? address);
}

function mappedIPv4(address: string): string | null {
  const groups = ipv6Groups(address).map((group) => Number.parseInt(group, 16));
  if (groups.slice(0, 6).join() !== "0,0,0,0,0,65535") return null;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join(".");
}

function ipv6Groups(address: string): string[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const before = head.split(":").filter(Boolean);
  if (tail === undefined) return before;
  const after = tail.split(":").filter(Boolean);
  return [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
}
