import { expect, test } from "vitest";
import { createSemaphore } from "~/.server/media/ingest/semaphore";

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

test("runs so many at once, the rest in order as slots come free", async () => {
  const run = createSemaphore(2);
  const { started, ends, tasks } = heldTasks(4);
  const results = tasks.map((task) => run(task));
  await Promise.resolve();
  expect(started).toEqual([0, 1]);
  ends[1]?.resolve(11);
  expect(await results[1]).toBe(11);
  await expect.poll(() => started).toEqual([0, 1, 2]);
  for (const [index, end] of ends.entries()) end.resolve(index);
  expect(await Promise.all(results)).toEqual([0, 11, 2, 3]);
});

test("frees the slot of a task that fails", async () => {
  const run = createSemaphore(1);
  await expect(run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await run(() => Promise.resolve("yes"))).toBe("yes");
});
