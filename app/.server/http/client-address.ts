import type { IncomingHttpHeaders } from "node:http";
import { isIP, isIPv4 } from "node:net";
import type { Env } from "../env";

const trustedHeader: Readonly<Record<Exclude<Env["trustProxy"], "none">, string>> = {
  vercel: "x-vercel-forwarded-for",
  fly: "fly-client-ip",
  cloudflare: "cf-connecting-ip",
  nginx: "x-real-ip",
  "last-hop": "x-forwarded-for",
};

/**
 * The visitor's address: the connection's own, or the one header that the configured platform always overwrites.
 * Of a list only the last entry counts, because only that one was written by the nearest proxy.
 * Null when it is not a valid address.
 */
export function clientAddress(
  headers: IncomingHttpHeaders,
  socketAddress: string | undefined,
  trustProxy: Env["trustProxy"],
): string | null {
  if (trustProxy === "none") return validAddress(socketAddress);
  const header = headers[trustedHeader[trustProxy]];
  const last = (Array.isArray(header) ? header.at(-1) : header)?.split(",").at(-1);
  return validAddress(last) ?? validAddress(socketAddress);
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

function validAddress(value: string | null | undefined): string | null {
  const bare = value?.trim().replace(/%.*$/, "") ?? "";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  const address = mapped ?? bare;
  return isIP(address) === 0 ? null : address;
}

function ipv6Groups(address: string): string[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const before = head.split(":").filter(Boolean);
  if (tail === undefined) return before;
  const after = tail.split(":").filter(Boolean);
  return [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
}
