import { expect, test, vi } from "vitest";
import { answerReadiness, cacheReadiness } from "~/.server/http/health";
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

test("however many ask at once or within a second, it is looked at once", async () => {
  const clock = { ms: 0 };
  const looks: PromiseWithResolvers<Record<string, boolean>>[] = [];
  const look = () => {
    looks.push(Promise.withResolvers());
    return looks.at(-1)!.promise;
  };
  const readiness = cacheReadiness({ ready: look }, () => clock.ms);
  const first = Promise.all(Array.from({ length: 50 }, () => readiness.ready()));
  clock.ms = 5000;
  const late = readiness.ready();
  expect(looks).toHaveLength(1);
  looks[0]?.resolve({ database: true });
  expect(new Set([...(await first), await late])).toEqual(new Set([{ database: true }]));
  clock.ms = 5999;
  expect(await readiness.ready()).toEqual({ database: true });
  clock.ms = 6000;
  const next = readiness.ready();
  expect(looks).toHaveLength(2);
  looks[1]?.reject(new Error("gone"));
  await expect(next).rejects.toThrow("gone");
  await expect(readiness.ready()).rejects.toThrow("gone");
  expect(looks).toHaveLength(2);
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
