import { expect, test } from "vitest";
import { safeNext } from "~/.server/http/safe-next";

test.each(["/", "/gallery", "/?draft=abc", "/image/1?x=1#top", "/a/b"])(
  "keeps the path %s",
  (next) => {
    expect(safeNext(next)).toBe(next);
  },
);

test.each([
  "//evil.test",
  "/\\evil.test",
  "/\t/evil.test",
  "/..//evil.test",
  "/.//evil.test",
  "/%2e%2e//evil.test",
  "javascript:alert(1)",
  "https://evil.test/",
  "evil",
  "",
  null,
  undefined,
])("turns %j into the start page", (next) => {
  expect(safeNext(next)).toBe("/");
});
