import { expect, test } from "vitest";
import { latestTitle, newsOf, standingTitle } from "~/components/generation/words";

const request = {
  status: "running",
  upstream: null,
  kind: "image",
  madeCount: 0,
  outputCount: 4,
  priceCredits: 2000,
  refundedCredits: 0,
  queuePosition: null,
  progress: 0.4,
  providerWords: "fal.ai",
  finishedAt: null,
} as const;
const now = "2026-11-27T12:00:00.000Z";
const justNow = "2026-11-27T11:59:30.000Z";
const earlier = "2026-11-27T11:58:30.000Z";
const done = { ...request, status: "succeeded", madeCount: 4, finishedAt: justNow } as const;
const failed = { ...request, status: "failed", refundedCredits: 2000 } as const;
const waiting = { ...request, status: "queued", queuePosition: 1 } as const;

test("news are said as a person would say them", () => {
  expect(newsOf(waiting)).toBe("2nd in line");
  expect(newsOf({ ...request, upstream: { place: 2 } })).toBe("3rd in line at fal.ai");
  expect(newsOf(request)).toBe("Being made");
  expect(newsOf(done)).toBe("Done: 4 pictures");
  expect(newsOf({ ...done, madeCount: 3 })).toBe(
    "Done: 3 pictures, 1 of 4 didn't come, 500 credits refunded",
  );
  expect(newsOf(failed)).toBe("Failed, your credits are back");
  expect(newsOf({ ...failed, refundedCredits: 0 })).toBe("Failed");
});

test("the title of a request's page always says how it stands", () => {
  expect(standingTitle({ ...request, upstream: { place: 2 } })).toBe("Waiting");
  expect(standingTitle({ ...done, kind: "video", madeCount: 1 })).toBe("Done · 1 video");
});

test("the title of a list says what is being made, else what was just made, else nothing", () => {
  expect(latestTitle([waiting, request, done], now)).toBe("Being made");
  expect(latestTitle([done, waiting], now)).toBe("Waiting");
  expect(latestTitle([done, failed], now)).toBe("Done · 4 pictures");
  expect(latestTitle([{ ...done, finishedAt: earlier }], now)).toBeNull();
  expect(latestTitle([], now)).toBeNull();
});
