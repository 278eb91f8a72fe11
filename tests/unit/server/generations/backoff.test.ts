import { expect, test } from "vitest";
import { backoffMs } from "~/.server/generations/backoff";

test("doubles up to half a minute", () => {
  const pauses = [1, 2, 3, 6, 7, 50].map((failures) => backoffMs(500, failures, () => 0));
  expect(pauses).toEqual([1000, 2000, 4000, 30_000, 30_000, 30_000]);
});

test("takes off a random share of up to a half", () => {
  expect(backoffMs(500, 1, () => 0.999_999)).toBeCloseTo(500);
  const pauses = Array.from({ length: 50 }, () => backoffMs(500, 3));
  expect(new Set(pauses).size).toBeGreaterThan(40);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(2000);
});
