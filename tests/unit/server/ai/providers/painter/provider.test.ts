import { expect, test } from "vitest";
import { createPainterProvider } from "~/.server/ai/providers/painter/provider";
import { modelDefinitions } from "~/.server/ai/known-models";
import type { PainterPool } from "~/.server/painter/painter-pool";

const signal = new AbortController().signal;
const request = {
  generationId: "generation",
  kind: "image" as const,
  model: "painter",
  prompt: "a quiet lake",
  negativePrompt: "trees",
  settings: { shape: "1:1", width: 8, height: 8, seed: 3 },
  outputCount: 2,
  readSource: null,
};
const route = modelDefinitions[0]!.routes[0]!;

/** A pool that answers with the number of the picture once it is let go. */
function createPool() {
  const gate = Promise.withResolvers<void>();
  const asked: unknown[] = [];
  const pool: PainterPool = {
    async paint(wanted, options) {
      asked.push(wanted);
      options?.onProgress?.(0.5);
      await Promise.race([
        gate.promise,
        new Promise((_resolve, reject) =>
          options?.signal?.addEventListener("abort", () => reject(options.signal?.reason)),
        ),
      ]);
      return new Uint8Array([wanted.index]);
    },
    close: async () => {},
  };
  return { pool, asked, finish: gate.resolve, fail: gate.reject };
}

test("paints each picture of a request under its own number and collects them in order", async () => {
  const { pool, asked, finish } = createPool();
  const painter = createPainterProvider(pool);
  const { job } = await painter.submit(route, request, null, signal);
  expect(await painter.poll(job, signal)).toEqual({ state: "running", progress: 0.5 });
  finish();
  await expect.poll(() => painter.poll(job, signal)).toEqual({ state: "done" });
  const files = await painter.collect(job, signal);
  expect(files).toEqual([{ bytes: Uint8Array.of(0) }, { bytes: Uint8Array.of(1) }]);
  expect(asked).toMatchObject([
    { prompt: "a quiet lake", negativePrompt: "trees", width: 8, height: 8, seed: 3, index: 0 },
    { index: 1 },
  ]);
});

test("starts a stored job again in a process that has never seen it", async () => {
  const first = createPainterProvider(createPool().pool);
  const { job } = await first.submit(route, request, null, signal);
  const { pool, finish } = createPool();
  finish();
  const second = createPainterProvider(pool);
  const stored: typeof job = JSON.parse(JSON.stringify(job));
  expect(await second.collect(stored, signal)).toHaveLength(2);
});

test("says that another try may help when painting broke off", async () => {
  const { pool, fail } = createPool();
  const painter = createPainterProvider(pool);
  const { job } = await painter.submit(route, request, null, signal);
  const collecting = painter.collect(job, signal);
  fail(new Error("the worker is gone"));
  await expect(collecting).rejects.toMatchObject({ code: "upstream_failure", retryable: true });
});

test("stops painting what was canceled", async () => {
  const { pool, asked } = createPool();
  const painter = createPainterProvider(pool);
  const { job } = await painter.submit(route, request, null, signal);
  await painter.poll(job, signal);
  const collecting = painter.collect(job, signal);
  await painter.cancel(job);
  await expect(collecting).rejects.toMatchObject({ code: "upstream_failure" });
  expect(asked).toHaveLength(2);
});
