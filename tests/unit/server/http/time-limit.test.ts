import { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { withTimeLimit } from "~/.server/http/time-limit";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const request = (method: string) =>
  Object.assign(new EventEmitter(), { method, readableEnded: false }) as unknown as IncomingMessage;

test("passes on what comes in time, good or bad", async () => {
  expect(await withTimeLimit(request("GET"), Promise.resolve("page"), 1000, vi.fn())).toBe("page");
  const broken = withTimeLimit(request("GET"), Promise.reject(new Error("broken")), 1000, vi.fn());
  await expect(broken).rejects.toThrow("broken");
});

test("gives up what takes too long, and discards what comes of it later", async () => {
  const work = Promise.withResolvers<string>();
  const discard = vi.fn<(late: string) => void>();
  const answer = withTimeLimit(request("GET"), work.promise, 1000, discard);
  await vi.advanceTimersByTimeAsync(1001);
  expect(await answer).toBeNull();
  work.resolve("late page");
  await vi.advanceTimersByTimeAsync(1);
  expect(discard).toHaveBeenCalledWith("late page");
});

test("does not count the time that a form takes to come in", async () => {
  const incoming = request("POST");
  const answer = withTimeLimit(incoming, new Promise<never>(() => {}), 1000, vi.fn());
  await vi.advanceTimersByTimeAsync(60_000);
  incoming.emit("end");
  await vi.advanceTimersByTimeAsync(999);
  let ended = false;
  void answer.then(() => (ended = true));
  await vi.advanceTimersByTimeAsync(0);
  expect(ended).toBe(false);
  await vi.advanceTimersByTimeAsync(2);
  expect(await answer).toBeNull();
});
