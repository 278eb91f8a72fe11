import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { AppError } from "~/.server/errors";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createMediaMover } from "~/.server/media/stores/move-media";
import { mediaPaths } from "~/.server/media/stores/paths";
import type { MediaStore } from "~/.server/media/store-port";
import { createSupabaseCleanUpRuns } from "~/.server/media/supabase-clean-up-runs";
import { createSupabaseExpiredMedia } from "~/.server/media/supabase-expired-media";
import { cleanUp } from "~/.server/use-cases/clean-up";
import { startWorld } from "../sql/world";
import { storePicture } from "./stored-picture";

const world = await startWorld();
const { sql } = world;
const rootDir = await mkdtemp(join(tmpdir(), "easel-clean-"));
afterAll(() => rm(rootDir, { recursive: true, force: true }));
const disk = createLocalDiskStore(rootDir);
const logged: string[] = [];
const expiredMedia = createSupabaseExpiredMedia(world.database);
const cleanUpRuns = createSupabaseCleanUpRuns(world.database);
const depsOn = (store: MediaStore) => ({
  expiredMedia,
  cleanUpRuns,
  mediaMover: createMediaMover([store], expiredMedia),
  stores: [store],
  now: () => new Date(),
  log: (message: string) => void logged.push(message),
});
const atOnce = { ifDue: false, isOver: () => false };

beforeEach(async () => {
  await sql`delete from media`;
  await sql`delete from private.blob_deletions`;
  await sql`update private.clean_up_run set started_at = null, finished_at = null, outcome = null, failures = 0,
    due_at = '-infinity', lease_token = null, lease_expires_at = null`;
  await rm(rootDir, { recursive: true, force: true });
  logged.length = 0;
});

const objects = async () => (await Array.fromAsync(disk.list(""))).map(({ path }) => path);
const expireAll = () => sql`update media set expires_at = now()`;
const isOver = () => sql`update private.blob_deletions set leased_until = now()`;

test("deletes what has expired from database and store, and leaves the rest", async () => {
  await storePicture(world, disk);
  await storePicture(world, disk);
  await expireAll();
  const { temporary } = await storePicture(world, disk);
  expect(await expiredMedia.preview()).toMatchObject({ expiredFiles: 2, objects: 0 });
  expect(await objects()).toHaveLength(6);
  const report = await cleanUp(depsOn(disk), atOnce);
  expect(report).toMatchObject({ expiredFiles: 2, deletedObjects: 4, failedObjects: 0 });
  expect(report.more).toBe(false);
  expect(await objects()).toEqual([temporary.path, temporary.thumbPath]);
  expect(await sql`select 1 from private.blob_deletions`).toHaveLength(0);
});

test("keeps what a store did not delete planned, and deletes it the next time", async () => {
  await storePicture(world, disk);
  await expireAll();
  const broken: MediaStore = {
    ...disk,
    delete: () => Promise.reject(new AppError("unavailable")),
  };
  expect(await cleanUp(depsOn(broken), atOnce)).toMatchObject({
    deletedObjects: 0,
    failedObjects: 2,
  });
  expect(logged).toEqual(["Expired objects could not be deleted"]);
  expect(await objects()).toHaveLength(2);
  await isOver();
  expect(await cleanUp(depsOn(disk), atOnce)).toMatchObject({ expiredFiles: 0, deletedObjects: 2 });
  expect(await objects()).toEqual([]);
});

test("deletes each object once when many clean up at the same time", async () => {
  for (let count = 0; count < 6; count += 1) await storePicture(world, disk);
  await expireAll();
  const reports = await Promise.all(Array.from({ length: 4 }, () => cleanUp(depsOn(disk), atOnce)));
  const sum = (name: "expiredFiles" | "deletedObjects") =>
    reports.reduce((total, report) => total + report[name], 0);
  expect([sum("expiredFiles"), sum("deletedObjects")]).toEqual([6, 12]);
  expect(await objects()).toEqual([]);
});

test("says that there is more when its time is over", async () => {
  await storePicture(world, disk);
  await expireAll();
  let batches = 0;
  const report = await cleanUp(depsOn(disk), { ifDue: false, isOver: () => (batches += 1) > 1 });
  expect(report).toMatchObject({ expiredFiles: 1, more: true });
});

/**
 * Dies before the step with that number, and at every later one, as a process does. `steps` counts how many it began.
 */
function dying(at: number) {
  let steps = 0;
  const step =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      steps += 1;
      if (steps >= at) throw new Error("dead");
      return await work(...args);
    };
  const planned = { deleted: step(expiredMedia.deleted), cleared: step(expiredMedia.cleared) };
  const store: MediaStore = { ...disk, delete: step(disk.delete) };
  const deps = {
    expiredMedia: { ...expiredMedia, take: step(expiredMedia.take) },
    cleanUpRuns: { begin: step(cleanUpRuns.begin), end: step(cleanUpRuns.end) },
    mediaMover: createMediaMover([store], planned),
    stores: [store],
    now: () => new Date(),
    log: () => {},
  };
  return { deps, steps: () => steps };
}

test("wherever it dies, the next one goes on with it, deletes everything and counts it once", async () => {
  const whole = dying(Infinity);
  await cleanUp(whole.deps, atOnce);
  const counted: unknown[] = [];
  // Beginning, two batches, deletions of a batch and their confirmation, ending.
  const steps = whole.steps() + 3;
  for (let at = 2; at <= steps; at += 1) {
    await sql`delete from private.blob_deletions`;
    for (let count = 0; count < 3; count += 1) await storePicture(world, disk);
    await expireAll();
    await expect(cleanUp(dying(at).deps, atOnce)).rejects.toThrow("dead");
    // Nobody goes on before ten minutes are over.
    expect(await cleanUp(depsOn(disk), atOnce)).toMatchObject({ skipped: true });
    await sql`update private.clean_up_run set lease_expires_at = now()`;
    await isOver();
    await cleanUp(depsOn(disk), atOnce);
    expect(await objects()).toEqual([]);
    expect(await sql`select 1 from private.blob_deletions`).toHaveLength(0);
    const { outcome, expiredFiles, deletedObjects } = await cleanUpRuns.state();
    counted.push({ outcome, expiredFiles, deletedObjects });
  }
  expect(counted).toEqual(
    Array.from({ length: steps - 1 }, () => ({
      ...{ outcome: "done", expiredFiles: 3, deletedObjects: 6 },
    })),
  );
});

test("a store that deletes nothing ends it as failed, and what it planned is tried again", async () => {
  await storePicture(world, disk);
  await expireAll();
  const broken = { ...disk, delete: () => Promise.reject(new AppError("unavailable")) };
  await cleanUp(depsOn(broken), { ...atOnce, ifDue: true });
  expect(await cleanUpRuns.state()).toMatchObject({ outcome: "failed", failedObjects: 2 });
  expect(await cleanUp(depsOn(disk), { ...atOnce, ifDue: true })).toMatchObject({ skipped: true });
  await sql`update private.clean_up_run set due_at = due_at - interval '10 minutes'`;
  await isOver();
  expect(await cleanUp(depsOn(disk), { ...atOnce, ifDue: true })).toMatchObject({
    ...{ skipped: false, deletedObjects: 2 },
  });
  expect(await cleanUpRuns.state()).toMatchObject({ outcome: "done", failures: 0 });
});

test("a file that the disk does not give up keeps no other one there", async () => {
  const stuck = await storePicture(world, disk);
  const other = await storePicture(world, disk);
  await rm(join(rootDir, stuck.temporary.path));
  await mkdir(join(rootDir, stuck.temporary.path));
  await expect(
    disk.delete([stuck.temporary.path, stuck.temporary.thumbPath, other.temporary.path]),
  ).rejects.toThrow(/EISDIR|is a directory/i);
  expect(await objects()).toEqual([other.temporary.thumbPath]);
});

/** A worker has stored the file of a request, and then the request ended without it. */
async function leaveBehind(how: "fail" | "cancel", contentType: string) {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  const [mediaId = ""] = claim.mediaIds;
  const left = mediaPaths({ userId: ann.userId, mediaId, contentType, area: "temporary" });
  for (const path of [left.path, left.thumbPath])
    await disk.put(path, Uint8Array.of(1), contentType);
  if (how === "cancel") await world.store.cancel(ann, claim.id);
  else await world.store.fail(claim, "store_failure", "It did not work.");
}
const afterHours = (hours: number) =>
  sql`update private.leftovers set due_at = due_at - make_interval(hours => ${hours})`;

test("deletes what a worker had stored for a request that ended without it, six hours later", async () => {
  await sql`delete from private.leftovers`;
  const { temporary } = await storePicture(world, disk);
  await leaveBehind("fail", "image/png");
  await leaveBehind("cancel", "video/mp4");
  await afterHours(5);
  await cleanUp(depsOn(disk), atOnce);
  expect(await objects()).toHaveLength(6);
  await afterHours(1);
  expect(await cleanUp(depsOn(disk), atOnce)).toMatchObject({ failedObjects: 0, more: false });
  expect((await objects()).toSorted()).toEqual([temporary.path, temporary.thumbPath].toSorted());
  expect(await sql`select from private.leftovers`).toHaveLength(0);
});

test("asks again for what a store could not clear", async () => {
  await sql`delete from private.leftovers`;
  await leaveBehind("fail", "image/png");
  await afterHours(6);
  const broken = { ...disk, delete: () => Promise.reject(new AppError("unavailable")) };
  expect(await cleanUp(depsOn(broken), atOnce)).toMatchObject({ failedObjects: 1 });
  expect(await cleanUp(depsOn(disk), atOnce)).toMatchObject({ failedObjects: 0 });
  expect(await objects()).toHaveLength(2);
  await sql`update private.leftovers set due_at = now()`;
  await cleanUp(depsOn(disk), atOnce);
  expect(await objects()).toEqual([]);
});

test("a request that came whole, or that no worker had begun, leaves nothing behind", async () => {
  await sql`delete from private.leftovers`;
  await storePicture(world, disk);
  const ann = await world.person();
  await world.store.cancel(ann, await world.start(ann));
  expect(await sql`select from private.leftovers`).toHaveLength(0);
});
