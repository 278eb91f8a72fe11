import { expect, test, vi } from "vitest";
import { answerReadiness } from "~/.server/http/health";
import { acceptedEncoding } from "~/.server/http/send-response";

test("a part that does not answer within two seconds makes the whole not ready", async () => {
  vi.useFakeTimers();
  const answer = answerReadiness({ ready: () => new Promise(() => {}) });
  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();
  const response = await answer;
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ checks: { answered: false } });
});

test("a check that throws makes it not ready, without its reason", async () => {
  const response = await answerReadiness({
    ready: () => Promise.reject(new Error("password is x")),
  });
  expect(response.status).toBe(503);
  expect(await response.text()).not.toContain("password");
});

test.each([
  ["gzip, deflate, br, zstd", "br"],
  ["gzip;q=1.0, br;q=0.5", "br"],
  ["br;q=0, gzip", "gzip"],
  ["br;q=0.0, gzip;q=0", null],
  ["identity", null],
  [undefined, null],
])("a client that takes %s gets %s", (header, encoding) => {
  expect(acceptedEncoding(header)).toBe(encoding);
});
