import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSemaphore } from "~/.server/embedded/semaphore";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("lets so many run at once, the others in order as slots come free", async () => {
  const slots = createSemaphore(2, 1000);
  const [first] = await Promise.all([slots.acquire(null), slots.acquire(null)]);
  const order: string[] = [];
  const third = slots.acquire(null).then((slot) => (order.push("third"), slot));
  void slots.acquire(null).then(() => order.push("fourth"));
  first?.();
  (await third)?.();
  await expect.poll(() => order).toEqual(["third", "fourth"]);
});

test("counts a slot that is given back twice once", async () => {
  const slots = createSemaphore(1, 1000);
  const slot = await slots.acquire(null);
  slot?.();
  slot?.();
  expect(await slots.acquire(null)).not.toBeNull();
  const second = slots.acquire(null);
  await vi.advanceTimersByTimeAsync(1100);
  expect(await second).toBeNull();
});

test("gives up a line that stands still, and not one that moves", async () => {
  const slots = createSemaphore(1, 1000);
  const running = await slots.acquire(null);
  const next = slots.acquire(null);
  const last = slots.acquire(null);
  let ended = false;
  void last.then(() => (ended = true));
  await vi.advanceTimersByTimeAsync(900);
  running?.();
  expect(await next).not.toBeNull();
  await vi.advanceTimersByTimeAsync(900);
  expect(ended).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(await last).toBeNull();
});

test("gives up when whoever waits does", async () => {
  const slots = createSemaphore(1, 1000);
  const running = await slots.acquire(null);
  const controller = new AbortController();
  const waiting = slots.acquire(controller.signal);
  controller.abort();
  expect(await waiting).toBeNull();
  running?.();
  expect(await slots.acquire(null)).not.toBeNull();
  expect(await slots.acquire(controller.signal)).toBeNull();
});
