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

test("an IPv4 address inside an IPv6 one is that IPv4 address", () => {
  expect(clientAddress({}, "::ffff:203.0.113.7", "none")).toBe("203.0.113.7");
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
