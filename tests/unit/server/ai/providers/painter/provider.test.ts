import { expect, test } from "vitest";
import { repaint } from "~/.server/ai/providers/painter/model";
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
  settings: { shape: "1:1", width: 1024, height: 1024, seed: 3 },
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
    { prompt: "a quiet lake", negativePrompt: "trees", width: 1024, seed: 3, index: 0 },
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

const painting = { prompt: "a lake", negativePrompt: "", index: 0, changes: ["make it night"] };
const fair = { shape: "1:1", width: 1024, height: 1024, seed: 3, painting };
/** As they may stand in an import that somebody has written by hand. */
const forged = {
  "a size that no shape has": { ...fair, width: 20_000, height: 20_000 },
  "sides of two shapes": { ...fair, width: 1344, height: 1344 },
  "a seed that no form takes": { ...fair, seed: 2 ** 40 },
  "thousands of changes": {
    ...fair,
    painting: { ...painting, changes: Array<string>(3000).fill("") },
  },
  "more words than a request has": {
    ...fair,
    painting: { ...painting, prompt: "a".repeat(12_000) },
  },
  "another picture than any": { ...fair, painting: { ...painting, index: -1 } },
};

test.for(Object.entries(forged))("neither repaints nor paints %s", async ([, settings]) => {
  const made = { id: "a", model: "repaint", prompt: "add a boat", negativePrompt: "", position: 1 };
  expect(repaint.readMade?.({ ...made, settings: fair })).toMatchObject({ seed: 3 });
  expect(repaint.readMade?.({ ...made, settings })).toContain("Repaint works on pictures that");
  const { pool, asked, finish } = createPool();
  finish();
  const painter = createPainterProvider(pool);
  const { job } = await painter.submit(route, { ...request, settings }, null, signal);
  await expect(painter.collect(job, signal)).rejects.toMatchObject({ code: "invalid_input" });
  expect(asked).toEqual([]);
});

test("a picture is repainted a hundred times at most", () => {
  const made = { id: "a", model: "repaint", prompt: "a boat", negativePrompt: "", position: 1 };
  const changes = Array<string>(100).fill("a boat");
  const settings = { ...fair, painting: { ...painting, changes } };
  expect(repaint.readMade?.({ ...made, settings })).toContain("repainted too many times");
});
