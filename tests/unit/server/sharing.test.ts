import { expect, test } from "vitest";
import { createLinkTokens, hashOfToken, isToken } from "~/.server/sharing/link-tokens";
import { drawQrCode } from "~/.server/sharing/qr-code";

test("a link's token has 128 bits, and is the same for the same share and key alone", () => {
  const { tokenOf } = createLinkTokens("a key");
  const token = tokenOf("share 1");
  expect(Buffer.from(token, "base64url")).toHaveLength(16);
  expect(isToken(token)).toBe(true);
  expect(createLinkTokens("a key").tokenOf("share 1")).toBe(token);
  expect(tokenOf("share 2")).not.toBe(token);
  expect(createLinkTokens("another key").tokenOf("share 1")).not.toBe(token);
  expect(hashOfToken(token)).toMatch(/^[0-9a-f]{64}$/);
});

test("what no link can have is no token", () => {
  const long = "a".repeat(23);
  const texts = ["", "a", "a".repeat(21), long, `${"a".repeat(21)}.`, "é".repeat(22)];
  expect(texts.filter(isToken)).toEqual([]);
});

test("a QR code is a square of whole modules with four of light around it", () => {
  const { side, path } = drawQrCode("https://easel.example/s/AAAAAAAAAAAAAAAAAAAAAA");
  const runs = Array.from(path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g), (run) =>
    run.slice(1).map(Number),
  );
  expect(path).toBe(runs.map(([x, y, length]) => `M${x} ${y}h${length}v1h-${length}z`).join(""));
  for (const [x = 0, y = 0, length = 0] of runs) {
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(4);
    expect(Math.max(x + length, y + 1)).toBeLessThanOrEqual(side - 4);
  }
});
