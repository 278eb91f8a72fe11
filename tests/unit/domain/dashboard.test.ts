import { describe, expect, test } from "vitest";
import type { DashboardPage } from "~/domain/admin/dashboard";
import { rangeNotes, readRange, shownDays } from "~/domain/admin/dashboard-range";
import { creditSums, sumMoney, waitOf } from "~/domain/admin/dashboard-view";
import { bytesWords, cellWords, secondsWords, usdWords } from "~/components/dashboard/tables";

const read = (search: string) => readRange(new URLSearchParams(search));
const shown = {
  firstDay: "2026-03-01",
  today: "2026-11-27",
  from: "2026-03-01",
  to: "2026-11-27",
  step: "week" as const,
};

describe("the days that an address names", () => {
  test.each([
    ["", null, null, null, 30],
    ["days=7", null, null, 7, 7],
    ["days=all", null, null, 0, 0],
    ["days=8", null, null, null, 30],
    ["days=0", null, null, null, 30],
    ["from=2026-11-01&to=2026-11-05", "2026-11-01", "2026-11-05", null, null],
    ["from=2026-11-01&days=7", "2026-11-01", null, null, null],
    ["from=&to=", null, null, null, 30],
  ])("%s", (search, from, to, days, marked) => {
    expect(read(search)).toEqual({ from, to, days, problems: [] });
    expect(shownDays(read(search))).toBe(marked);
  });

  test.each([
    ["from=2026-02-30", "“2026-02-30” isn't a date, so it was left out."],
    ["to=yesterday", "“yesterday” isn't a date, so it was left out."],
    [`from=${"9".repeat(60)}`, `“${"9".repeat(40)}” isn't a date, so it was left out.`],
    [
      "from=2026-11-05&to=2026-11-01",
      "The first day came after the last one, so they were swapped.",
    ],
  ])("%s is said to make no sense, and the nearest days are shown", (search, problem) => {
    expect(read(search).problems).toEqual([problem]);
  });

  test("days that there are none of are said", () => {
    expect(rangeNotes(read("from=2001-01-01&to=2031-01-01"), shown)).toEqual([
      "Those days haven't all happened yet, so this ends today.",
      "There's nothing before Mar 1, 2026, so this starts there.",
    ]);
    const first = { ...shown, to: shown.from };
    expect(rangeNotes(read("to=2001-01-01"), first)).toEqual([
      "There's nothing before Mar 1, 2026, so that day is shown.",
    ]);
    expect(rangeNotes(read("from=2026-03-01&to=2026-11-27"), shown)).toEqual([]);
  });
});

test("the usual wait is that of half of the answers, to a tenth", () => {
  const bucketOf = (seconds: number) => Math.ceil(Math.log(seconds / 0.1) / Math.log(1.2));
  for (const seconds of [0.3, 1, 4.4, 37, 1200]) {
    const usual = waitOf([[bucketOf(seconds), 1]], 0.5) ?? 0;
    expect(Math.abs(usual / seconds - 1)).toBeLessThan(0.1);
  }
  const waits: [number, number][] = [
    [0, 5],
    [10, 4],
    [40, 1],
  ];
  expect(waitOf(waits, 0.5)).toBe(0.1);
  expect(waitOf(waits, 0.9)).toBeCloseTo(0.1 * 1.2 ** 9.5);
  expect(waitOf([], 0.5)).toBeNull();
});

test("sums credits by what became of them", () => {
  const reasons: DashboardPage["credits"]["reasons"] = [
    { reason: "signup_grant", entries: 1, credits: 100 },
    { reason: "gift_code", entries: 1, credits: 50 },
    { reason: "charge", entries: 2, credits: -80 },
    { reason: "refund", entries: 1, credits: 20 },
    { reason: "goodwill", entries: 1, credits: 5 },
    { reason: "deduction", entries: 1, credits: -7 },
  ];
  expect(creditSums({ credits: { reasons, outstanding: 88 } })).toEqual({
    granted: 150,
    spent: 80,
    refunded: 25,
    deducted: 7,
  });
});

test("sums money, and says what is left", () => {
  const rows = [
    { takenUsd: 2, costUsd: 0.5, unpricedFiles: 0 },
    { takenUsd: 1, costUsd: 1.25, unpricedFiles: 3 },
  ];
  expect(sumMoney(rows)).toEqual({ takenUsd: 3, costUsd: 1.75, unpricedFiles: 3, marginUsd: 1.25 });
});

test("numbers are words that people read", () => {
  expect([0, -1.5, 1234.5, 0.0001, 0.0345].map(usdWords)).toEqual([
    "$0.00",
    "−$1.50",
    "$1,234.50",
    "$0.0001",
    "$0.035",
  ]);
  expect([0.42, 9.96, 42, 95, 200].map(secondsWords)).toEqual([
    "0.4 s",
    "10.0 s",
    "42 s",
    "1 min 40 s",
    "3 min 20 s",
  ]);
  expect([0, 999, 12_345, 2_040_300_000].map(bytesWords)).toEqual([
    "0 B",
    "999 B",
    "12.3 kB",
    "2 GB",
  ]);
  expect(cellWords(null, "usd")).toBe("–");
  expect(cellWords(-1500, "credits")).toBe("−1,500");
  expect(cellWords("2026-11-27", "day")).toBe("Nov 27, 2026");
});
