import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { AppError } from "~/.server/errors";
import { createLocalDiskStore } from "~/.server/media/local-disk";
import { createMediaMover } from "~/.server/media/move-media";
import type { MediaStore } from "~/.server/media/port";
import { createSupabaseExpiredMedia } from "~/.server/media/supabase-expired-media";
import { cleanUp, previewCleanUp } from "~/.server/use-cases/clean-up";
import { startWorld } from "../sql/world";
import { storePicture } from "./stored-picture";

const world = await startWorld();
const { sql } = world;
const rootDir = await mkdtemp(join(tmpdir(), "easel-clean-"));
afterAll(() => rm(rootDir, { recursive: true, force: true }));
const disk = createLocalDiskStore(rootDir);
const logged: string[] = [];
const expiredMedia = createSupabaseExpiredMedia(world.database);
const depsOn = (store: MediaStore, now = () => 0) => ({
  expiredMedia,
  mediaMover: createMediaMover([store], expiredMedia),
  now,
  log: (message: string) => void logged.push(message),
});

beforeEach(async () => {
  await sql`delete from media`;
  await sql`delete from private.blob_deletions`;
  await rm(rootDir, { recursive: true, force: true });
  logged.length = 0;
});

const objects = async () => (await Array.fromAsync(disk.list(""))).map(({ path }) => path);
const expireAll = () => sql`update media set expires_at = now()`;
const isOver = () => sql`update private.blob_deletions set taken_until = now()`;

test("deletes what has expired from database and store, and leaves the rest", async () => {
  await storePicture(world, disk);
  await storePicture(world, disk);
  await expireAll();
  const { temporary } = await storePicture(world, disk);
  expect(await previewCleanUp({ expiredMedia })).toEqual({
    dryRun: true,
    expiredFiles: 2,
    objects: 0,
  });
  expect(await objects()).toHaveLength(6);
  const report = await cleanUp(depsOn(disk));
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
  expect(await cleanUp(depsOn(broken))).toMatchObject({ deletedObjects: 0, failedObjects: 2 });
  expect(logged).toEqual(["Expired objects could not be deleted"]);
  expect(await objects()).toHaveLength(2);
  await isOver();
  expect(await cleanUp(depsOn(disk))).toMatchObject({ expiredFiles: 0, deletedObjects: 2 });
  expect(await objects()).toEqual([]);
});

test("deletes each object once when many clean up at the same time", async () => {
  for (let count = 0; count < 6; count += 1) await storePicture(world, disk);
  await expireAll();
  const reports = await Promise.all(Array.from({ length: 4 }, () => cleanUp(depsOn(disk))));
  const sum = (name: "expiredFiles" | "deletedObjects") =>
    reports.reduce((total, report) => total + report[name], 0);
  expect([sum("expiredFiles"), sum("deletedObjects")]).toEqual([6, 12]);
  expect(await objects()).toEqual([]);
});

test("says that there is more when its time is over", async () => {
  await storePicture(world, disk);
  await expireAll();
  let time = 0;
  const report = await cleanUp(depsOn(disk, () => (time += 3000)));
  expect(report).toMatchObject({ expiredFiles: 1, more: true });
});
