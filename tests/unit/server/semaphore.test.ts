import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSemaphore, LineStoodStill } from "~/.server/semaphore";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Tasks that end when the test says so. */
function heldTasks(count: number) {
  const started: number[] = [];
  const ends = Array.from({ length: count }, () => Promise.withResolvers<number>());
  const tasks = ends.map((end, index) => () => {
    started.push(index);
    return end.promise;
  });
  return { started, ends, tasks };
}

test("runs so many at once, the rest in order as permits come free", async () => {
  const { run } = createSemaphore(2);
  const { started, ends, tasks } = heldTasks(4);
  const results = tasks.map((task) => run(task));
  await expect.poll(() => started).toEqual([0, 1]);
  ends[1]?.resolve(11);
  expect(await results[1]).toBe(11);
  await expect.poll(() => started).toEqual([0, 1, 2]);
  for (const [index, end] of ends.entries()) end.resolve(index);
  expect(await Promise.all(results)).toEqual([0, 11, 2, 3]);
});

test("a task that fails gives its permit back", async () => {
  const { run } = createSemaphore(1);
  await expect(run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await run(() => Promise.resolve("yes"))).toBe("yes");
});

test("counts a permit that is given back twice once", async () => {
  const permits = createSemaphore(1, 1000);
  const release = await permits.acquire();
  release();
  release();
  await permits.acquire();
  const second = permits.acquire().catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(1100);
  expect(await second).toBeInstanceOf(LineStoodStill);
});

test("gives up a line that stands still, and not one that moves", async () => {
  const permits = createSemaphore(1, 1000);
  const running = await permits.acquire();
  const next = permits.acquire();
  let ended = false;
  const end = (error: unknown) => {
    ended = true;
    return error;
  };
  const last = permits.acquire().then(end, end);
  await vi.advanceTimersByTimeAsync(900);
  running();
  await next;
  await vi.advanceTimersByTimeAsync(900);
  expect(ended).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(await last).toBeInstanceOf(LineStoodStill);
});

test("waits without end where nothing else is said", async () => {
  const permits = createSemaphore(1);
  const running = await permits.acquire();
  const next = permits.acquire();
  await vi.advanceTimersByTimeAsync(86_400_000);
  running();
  await expect(next).resolves.toBeInstanceOf(Function);
});

test("who gives up leaves the line at once, and takes no permit along", async () => {
  const permits = createSemaphore(1, 1000);
  const running = await permits.acquire();
  const controller = new AbortController();
  const { started, ends, tasks } = heldTasks(2);
  const waiting = permits.run(tasks[0]!, controller.signal);
  const last = permits.run(tasks[1]!);
  controller.abort(new Error("canceled"));
  running();
  await expect(waiting).rejects.toThrow("canceled");
  ends[1]?.resolve(1);
  expect([await last, started]).toEqual([1, [1]]);
  await expect(permits.acquire(controller.signal)).rejects.toThrow("canceled");
  (await permits.acquire())();
});

test("a task whose turn comes as it is given up is not begun", async () => {
  const permits = createSemaphore(1);
  const running = await permits.acquire();
  const controller = new AbortController();
  const waiting = permits.run(async () => "begun", controller.signal);
  running();
  controller.abort(new Error("canceled"));
  await expect(waiting).rejects.toThrow("canceled");
  await expect(permits.acquire()).resolves.toBeInstanceOf(Function);
});
