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

const usual = { concurrency: 2, leaseSeconds: 30, idleMs: 5, sweepMs: 60_000, log: () => {} };

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
  await vi.waitFor(() => expect(done).toHaveLength(7));
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
  await vi.waitFor(() => expect(done).toEqual([2, 3]));
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
  await vi.waitFor(() => expect(done).toEqual([1]));
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
  await vi.waitFor(() => expect(done).toEqual([1]));
  await worker.stop();
});

test("tells running work to stop and waits until it has let go", async () => {
  const queue = createQueue(1);
  let released = false;
  const started = Promise.withResolvers<void>();
  const worker = startWorker({
    ...usual,
    store: queue,
    run: (_message, stopping) =>
      new Promise((resolve) => {
        started.resolve();
        stopping.addEventListener("abort", () => {
          released = true;
          resolve();
        });
      }),
  });
  await started.promise;
  await worker.stop();
  expect(released).toBe(true);
});

test("sweeps at its own pace", async () => {
  const queue = createQueue(0);
  const worker = startWorker({ ...usual, sweepMs: 2, store: queue, run: async () => {} });
  await vi.waitFor(() => expect(queue.sweeps).toBeGreaterThan(1));
  await worker.stop();
});
