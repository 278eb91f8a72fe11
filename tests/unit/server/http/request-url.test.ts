import { expect, test } from "vitest";
import {
  isOtherHost,
  isHost,
  isLoopbackHostHeader,
  ownOrigin,
  readTarget,
} from "~/.server/http/request-url";

test.each(["localhost:5000", "127.0.0.1:5000", "[::1]:5000", "127.1.2.3:5000"])(
  "on one machine %s is an address of ours",
  (host) => {
    expect(ownOrigin(host, { publicOrigin: "http://localhost:5000", mode: "production" })).toBe(
      `http://${host}`,
    );
  },
);

test.each([
  "evil.test",
  "evil.test:5000",
  "localhost:5001",
  "localhost",
  "localhost.evil.test:5000",
  "user@localhost:5000",
  "localhost:5000/path",
  "localhost:5000#x",
  "LOCALHOST:5000",
  "2130706433:5000",
  "",
  undefined,
])("a Host of %s is not believed", (host) => {
  expect(ownOrigin(host, { publicOrigin: "http://localhost:5000", mode: "production" })).toBe(
    "http://localhost:5000",
  );
});

test("behind a public address no Host is believed", () => {
  expect(
    ownOrigin("localhost:5000", { publicOrigin: "https://easel.test", mode: "production" }),
  ).toBe("https://easel.test");
  expect(ownOrigin("localhost", { publicOrigin: "https://easel.test", mode: "production" })).toBe(
    "https://easel.test",
  );
  expect(ownOrigin("evil.test", { publicOrigin: "https://easel.test", mode: "production" })).toBe(
    "https://easel.test",
  );
});

const atHome = { publicOrigin: "http://localhost:5000", mode: "development" } as const;

test.each([
  "nas:5000",
  "ada-laptop.local:5000",
  "studio.lan",
  "127.0.0.1:8080",
  "192.168.1.20:5000",
  "10.0.0.4:5000",
  "172.16.0.9:5000",
  "169.254.3.4:5000",
  "[::1]:5000",
  "[fd12:3456::7]:5000",
  "[fe80::1]:5000",
])("in development %s is an address of ours, and in production it is not", (host) => {
  expect(ownOrigin(host, atHome)).toBe(`http://${host}`);
  expect(ownOrigin(host, { ...atHome, publicOrigin: "https://easel.test" })).toBe(`http://${host}`);
  const production = { publicOrigin: "https://easel.test", mode: "production" } as const;
  expect(ownOrigin(host, production)).toBe("https://easel.test");
  expect(isOtherHost(host, "https://easel.test")).toBe(true);
});

test.each([
  "evil.example",
  "local.evil.example:5000",
  "nas.local.evil.example:5000",
  "192.168.1.20.evil.example:5000",
  "203.0.113.9:5000",
  "8.8.8.8:5000",
  "[2001:4860:4860::8888]:5000",
  "[::ffff:808:808]:5000",
  "nas:5000/path",
  "user@nas:5000",
])("in development too a Host of %s is not believed", (host) => {
  expect(ownOrigin(host, atHome)).toBe("http://localhost:5000");
});

test("standard ports need no number", () => {
  expect(ownOrigin("127.0.0.1", { publicOrigin: "http://localhost", mode: "production" })).toBe(
    "http://127.0.0.1",
  );
});

test("a Host is this machine's by its name alone", () => {
  expect(["localhost", "localhost:1", "127.0.0.1:5000", "[::1]"].every(isLoopbackHostHeader)).toBe(
    true,
  );
  expect(["evil.test", "localhost.evil.test", "", undefined].some(isLoopbackHostHeader)).toBe(
    false,
  );
});

test("a target gives its path without the query", () => {
  expect(readTarget("/a%20b/ü?q=//x")).toEqual({ pathname: "/a%20b/ü" });
});

test.each(["", "*", "a", "http://x/", "//x", "/a//b", "/\\x", "/%", "/%e0%a4", "/a%00", "/?a=%00"])(
  "%j is refused",
  (target) => {
    expect(readTarget(target)).toEqual({ refusedWith: 400 });
  },
);

test.each([
  "/a/../b",
  "/a/./b",
  "/..",
  "/.",
  "/a/%2e%2E/b",
  "/a/.%2e",
  "/%2e/b",
  "/a/\t../b",
  "/a#b",
  "/a%2Fb",
  "/a%5cb",
])("%j is refused, since readers differ on it", (target) => {
  expect(readTarget(target)).toEqual({ refusedWith: 400 });
});

test.each([
  "/...",
  "/a/.b",
  "/a..b/c.",
  '/"a"',
  "/a%252e",
  "/?next=/a/../b%2f#x",
  "/@id/__x00__v:a",
])("%j is let through", (target) => {
  expect(readTarget(target)).toEqual({ pathname: target.split("?", 1)[0] });
});

test.each(["localhost", "easel.example.org:443", "xn--bcher-kva.example", "[::1]:5000", "a_b:"])(
  "%s can be a Host",
  (host) => {
    expect(isHost(host)).toBe(true);
  },
);

test.each([
  undefined,
  "",
  ":80",
  "a b",
  "a/",
  "a@b",
  "a,b",
  "a:b",
  "a:123456",
  "[::1",
  "é",
  "a%2eb",
])("%j can be no Host", (host) => {
  expect(isHost(host)).toBe(false);
});

test("a target over 8,000 characters is refused as too long", () => {
  expect(readTarget(`/${"x".repeat(7_999)}`)).toHaveProperty("pathname");
  expect(readTarget(`/${"x".repeat(8_000)}`)).toEqual({ refusedWith: 414 });
});

test("50 segments and 100 fields are let through, and no more", () => {
  expect(readTarget("/a".repeat(50))).toHaveProperty("pathname");
  expect(readTarget("/a".repeat(51))).toEqual({ refusedWith: 400 });
  expect(readTarget(`/?${"a&".repeat(99)}`)).toHaveProperty("pathname");
  expect(readTarget(`/?${"a&".repeat(100)}`)).toEqual({ refusedWith: 400 });
});
