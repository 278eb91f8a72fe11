import { randomUUID } from "node:crypto";
import { mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createSupabaseInvariants } from "~/.server/admin/supabase-invariants";
import { createMediaInspector } from "~/.server/media/ingest/inspect-media";
import type { MediaStore } from "~/.server/media/store-port";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createMediaMover } from "~/.server/media/stores/move-media";
import { mediaPaths } from "~/.server/media/stores/paths";
import { createSupabaseCleanUpRuns } from "~/.server/media/supabase-clean-up-runs";
import { createSupabaseExpiredMedia } from "~/.server/media/supabase-expired-media";
import { createSupabaseMediaRows } from "~/.server/media/supabase-media-rows";
import { cleanUp, previewCleanUp } from "~/.server/use-cases/clean-up";
import { startWorld } from "../sql/world";
import { gather } from "./gather";
import { storePicture } from "./stored-picture";

const world = await startWorld();
const { sql } = world;
const rootDir = await mkdtemp(join(tmpdir(), "easel-orphans-"));
afterAll(() => rm(rootDir, { recursive: true, force: true }));
const disk = createLocalDiskStore(rootDir);
const expiredMedia = createSupabaseExpiredMedia(world.database);
const cleanUpRuns = createSupabaseCleanUpRuns(world.database);
const now = () => new Date();
const depsOn = (...stores: MediaStore[]) => ({
  ...{ expiredMedia, cleanUpRuns, stores, now },
  mediaMover: createMediaMover(stores, expiredMedia),
  log: () => {},
});
const atOnce = { ifDue: false, isOver: () => false };

beforeEach(async () => {
  await rm(rootDir, { recursive: true, force: true });
  await sql`delete from media`;
  await sql`delete from private.blob_deletions`;
  await sql`delete from private.clean_up_history`;
  await sql`update private.clean_up_run set orphans_place = null, orphans_searched_at = null`;
});

const objects = async () =>
  (await Array.fromAsync(disk.list(""))).map(({ path }) => path).toSorted();

/** As if everything had been stored more than a day ago. */
async function age(): Promise<void> {
  const then = new Date(Date.now() - 25 * 60 * 60 * 1000);
  for (const path of await objects()) await utimes(join(rootDir, path), then, then);
}

/** What a process leaves that dies between storing a file and recording it. */
async function storeOrphan(area: "temporary" | "permanent", owner?: string) {
  const userId = owner ?? (await world.person()).userId;
  const ids = { userId, mediaId: randomUUID(), contentType: "image/png" };
  const { path } = mediaPaths({ ...ids, area });
  await disk.put(path, Uint8Array.of(1), ids.contentType);
  return path;
}

const violations = async () => {
  const parts = {
    invariants: createSupabaseInvariants(world.database),
    mediaRows: createSupabaseMediaRows(world.database),
    ...{ stores: [disk], examiner: createMediaInspector(), now },
  };
  return (await gather(parts)).violations;
};

test("deletes objects older than a day that no file needs, whatever else lies there", async () => {
  const { temporary, permanent, ann } = await storePicture(world, disk);
  const unfinished = await world.startAndClaim(ann);
  const [expected = ""] = unfinished.mediaIds;
  const inHand = mediaPaths({
    ...{ userId: ann.userId, mediaId: expected, contentType: "image/png", area: "temporary" },
  });
  await disk.put(inHand.path, Uint8Array.of(1), "image/png");
  // A copy for a file that somebody is about to save.
  await disk.copy(temporary.path, permanent.path);
  await disk.put("notes/of/somebody-else", Uint8Array.of(1), "image/png");
  await storeOrphan("temporary");
  await storeOrphan("permanent");
  await age();
  const fresh = await storeOrphan("temporary");
  const kept = [
    temporary.path,
    temporary.thumbPath,
    permanent.path,
    inHand.path,
    fresh,
    "notes/of/somebody-else",
  ];
  expect(await previewCleanUp(depsOn(disk), () => false)).toMatchObject({
    ...{ orphanedObjects: 2, expiredFiles: 0, more: false },
  });
  const report = await cleanUp(depsOn(disk), atOnce);
  expect(report).toMatchObject({ orphanedObjects: 2, deletedObjects: 2, more: false });
  expect(await objects()).toEqual(kept.toSorted());
  expect(await cleanUpRuns.history(5)).toMatchObject([
    { outcome: "done", orphanedObjects: 2, deletedObjects: 2 },
  ]);
  // Once a day is enough.
  await storeOrphan("temporary");
  await age();
  expect(await cleanUp(depsOn(disk), atOnce)).toMatchObject({ orphanedObjects: 0 });
  await world.store.cancel(ann, unfinished.id);
});

test("leaves alone what is of people whom this database never knew", async () => {
  const theirs = await storeOrphan("permanent", randomUUID());
  await storeOrphan("temporary");
  await age();
  expect(await previewCleanUp(depsOn(disk), () => false)).toMatchObject({ orphanedObjects: 1 });
  expect(await cleanUp(depsOn(disk), atOnce)).toMatchObject({ orphanedObjects: 1 });
  expect(await objects()).toEqual([theirs]);
});

test("a search that is cut off goes on where it was, in every store", async () => {
  for (let person = 0; person < 5; person += 1) await storeOrphan("temporary");
  await age();
  const pages: string[] = [];
  /** Hands out one person's files a page. */
  const small = (name: MediaStore["name"]): MediaStore => ({
    ...disk,
    name,
    async page(from) {
      pages.push(`${name} ${from ? "on" : "begins"}`);
      const paths = (await Array.fromAsync(disk.list(""))).toSorted((a, b) =>
        a.path.localeCompare(b.path),
      );
      const [first, second] = paths.filter(({ path }) => path > (from ?? ""));
      return { objects: first ? [first] : [], next: second ? (first?.path ?? null) : null };
    },
  });
  const stores = [small("local"), small("vercel-blob")];
  let calls = 0;
  let report = { more: true, orphanedObjects: 0 };
  let found = 0;
  while (report.more) {
    let steps = 0;
    report = await cleanUp(depsOn(...stores), { ifDue: false, isOver: () => (steps += 1) > 3 });
    found += report.orphanedObjects;
    calls += 1;
  }
  expect(calls).toBeGreaterThan(2);
  expect(found).toBe(5);
  expect(await objects()).toEqual([]);
  expect(pages.filter((page) => page.endsWith("begins"))).toEqual([
    "local begins",
    "vercel-blob begins",
  ]);
  expect(await sql`select orphans_place from private.clean_up_run`).toEqual([
    { orphans_place: null },
  ]);
});

test("10,000 expired objects go in bounded batches, by two at once and with one that dies half-way, once", async () => {
  const ann = await world.person();
  const { mediaId } = await storePicture(world, disk, ann);
  await sql`
    insert into media (id, kind, user_id, generation_id, position, width, height, content_type, size_bytes, sha256,
      thumbhash, store, path, thumb_path, expires_at)
    select n.id, m.kind, m.user_id, m.generation_id, m.position, m.width, m.height, m.content_type, m.size_bytes,
      m.sha256, m.thumbhash, m.store, 'temporary/' || m.user_id || '/' || n.id || '.png',
      'temporary/' || m.user_id || '/' || n.id || '.thumb.webp', now()
    from media m, (select gen_random_uuid() as id from generate_series(1, 5000)) n
    where m.id = ${mediaId}`;
  const deleted = new Map<string, number>();
  let [largest, mayGoOn] = [0, 12];
  const store: MediaStore = {
    ...disk,
    async delete(paths) {
      largest = Math.max(largest, paths.length);
      if ((mayGoOn -= 1) < 0) throw new Error("dead");
      for (const path of paths) deleted.set(path, (deleted.get(path) ?? 0) + 1);
    },
  };
  await cleanUp(depsOn(store), atOnce).catch(() => undefined);
  mayGoOn = Infinity;
  await sql`update private.blob_deletions set leased_until = now()`;
  await sql`update private.clean_up_run set lease_token = null, lease_expires_at = null`;
  const reports = await Promise.all([
    cleanUp(depsOn(store), atOnce),
    cleanUp(depsOn(store), atOnce),
  ]);
  expect(reports.filter(({ skipped }) => skipped)).toHaveLength(1);
  expect(deleted.size).toBe(10_000);
  expect([...deleted.values()].every((times) => times === 1)).toBe(true);
  expect(largest).toBeLessThanOrEqual(400);
  const [left] = await sql`select (select count(*)::int from media) as files,
    (select count(*)::int from private.blob_deletions) as planned`;
  expect(left).toEqual({ files: 1, planned: 0 });
  await age();
  expect(await violations()).toEqual([]);
});
