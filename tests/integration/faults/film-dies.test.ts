import { expect, onTestFinished, test } from "vitest";
import { createMotionProvider } from "~/.server/ai/providers/motion/provider";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createMotionPool, type MotionPool } from "~/.server/motion/motion-pool";
import { startWorld } from "../sql/world";
import { expireLease, startPipeline } from "./pipeline";

const world = await startWorld();
const workerUrl = new URL("../../../app/.server/motion/motion-worker.ts", import.meta.url);
const film = {
  kind: "video",
  model: "motion",
  prompt: "a lake, two boats",
  settings: { shape: "16:9", resolution: "360p", durationSeconds: 3, seed: 7 },
  priceCreditsEach: 2000,
} as const;

/** The real engine, for films of a few pixels. */
function startEngine() {
  const pool = createMotionPool({ workerUrl });
  onTestFinished(() => pool.close());
  const begun = Promise.withResolvers<void>();
  const small: MotionPool["film"] = (order, work) => {
    const onProgress = (share: number) => {
      begun.resolve();
      work?.onProgress?.(share);
    };
    return pool.film({ ...order, width: 64, height: 36 }, { ...work, onProgress });
  };
  const provider = createMotionProvider({ ...pool, film: small });
  return { provider, begun: begun.promise, kill: () => pool.close() };
}

test("a worker that dies while it films leaves one charge, and the next one makes the one file", async () => {
  const [first, next] = [startEngine(), startEngine()];
  const dying = await startPipeline(world, world.store, undefined, [first.provider]);
  const shared = createLocalDiskStore(dying.mediaDir);
  const taking = await startPipeline(world, world.store, shared, [next.provider]);
  const ann = await world.person();
  const id = await world.start(ann, film);
  const dead = dying.work(id);
  await first.begun;
  await expireLease(world, id);
  await Promise.all([taking.work(id), next.begun.then(() => first.kill())]);
  await dead;
  expect(await world.status(id)).toBe("succeeded");
  expect(await world.balance(ann)).toBe(8000);
  const media = await world.sql`
    select width, height, duration_seconds::float from media where generation_id = ${id}`;
  expect(media).toEqual([{ width: 64, height: 36, duration_seconds: 3 }]);
  expect(await dying.files()).toHaveLength(2);
  expect(await world.violations()).toEqual([]);
});
