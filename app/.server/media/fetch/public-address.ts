import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * True for an address that anybody on the internet may own: global unicast, neither private, local, reserved, for
 * documentation, nor one that carries another address inside (IPv4-mapped, NAT64, 6to4, Teredo). Of IPv6 that leaves
 * `2000::/3` without its special ranges (IANA IPv6 Special-Purpose Address Registry). False for everything that is no
 * plain address.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes("%")) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === "unicast";
  return parsed.match(globalUnicast) && parsed.range() === "unicast";
}

const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");
