import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { reloadInTurn } from "~/components/layout/reload-in-turn";

/** Loads that end when the test says so. */
function createLoads() {
  const ends: (() => void)[] = [];
  const load = () => new Promise<void>((resolve) => void ends.push(resolve));
  /** Ends the latest load, and lets what follows begin. */
  const end = async () => {
    ends.at(-1)?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { load, end, count: () => ends.length };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("loads at once when asked, and never twice at a time", async () => {
  const loads = createLoads();
  const reloads = reloadInTurn(loads.load);
  for (let asked = 0; asked < 10; asked += 1) reloads.ask();
  expect(loads.count()).toBe(1);
  await loads.end();
  expect(loads.count()).toBe(2);
  await loads.end();
  expect(loads.count()).toBe(2);
});

test("loads nothing again when nothing was asked meanwhile", async () => {
  const loads = createLoads();
  const reloads = reloadInTurn(loads.load);
  reloads.ask();
  await loads.end();
  expect(loads.count()).toBe(1);
  reloads.ask();
  expect(loads.count()).toBe(2);
});

test("waits while held, and loads once after that", async () => {
  const loads = createLoads();
  const reloads = reloadInTurn(loads.load);
  reloads.hold(true);
  reloads.ask();
  reloads.ask();
  expect(loads.count()).toBe(0);
  reloads.hold(false);
  expect(loads.count()).toBe(1);
  await loads.end();
  expect(loads.count()).toBe(1);
});

test("loads again what was broken off by what held it", async () => {
  const loads = createLoads();
  const reloads = reloadInTurn(loads.load);
  reloads.ask();
  reloads.hold(true);
  await loads.end();
  expect(loads.count()).toBe(1);
  reloads.hold(false);
  expect(loads.count()).toBe(2);
});

test("an answer that never comes holds up nothing for long", async () => {
  const loads = createLoads();
  const reloads = reloadInTurn(loads.load);
  reloads.ask();
  await vi.advanceTimersByTimeAsync(29_000);
  expect(loads.count()).toBe(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(loads.count()).toBe(2);
  await loads.end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(loads.count()).toBe(2);
});
