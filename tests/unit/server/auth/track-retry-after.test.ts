import { expect, onTestFinished, test, vi } from "vitest";
import { trackRetryAfter } from "~/.server/auth/track-retry-after";

test.each([
  ["17", 17],
  ["0", 1],
  ["999999", 3600],
  ["Fri, 27 Nov 2026 12:00:30 GMT", 30],
  ["Fri, 27 Nov 2026 11:00:00 GMT", 1],
  ["soon", null],
  [null, null],
])("of Retry-After: %s, %s seconds are heard", async (value, seconds) => {
  vi.useFakeTimers({ now: Date.parse("2026-11-27T12:00:00Z"), toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const headers = new Headers(value === null ? {} : { "retry-after": value });
  const heard = trackRetryAfter(async () => new Response("", { status: 429, headers }));
  await heard.fetch("http://127.0.0.1/");
  expect(heard.retryAfterSeconds()).toBe(seconds);
});

test("what an answer before asked for does not stand for the next, nor for one that does not come", async () => {
  const answers = [new Response("", { headers: { "retry-after": "17" } }), null];
  const heard = trackRetryAfter(async () => {
    const answer = answers.shift();
    if (!answer) throw new TypeError("fetch failed");
    return answer;
  });
  await heard.fetch("http://127.0.0.1/");
  await heard.fetch("http://127.0.0.1/").catch(() => null);
  expect(heard.retryAfterSeconds()).toBeNull();
});
