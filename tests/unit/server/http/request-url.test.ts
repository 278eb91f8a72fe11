import { expect, test } from "vitest";
import { isHost, isLoopbackHostHeader, ownOrigin, readTarget } from "~/.server/http/request-url";

test.each(["localhost:5000", "127.0.0.1:5000", "[::1]:5000", "127.1.2.3:5000"])(
  "on one machine %s is an address of ours",
  (host) => {
    expect(ownOrigin(host, "http://localhost:5000")).toBe(`http://${host}`);
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
  expect(ownOrigin(host, "http://localhost:5000")).toBe("http://localhost:5000");
});

test("behind a public address no Host is believed", () => {
  expect(ownOrigin("localhost:5000", "https://easel.test")).toBe("https://easel.test");
  expect(ownOrigin("localhost", "https://easel.test")).toBe("https://easel.test");
  expect(ownOrigin("evil.test", "https://easel.test")).toBe("https://easel.test");
});

test("standard ports need no number", () => {
  expect(ownOrigin("127.0.0.1", "http://localhost")).toBe("http://127.0.0.1");
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
