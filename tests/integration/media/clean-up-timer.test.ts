import { mkdtemp, rm } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { AppError } from "~/.server/errors";
import { startCleanUpTimer } from "~/.server/media/clean-up-timer";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createMediaMover } from "~/.server/media/stores/move-media";
import type { MediaStore } from "~/.server/media/store-port";
import { createSupabaseCleanUpRuns } from "~/.server/media/supabase-clean-up-runs";
import { createSupabaseExpiredMedia } from "~/.server/media/supabase-expired-media";
import { cleanUp } from "~/.server/use-cases/clean-up";
import { startWorld } from "../sql/world";
import { storePicture } from "./stored-picture";

const world = await startWorld();
const { sql } = world;
const rootDir = await mkdtemp(join(tmpdir(), "easel-clean-timer-"));
afterAll(() => rm(rootDir, { recursive: true, force: true }));
const disk = createLocalDiskStore(rootDir);
const runs = createSupabaseCleanUpRuns(world.database);

beforeEach(async () => {
  await rm(rootDir, { recursive: true, force: true });
  await sql`delete from media`;
  await sql`delete from private.blob_deletions`;
  await sql`update private.clean_up_run set started_at = null, finished_at = null, outcome = null, failures = 0,
    due_at = '-infinity', lease_token = null, lease_expires_at = null, expired_files = 0, deleted_objects = 0`;
});

const expireAll = () => sql`update media set expires_at = now()`;
const isTime = () => sql`update private.clean_up_run set due_at = now()`;
const objects = async () => (await Array.fromAsync(disk.list(""))).map(({ path }) => path);

/** What one process has of it, with a look every few milliseconds. */
function startProcess(store: MediaStore = disk, stopTimeoutMs = 600_000) {
  const [troubles, told]: [string[], unknown[]] = [[], []];
  const expiredMedia = createSupabaseExpiredMedia(world.database);
  const parts = {
    expiredMedia,
    cleanUpRuns: createSupabaseCleanUpRuns(world.database),
    mediaMover: createMediaMover([store], expiredMedia),
    stores: [store],
    now: () => new Date(),
    log: (message: string) => void troubles.push(message),
  };
  const timer = startCleanUpTimer({
    cleanUp: (isOver) => cleanUp(parts, { ifDue: true, isOver }),
    ...{ intervalMs: 5, stopTimeoutMs, log: parts.log },
    report: (_message, facts) => void told.push(facts),
  });
  onTestFinished(() => timer.stop());
  return { timer, troubles, told };
}

test("cleans up at the start what is overdue, once for all processes, and again when it is time", async () => {
  await storePicture(world, disk);
  await storePicture(world, disk);
  await expireAll();
  const processes = Array.from({ length: 3 }, () => startProcess());
  const told = () => processes.flatMap((each) => each.told);
  await expect.poll(told).toEqual([{ expiredFiles: 2, deletedObjects: 4 }]);
  expect(await objects()).toEqual([]);
  const { startedAt } = await runs.state();

  await storePicture(world, disk);
  await expireAll();
  await isTime();
  await expect.poll(told).toHaveLength(2);
  expect(await objects()).toEqual([]);
  const state = await runs.state();
  expect(state).toMatchObject({ outcome: "done", expiredFiles: 1, deletedObjects: 2 });
  expect(state.startedAt).not.toBe(startedAt);
  expect(processes.flatMap((each) => each.troubles)).toEqual([]);
});

test("a stop ends it between two batches, and the next process goes on at once", async () => {
  const ann = await world.person();
  for (let made = 0; made < 14; made += 1)
    await world.make(ann, {
      mediaIds: Array.from({ length: 16 }, () => randomUUID()),
      priceCreditsEach: 1,
    });
  await expireAll();
  const [reached, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow: MediaStore = {
    ...disk,
    async delete(paths) {
      reached.resolve();
      await goOn.promise;
      await disk.delete(paths);
    },
  };
  const first = startProcess(slow);
  await reached.promise;
  const stopping = first.timer.stop();
  goOn.resolve();
  await stopping;
  const half = { outcome: null, isRunning: false, expiredFiles: 200, deletedObjects: 400 };
  expect(await runs.state()).toMatchObject(half);
  expect(await sql`select from media`).toHaveLength(24);
  startProcess();
  await expect.poll(async () => (await runs.state()).outcome).toBe("done");
  expect(await runs.state()).toMatchObject({ expiredFiles: 224, deletedObjects: 448 });
  expect(first.troubles).toEqual([]);
});

test("a stop does not wait for a store that hangs", async () => {
  await storePicture(world, disk);
  await expireAll();
  const reached = Promise.withResolvers<void>();
  const hanging: MediaStore = {
    ...disk,
    delete: () => (reached.resolve(), new Promise(() => {})),
  };
  const { timer } = startProcess(hanging, 1);
  await reached.promise;
  await timer.stop();
  expect(await runs.state()).toMatchObject({ outcome: null, isRunning: true });
});

test("one that fails is logged and tried again when its wait is over", async () => {
  await storePicture(world, disk);
  await expireAll();
  let failing = true;
  const broken: MediaStore = {
    ...disk,
    delete: (paths) => (failing ? Promise.reject(new AppError("unavailable")) : disk.delete(paths)),
  };
  const { troubles } = startProcess(broken);
  await expect.poll(async () => (await runs.state()).failures).toBe(1);
  expect(troubles).toEqual(["Expired objects could not be deleted"]);
  failing = false;
  await sql`update private.blob_deletions set leased_until = now()`;
  await isTime();
  await expect.poll(async () => (await runs.state()).outcome).toBe("done");
  expect(await objects()).toEqual([]);
});

test("a database that cannot do it ends nothing: it is asked again", async () => {
  await storePicture(world, disk);
  await expireAll();
  await sql`alter table private.clean_up_run rename to away`;
  const { troubles } = startProcess();
  await expect.poll(() => troubles.length).toBeGreaterThan(1);
  expect(new Set(troubles)).toEqual(new Set(["A clean-up failed"]));
  await sql`alter table private.away rename to clean_up_run`;
  await expect.poll(async () => (await runs.state()).outcome).toBe("done");
  expect(await objects()).toEqual([]);
});
