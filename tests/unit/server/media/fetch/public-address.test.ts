import { expect, test } from "vitest";
import { isPublicAddress } from "~/.server/media/fetch/public-address";
import { innerIpv4, innerIpv6 } from "./hostile-addresses";

test.for([...innerIpv4, ...innerIpv6])("takes %s for no public address", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.for([
  ...["1.1.1.1", "8.8.8.8", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.128.0.1"],
  ...["192.167.255.255", "198.17.255.255", "198.20.0.1", "223.255.255.255", "169.253.0.1"],
  ...["2606:4700:4700::1111", "2a00:1450:4001:81b::200e", "2001:4860:4860::8888", "3ffe::1"],
])("takes %s for a public address", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.for(["", "localhost", "1.1.1", "0x8.8.8.8", "08.8.8.8", "2606:4700::1111%eth0", "8.8.8.8 "])(
  "takes %j for no address at all",
  (address) => {
    expect(isPublicAddress(address)).toBe(false);
  },
);
