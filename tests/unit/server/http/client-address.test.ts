import { expect, test } from "vitest";
import { clientAddress, coarseAddress, isLoopbackAddress } from "~/.server/http/client-address";

const forged = {
  "x-forwarded-for": "6.6.6.6, 203.0.113.7",
  "x-real-ip": "203.0.113.8",
  "fly-client-ip": "203.0.113.9",
  "cf-connecting-ip": "203.0.113.10",
  "x-vercel-forwarded-for": "203.0.113.11",
};

test.each([
  ["none", "198.51.100.1"],
  ["last-hop", "203.0.113.7"],
  ["nginx", "203.0.113.8"],
  ["fly", "203.0.113.9"],
  ["cloudflare", "203.0.113.10"],
  ["vercel", "203.0.113.11"],
] as const)("behind %s the address is %s", (proxy, address) => {
  expect(clientAddress(forged, "198.51.100.1", proxy)).toBe(address);
});

test("a header that holds no address is passed over", () => {
  expect(clientAddress({ "x-forwarded-for": "203.0.113.7, unknown" }, "::1", "last-hop")).toBe(
    "::1",
  );
  expect(clientAddress({}, undefined, "none")).toBeNull();
});

const proxies = "10.0.0.2, 10.0.0.3";

test.each([
  ["as it came through all of them", `198.51.100.9, ${proxies}`, "198.51.100.9"],
  [
    "with what the visitor wrote before it",
    `6.6.6.6, , x, 198.51.100.9, ${proxies}`,
    "198.51.100.9",
  ],
  ["in IPv6", `6.6.6.6, 2001:db8::9, ${proxies}`, "2001:db8::9"],
  ["in brackets with a port", `[2001:db8::9]:443,${proxies}`, "2001:db8::9"],
  ["with a port", `198.51.100.9:51234, ${proxies}`, "198.51.100.9"],
  ["as IPv4 inside IPv6", `::ffff:c633:6409, ${proxies}`, "198.51.100.9"],
])("behind three proxies the address is the third from the end, %s", (_how, chain, address) => {
  const headers = { "x-forwarded-for": chain };
  expect(clientAddress(headers, "10.0.0.4", "hops:3")).toBe(address);
});

test.each([
  ["none at all", undefined],
  ["an empty one", ""],
  ["one that has not come through all of them", proxies],
  ["no address in its place", `unknown, ${proxies}`],
  ["nothing in its place", `198.51.100.9,,${proxies}`],
  ["two addresses in its place", `198.51.100.9 198.51.100.8, ${proxies}`],
  ["half an address in its place", `198.51.100, ${proxies}`],
  ["a name in its place", `localhost, ${proxies}`],
  ["an open bracket in its place", `[2001:db8::9, ${proxies}`],
])("of a chain with %s only the connection's own address is taken", (_what, chain) => {
  const headers = { "x-forwarded-for": chain, forwarded: "for=6.6.6.6", "x-real-ip": "6.6.6.6" };
  expect(clientAddress(headers, "10.0.0.4", "hops:3")).toBe("10.0.0.4");
});

test("one proxy is the same as the last hop, and each further one reads further to the left", () => {
  const headers = { "x-forwarded-for": "203.0.113.1, 203.0.113.2, 203.0.113.3" };
  const read = (hops: number) => clientAddress(headers, "10.0.0.4", `hops:${hops}`);
  expect(read(1)).toBe(clientAddress(headers, "10.0.0.4", "last-hop"));
  expect([1, 2, 3, 4].map(read)).toEqual(["203.0.113.3", "203.0.113.2", "203.0.113.1", "10.0.0.4"]);
});

test("an IPv4 address inside an IPv6 one is that IPv4 address", () => {
  expect(clientAddress({}, "::ffff:203.0.113.7", "none")).toBe("203.0.113.7");
  expect(clientAddress({}, "::ffff:cb00:7107", "none")).toBe("203.0.113.7");
  expect(clientAddress({}, "fe80::1%eth0", "none")).toBe("fe80::1");
});

test.each([
  ["203.0.113.77", "203.0.113.0/24"],
  ["::ffff:203.0.113.77", "203.0.113.0/24"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
  ["2001:0DB8:0001::9", "2001:db8:1::/48"],
  ["2001:db8::9", "2001:db8:0::/48"],
  ["::1", "0:0:0::/48"],
  ["nonsense", "unknown"],
  [null, "unknown"],
])("%s belongs to %s", (address, block) => {
  expect(coarseAddress(address)).toBe(block);
});

test("only this machine's addresses are loopback", () => {
  expect(["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"].every(isLoopbackAddress)).toBe(true);
  expect(
    ["128.0.0.1", "127.0.0.1.evil.test", "10.0.0.1", "::2", "", undefined].some(isLoopbackAddress),
  ).toBe(false);
});
