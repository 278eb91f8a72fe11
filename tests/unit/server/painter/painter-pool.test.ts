import sharp from "sharp";
import { afterEach, expect, test, vi } from "vitest";

import type { PaintRequest } from "~/.server/painter/paint";
import { createPainterPool, type PainterPool } from "~/.server/painter/painter-pool";

const workerUrl = new URL("../../../../app/.server/painter/painter-worker.ts", import.meta.url);
const crashingUrl = new URL("./crashing-worker.ts", import.meta.url);

const small: PaintRequest = {
  prompt: "sea",
  negativePrompt: "",
  width: 160,
  height: 120,
  seed: 1,
  index: 0,
};
const large: PaintRequest = { ...small, prompt: "pine forest", width: 1024, height: 1024 };

const pools: PainterPool[] = [];

function openPool(url = workerUrl, size = 1): PainterPool {
  const pool = createPainterPool({ workerUrl: url, size });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

test("paints a PNG file of the size asked for", async () => {
  const png = await openPool().paint(small);
  expect(await sharp(png).metadata()).toMatchObject({
    format: "png",
    width: 160,
    height: 120,
    channels: 3,
  });
});

test("the same request gives the same file, whichever worker paints it", async () => {
  const [first, second] = await Promise.all([openPool().paint(small), openPool().paint(small)]);
  expect(Buffer.compare(first, second)).toBe(0);
});

test("paints queued pictures in turn and each gets its own", async () => {
  const pool = openPool();
  const requests = [0, 1, 2, 3].map((index) => ({ ...small, index }));
  const finished: number[] = [];
  const files = await Promise.all(
    requests.map(async (request) => {
      const png = await pool.paint(request, {
        onProgress: (share) => share < 0.1 && finished.push(request.index),
      });
      return Buffer.from(png).toString("base64");
    }),
  );
  expect(new Set(files).size).toBe(4);
  expect(finished).toEqual(finished.toSorted());
});

test("the event loop stays responsive while painting", async () => {
  const pool = openPool();
  await pool.paint(small);
  let ticks = 0;
  // A picture that was painted in this process would let no timer through.
  const timer = setInterval(() => ticks++, 1);
  await pool.paint(large);
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(10);
});

test("progress rises to 1", async () => {
  const shares: number[] = [];
  await openPool().paint(small, { onProgress: (share) => shares.push(share) });
  expect(shares.length).toBeGreaterThan(5);
  expect(shares).toEqual(shares.toSorted((first, second) => first - second));
  expect(shares.at(-1)).toBe(1);
});

test("an abort while painting rejects at once with the reason, and the next picture is painted", async () => {
  const pool = openPool();
  const controller = new AbortController();
  const reason = new Error("changed my mind");
  let lastShare = 0;
  const aborted = pool.paint(large, {
    signal: controller.signal,
    onProgress: (share) => {
      lastShare = share;
      controller.abort(reason);
    },
  });
  await expect(aborted).rejects.toBe(reason);
  expect(lastShare).toBeLessThan(0.9);
  const shareAtAbort = lastShare;
  await expect(pool.paint(small)).resolves.toBeInstanceOf(Uint8Array);
  expect(lastShare).toBe(shareAtAbort);
});

test("an abort in the queue rejects with the reason and leaves the others alone", async () => {
  const pool = openPool();
  const controller = new AbortController();
  const reason = new Error("not needed");
  const first = pool.paint(small);
  const onProgress = vi.fn<(share: number) => void>();
  const second = pool.paint(small, { signal: controller.signal, onProgress });
  const third = pool.paint(small);
  controller.abort(reason);
  await expect(second).rejects.toBe(reason);
  await expect(Promise.all([first, third])).resolves.toHaveLength(2);
  expect(onProgress).not.toHaveBeenCalled();
});

test("a signal that is already aborted paints nothing", async () => {
  const reason = new Error("too late");
  const onProgress = vi.fn<(share: number) => void>();
  const painted = openPool().paint(small, { signal: AbortSignal.abort(reason), onProgress });
  await expect(painted).rejects.toBe(reason);
  expect(onProgress).not.toHaveBeenCalled();
});

test("a crashed worker fails its own picture only and is replaced", async () => {
  const pool = openPool(crashingUrl);
  const before = pool.paint(small);
  const crashed = pool.paint({ ...small, prompt: "crash" });
  const after = pool.paint(small);
  await expect(crashed).rejects.toThrow("The painter's worker stopped by SIGABRT");
  expect(Buffer.compare(await before, await after)).toBe(0);
});

test("a painting error rejects with its message and keeps the worker", async () => {
  const pool = openPool();
  await expect(pool.paint({ ...small, width: -1 })).rejects.toThrow("The painter failed");
  await expect(pool.paint(small)).resolves.toBeInstanceOf(Uint8Array);
});

test("closing rejects what is not finished and refuses new pictures", async () => {
  const pool = openPool();
  const running = pool.paint(large);
  const queued = pool.paint(small);
  const outcomes = Promise.allSettled([running, queued]);
  await pool.close();
  expect((await outcomes).map((outcome) => outcome.status)).toEqual(["rejected", "rejected"]);
  await expect(pool.paint(small)).rejects.toThrow("closed");
});
