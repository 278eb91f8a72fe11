import { expect, test, vi } from "vitest";
import type { QueueMessage } from "~/.server/generations/port";
import { startWorker } from "~/.server/generations/worker";

function message(messageId: number): QueueMessage {
  return { messageId, generationId: `generation-${messageId}`, deliveries: 1 };
}

/** A queue in memory that delivers each message once. */
function createQueue(count: number) {
  const waiting = Array.from({ length: count }, (_, index) => message(index + 1));
  return {
    waiting,
    sweeps: 0,
    readQueue: async (limit: number) => waiting.splice(0, limit),
    async sweep() {
      this.sweeps += 1;
      return { failed: 0, requeued: 0 };
    },
  };
}

const usual = {
  concurrency: 2,
  leaseSeconds: 30,
  finishMs: 60_000,
  idleMs: 5,
  sweepMs: 60_000,
  log: () => {},
};

test("runs every message and never more at once than allowed", async () => {
  const queue = createQueue(7);
  let running = 0;
  let most = 0;
  const done: string[] = [];
  const worker = startWorker({
    ...usual,
    store: queue,
    async run({ generationId }) {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      done.push(generationId);
    },
  });
  await expect.poll(() => done).toHaveLength(7);
  await worker.stop();
  expect(most).toBe(2);
});

test("goes on after a task that throws", async () => {
  const queue = createQueue(3);
  const done: number[] = [];
  const worker = startWorker({
    ...usual,
    store: queue,
    async run({ messageId }) {
      if (messageId === 1) throw new Error("broken");
      done.push(messageId);
    },
  });
  await expect.poll(() => done).toEqual([2, 3]);
  await worker.stop();
});

test("tries again when the queue cannot be read", async () => {
  const queue = createQueue(1);
  let calls = 0;
  const done: number[] = [];
  const worker = startWorker({
    ...usual,
    store: {
      sweep: () => queue.sweep(),
      async readQueue(limit) {
        calls += 1;
        if (calls < 3) throw new Error("no database");
        return queue.readQueue(limit);
      },
    },
    run: async ({ messageId }) => void done.push(messageId),
  });
  await expect.poll(() => done).toEqual([1]);
  await worker.stop();
});

test("looks at once when woken, also while it is looking", async () => {
  const queue = createQueue(0);
  const done: number[] = [];
  const worker = startWorker({
    ...usual,
    idleMs: 60_000,
    store: queue,
    run: async ({ messageId }) => void done.push(messageId),
  });
  queue.waiting.push(message(1));
  worker.wake();
  await expect.poll(() => done).toEqual([1]);
  await worker.stop();
});

test("lets work that stays here end by itself for a while when it stops, and takes no more", async () => {
  const queue = createQueue(2);
  const started = Promise.withResolvers<void>();
  const work = Promise.withResolvers<void>();
  let wasTold: boolean | null = null;
  const worker = startWorker({
    ...usual,
    concurrency: 1,
    store: queue,
    async run(_message, stopping) {
      started.resolve();
      await work.promise;
      wasTold = stopping.now.aborted;
    },
  });
  await started.promise;
  const stopped = worker.stop();
  setImmediate(work.resolve);
  await stopped;
  expect(wasTold).toBe(false);
  expect(queue.waiting).toHaveLength(1);
});

test("tells what can go on elsewhere at once, however long the rest may take, and stops once", async () => {
  const queue = createQueue(2);
  const begun: string[] = [];
  const left: string[] = [];
  const stays = Promise.withResolvers<void>();
  const worker = startWorker({
    ...usual,
    finishMs: 3_600_000,
    store: queue,
    async run({ generationId }, { handOver }) {
      begun.push(generationId);
      if (generationId === "generation-2") return await stays.promise;
      await new Promise((resolve) => handOver.addEventListener("abort", resolve));
      left.push(generationId);
    },
  });
  await expect.poll(() => begun).toHaveLength(2);
  const stops = [worker.stop(), worker.stop()];
  await expect.poll(() => left).toEqual(["generation-1"]);
  stays.resolve();
  await Promise.all(stops);
});

test("tells running work to stop and waits until it has let go", async () => {
  const queue = createQueue(1);
  let released = false;
  const started = Promise.withResolvers<void>();
  const worker = startWorker({
    ...usual,
    finishMs: 1,
    store: queue,
    run: (_message, stopping) =>
      new Promise((resolve) => {
        started.resolve();
        stopping.now.addEventListener("abort", () => {
          released = true;
          resolve();
        });
      }),
  });
  await started.promise;
  await worker.stop();
  expect(released).toBe(true);
});

test("sweeps on at once for as long as there was as much to sweep as one sweep may take on", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const queue = createQueue(0);
  let late = 1234;
  const sweep = async (limit: number) => {
    const taken = Math.min(limit, late);
    late -= taken;
    await queue.sweep();
    return { failed: taken - 1, requeued: 1 };
  };
  const worker = startWorker({ ...usual, store: { ...queue, sweep }, run: async () => {} });
  vi.advanceTimersByTime(usual.sweepMs);
  vi.useRealTimers();
  await expect.poll(() => queue.sweeps).toBe(3);
  await worker.stop();
  expect(late).toBe(0);
  expect(queue.sweeps).toBe(3);
});

test("ends no sweep half-way, and begins no other, when it is stopped", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const swept = Promise.withResolvers<void>();
  const limits: number[] = [];
  const sweep = async (limit: number) => {
    limits.push(limit);
    await swept.promise;
    return { failed: limit, requeued: 0 };
  };
  const { readQueue } = createQueue(0);
  const worker = startWorker({ ...usual, store: { readQueue, sweep }, run: async () => {} });
  vi.advanceTimersByTime(usual.sweepMs * 2);
  vi.useRealTimers();
  let isStopped = false;
  const stopping = worker.stop().then(() => (isStopped = true));
  await new Promise(setImmediate);
  expect(isStopped).toBe(false);
  swept.resolve();
  await stopping;
  expect(limits).toHaveLength(1);
});

test("sweeps at its own pace", async () => {
  const queue = createQueue(0);
  const worker = startWorker({ ...usual, sweepMs: 2, store: queue, run: async () => {} });
  await expect.poll(() => queue.sweeps).toBeGreaterThan(1);
  await worker.stop();
});
