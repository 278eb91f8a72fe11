import { expect, test } from "vitest";
import { longestWaitSeconds, longestWorkSeconds } from "~/domain/deadlines";

test("slow models get more time than quick ones, and each far more than it usually takes", () => {
  expect(longestWorkSeconds(2)).toBe(308);
  expect(longestWorkSeconds(600)).toBe(2700);
  for (const usual of [1, 10, 60, 240, 600, 3600])
    expect(longestWorkSeconds(usual)).toBeGreaterThan(4 * usual);
});

test("nobody waits in line for more than an hour", () => {
  expect(longestWaitSeconds).toBe(3600);
});
