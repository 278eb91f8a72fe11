import { expect, test } from "vitest";
import { isSingleVisitor } from "~/.server/auth/visitor-address";
import { coarseAddress } from "~/.server/http/client-address";

const open = { trustProxy: "none", publicOrigin: "http://pics.test:5000" } as const;
const proxied = { trustProxy: "nginx", publicOrigin: "https://pics.test" } as const;
const hidden = { trustProxy: "none", publicOrigin: "https://pics.test" } as const;

test.each([
  ["203.0.113.7", open, true],
  ["2001:db8:7::1", open, true],
  ["203.0.113.7", proxied, true],
  ["10.1.2.3", proxied, true],
  ["203.0.113.7", hidden, false],
  ["10.1.2.3", open, false],
  ["172.17.0.1", open, false],
  ["192.168.1.20", open, false],
  ["fd12:3456:789a::1", open, false],
  ["fe80::1%eth0", open, false],
  ["127.0.0.1", open, false],
  ["::1", open, false],
  ["127.0.0.1", proxied, false],
  ["::1", proxied, false],
  [null, proxied, false],
] as const)("%s under %o is one visitor's own: %s", (address, env, own) => {
  expect(isSingleVisitor(coarseAddress(address), env)).toBe(own);
});
