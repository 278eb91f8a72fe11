import { expect, test } from "vitest";
import { maxQueueSeconds, maxRunSeconds } from "~/domain/deadlines";

test("slow models get more time than quick ones, and each far more than it usually takes", () => {
  expect(maxRunSeconds(2)).toBe(308);
  expect(maxRunSeconds(600)).toBe(2700);
  for (const usual of [1, 10, 60, 240, 600, 3600])
    expect(maxRunSeconds(usual)).toBeGreaterThan(4 * usual);
});

test("nobody waits in line for more than an hour", () => {
  expect(maxQueueSeconds).toBe(3600);
});
