import { BlockList, isIP, isIPv4 } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
// Where the block of ::1 begins; it holds nobody else.
loopback.addAddress("::", "ipv6");
const privateNetworks = new BlockList();
privateNetworks.addSubnet("10.0.0.0", 8, "ipv4");
privateNetworks.addSubnet("172.16.0.0", 12, "ipv4");
privateNetworks.addSubnet("192.168.0.0", 16, "ipv4");
privateNetworks.addSubnet("169.254.0.0", 16, "ipv4");
privateNetworks.addSubnet("fc00::", 7, "ipv6");
privateNetworks.addSubnet("fe80::", 10, "ipv6");

/** What stands in front of Easel. */
export interface ProxySettings {
  /** Whose word on addresses is taken; `none`: nobody's. */
  trustProxy: string;
  /** Where people reach it. */
  publicOrigin: string;
}

/**
 * False for a coarse address that many visitors share, because what stands in front of Easel hides their own: Easel
 * speaks plain http, so where people come by https there is a proxy, and without TRUST_PROXY every visitor has its
 * address. An address of this machine is never a visitor's own, and without TRUST_PROXY neither is one of the private
 * networks: a container's gateway, or everybody at home.
 */
export function isSingleVisitor(
  address: string,
  { trustProxy, publicOrigin }: ProxySettings,
): boolean {
  const [host = ""] = address.split("/", 1);
  if (isIP(host) === 0 || loopback.check(host, isIPv4(host) ? "ipv4" : "ipv6")) return false;
  if (trustProxy !== "none") return true;
  const isPrivate = privateNetworks.check(host, isIPv4(host) ? "ipv4" : "ipv6");
  return !isPrivate && !publicOrigin.startsWith("https:");
}
