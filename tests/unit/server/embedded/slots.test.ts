import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSlots } from "~/.server/embedded/slots";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("lets so many run at once, the others in order as slots come free", async () => {
  const slots = createSlots(2, 1000);
  const [first] = await Promise.all([slots.take(null), slots.take(null)]);
  const order: string[] = [];
  const third = slots.take(null).then((slot) => (order.push("third"), slot));
  void slots.take(null).then(() => order.push("fourth"));
  first?.();
  (await third)?.();
  await expect.poll(() => order).toEqual(["third", "fourth"]);
});

test("counts a slot that is given back twice once", async () => {
  const slots = createSlots(1, 1000);
  const slot = await slots.take(null);
  slot?.();
  slot?.();
  expect(await slots.take(null)).not.toBeNull();
  const second = slots.take(null);
  await vi.advanceTimersByTimeAsync(1100);
  expect(await second).toBeNull();
});

test("gives up a line that stands still, and not one that moves", async () => {
  const slots = createSlots(1, 1000);
  const running = await slots.take(null);
  const next = slots.take(null);
  const last = slots.take(null);
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
  const slots = createSlots(1, 1000);
  const running = await slots.take(null);
  const controller = new AbortController();
  const waiting = slots.take(controller.signal);
  controller.abort();
  expect(await waiting).toBeNull();
  running?.();
  expect(await slots.take(null)).not.toBeNull();
  expect(await slots.take(controller.signal)).toBeNull();
});
