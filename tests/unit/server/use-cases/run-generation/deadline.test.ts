import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CanceledError } from "~/.server/ai/port";
import { startDeadline } from "~/.server/use-cases/run-generation/deadline";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("passes when its time is over", () => {
  const deadline = startDeadline(300);
  vi.advanceTimersByTime(299_000);
  expect([deadline.signal.aborted, deadline.secondsLeft()]).toEqual([false, 1]);
  vi.advanceTimersByTime(1000);
  expect(deadline.signal.reason).toBeInstanceOf(CanceledError);
});

test("moves to when the wait at a provider ends, and back to the work when that begins", () => {
  const deadline = startDeadline(300);
  vi.advanceTimersByTime(200_000);
  deadline.move(3400);
  vi.advanceTimersByTime(3_000_000);
  expect([deadline.signal.aborted, deadline.secondsLeft()]).toEqual([false, 400]);
  deadline.move(300);
  vi.advanceTimersByTime(299_000);
  expect(deadline.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1000);
  expect(deadline.signal.aborted).toBe(true);
});

test("one that has passed stays so, and one that was stopped never passes", () => {
  const passed = startDeadline(0);
  vi.advanceTimersByTime(0);
  passed.move(60);
  expect(passed.signal.aborted).toBe(true);
  const stopped = startDeadline(1);
  stopped.stop();
  vi.advanceTimersByTime(2000);
  expect(stopped.signal.aborted).toBe(false);
});
