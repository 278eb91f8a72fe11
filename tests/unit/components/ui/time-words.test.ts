import { expect, test } from "vitest";
import { durationWords, lengthWords, relativeWords, waitWords } from "~/components/ui/time-words";

const minute = 60_000;
const now = "2026-11-23T18:00:00Z";

test.each([
  [30_000, "less than a minute"],
  [minute, "1 minute"],
  [59.9 * minute, "59 minutes"],
  [60 * minute, "1 hour"],
  [47.9 * 60 * minute, "47 hours"],
  [48 * 60 * minute, "2 days"],
  [71.9 * 60 * minute, "2 days"],
])("says %d ms as %s, never more than is left", (milliseconds, words) => {
  expect(durationWords(milliseconds)).toBe(words);
});

test("says the past and the future", () => {
  expect(relativeWords("2026-11-23T17:57:00Z", now)).toBe("3 minutes ago");
  expect(relativeWords("2026-11-24T03:00:00Z", now)).toBe("in 9 hours");
});

test("says just now for this very moment and for less than a minute ago", () => {
  expect(relativeWords(now, now)).toBe("just now");
  expect(relativeWords("2026-11-23T17:59:01Z", now)).toBe("just now");
});

test("says a usual wait in seconds up to a minute and a half, then in minutes", () => {
  expect(waitWords(0.4)).toBe("about 1 second");
  expect(waitWords(4)).toBe("about 4 seconds");
  expect(waitWords(60)).toBe("about 1 minute");
  expect(waitWords(90)).toBe("about 2 minutes");
});

test.each([
  [5.04, "0:05"],
  [0.2, "0:01"],
  [70, "1:10"],
])("says that a video of %s seconds runs %s", (seconds, words) => {
  expect(lengthWords(seconds)).toBe(words);
});
