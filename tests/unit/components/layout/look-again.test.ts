import { expect, test } from "vitest";
import { lookAgainSeconds } from "~/components/layout/use-live-updates";

const waiting = (queuePosition: number) => ({ status: "queued" as const, queuePosition });

test("looks for the place in line again only while something waits, less often the longer the line", () => {
  expect(lookAgainSeconds([])).toBeNull();
  expect(lookAgainSeconds([{ status: "running", queuePosition: null }])).toBeNull();
  expect(lookAgainSeconds([waiting(0)])).toBe(5);
  expect(lookAgainSeconds([waiting(12), { status: "succeeded", queuePosition: null }])).toBe(12);
  expect(lookAgainSeconds([waiting(4000)])).toBe(30);
});

test("the one that is soonest decides", () => {
  expect(lookAgainSeconds([waiting(200), waiting(8)])).toBe(8);
});
