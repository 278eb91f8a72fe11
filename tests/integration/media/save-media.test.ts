import { mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createSupabaseInvariants } from "~/.server/admin/supabase-invariants";
import { AppError } from "~/.server/errors";
import { createMediaInspector } from "~/.server/media/ingest/inspect-media";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createMediaMover } from "~/.server/media/stores/move-media";
import type { PlannedDeletions } from "~/.server/media/clean-up-port";
import type { SavedMedia } from "~/.server/media/saving-port";
import type { MediaStore } from "~/.server/media/store-port";
import { createSupabaseCleanUpRuns } from "~/.server/media/supabase-clean-up-runs";
import { createSupabaseExpiredMedia } from "~/.server/media/supabase-expired-media";
import { createSupabaseMediaRows } from "~/.server/media/supabase-media-rows";
import { createSupabaseSavedMedia } from "~/.server/media/supabase-saved-media";
import { cleanUp } from "~/.server/use-cases/clean-up";
import { saveMedia } from "~/.server/use-cases/save-media";
import type { Viewer } from "~/domain/viewer";
import { refusalOf, startWorld } from "../sql/world";
import { gather } from "./gather";
import { type MadePicture, storePicture } from "./stored-picture";

const world = await startWorld();
const { sql } = world;
const rootDir = await mkdtemp(join(tmpdir(), "easel-save-"));
afterAll(() => rm(rootDir, { recursive: true, force: true }));
const disk = createLocalDiskStore(rootDir);
const savedMedia = createSupabaseSavedMedia(world.database);
const logged: unknown[] = [];
const expiredMedia = createSupabaseExpiredMedia(world.database);
const cleanUpRuns = createSupabaseCleanUpRuns(world.database);
const depsOn = (
  store: MediaStore,
  saved: SavedMedia = savedMedia,
  planned: PlannedDeletions = expiredMedia,
) => ({
  savedMedia: saved,
  mediaMover: createMediaMover([store], planned),
  log: (message: string) => void logged.push(message),
});
const deps = depsOn(disk);

beforeEach(async () => {
  await sql`delete from media`;
  await sql`delete from private.blob_deletions`;
  await rm(rootDir, { recursive: true, force: true });
  logged.length = 0;
});

const makePicture = (owner?: Viewer): Promise<MadePicture> => storePicture(world, disk, owner);

const rowOf = async (id: string) => {
  const [row] =
    await sql`select shelf, path, thumb_path as "thumbPath" from media where id = ${id}`;
  return row;
};
const objects = async () =>
  (await Array.fromAsync(disk.list(""))).map(({ path }) => path).toSorted();
/** What `pnpm check` says when everything is older than a day. */
async function wrongs(): Promise<string[]> {
  const then = new Date(Date.now() - 25 * 60 * 60 * 1000);
  for (const path of await objects()) await utimes(join(rootDir, path), then, then);
  const { violations } = await gather({
    invariants: createSupabaseInvariants(world.database),
    mediaRows: createSupabaseMediaRows(world.database),
    stores: [disk],
    examiner: createMediaInspector(),
    now: () => new Date(),
  });
  return violations.map(({ subject, sentence }) => `${subject}: ${sentence}`);
}
/** A clean-up, ten minutes later. */
async function cleanUpLater(): Promise<void> {
  await sql`update private.blob_deletions set leased_until = now()`;
  const parts = { ...deps, expiredMedia, cleanUpRuns, stores: [disk], now: () => new Date() };
  await cleanUp(parts, { ifDue: false, isOver: () => false });
}

test("moves a saved file to its permanent place, and leaves nothing at the old one", async () => {
  const { ann, mediaId, permanent } = await makePicture();
  expect(await saveMedia(deps, ann, [mediaId])).toEqual({ mediaIds: [mediaId] });
  expect(await rowOf(mediaId)).toEqual({ shelf: "saved", ...permanent });
  expect(await objects()).toEqual([permanent.path, permanent.thumbPath]);
  expect(await sql`select 1 from private.blob_deletions`).toHaveLength(0);
  expect(await wrongs()).toEqual([]);
});

test("changes nothing when repeated", async () => {
  const { ann, mediaId, permanent } = await makePicture();
  await saveMedia(deps, ann, [mediaId]);
  expect(await saveMedia(deps, ann, [mediaId])).toEqual({ mediaIds: [mediaId] });
  expect(await rowOf(mediaId)).toEqual({ shelf: "saved", ...permanent });
  expect(await objects()).toEqual([permanent.path, permanent.thumbPath]);
});

test("saves once when many try at the same time", async () => {
  for (let round = 0; round < 10; round += 1) {
    const { ann, mediaId, permanent } = await makePicture();
    const saves = Array.from({ length: 6 }, () => saveMedia(deps, ann, [mediaId]));
    expect(await Promise.all(saves)).toEqual(saves.map(() => ({ mediaIds: [mediaId] })));
    expect(await rowOf(mediaId)).toEqual({ shelf: "saved", ...permanent });
  }
  await cleanUpLater();
  expect(await wrongs()).toEqual([]);
  expect(await objects()).toHaveLength(20);
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
      if (steps > at) throw new Error("the process died");
      return await work(...args);
    };
  const store: MediaStore = {
    ...disk,
    copy: step(disk.copy),
    delete: step(async (paths: readonly string[]) => {
      for (const path of paths) await step(disk.delete)([path]);
    }),
  };
  const saved: SavedMedia = { places: step(savedMedia.places), save: step(savedMedia.save) };
  const planned: PlannedDeletions = { ...expiredMedia, deleted: step(expiredMedia.deleted) };
  return { deps: depsOn(store, saved, planned), begun: () => steps };
}

/** places, copy original, copy thumbnail, save, delete, original gone, thumbnail gone, confirm. */
const steps = Array.from({ length: 9 }, (_, done) => done);

/** Lets a save die after so many steps, and compares what is there with what should be. */
async function dieAfter(done: number): Promise<MadePicture> {
  const made = await makePicture();
  const doomed = dying(done);
  const outcome = await saveMedia(doomed.deps, made.ann, [made.mediaId]).then(
    () => "saved",
    () => "died",
  );
  expect(outcome).toBe(done < 4 ? "died" : "saved");
  expect(doomed.begun()).toBe(Math.min(done + 1, steps.length - 1));
  const place = done < 4 ? made.temporary : made.permanent;
  expect(await rowOf(made.mediaId)).toEqual({ shelf: done < 4 ? "recent" : "saved", ...place });
  const copies = [made.permanent.path, made.permanent.thumbPath];
  const orphans = copies.slice(0, done < 4 ? Math.max(0, done - 1) : 0);
  expect(await wrongs()).toEqual(
    orphans.map((path) => expect.stringContaining(`${path}: The local store holds`)),
  );
  return made;
}

test.each(steps)("is finished by a repeat when it died after step %i", async (done) => {
  const { ann, mediaId, permanent } = await dieAfter(done);
  await saveMedia(deps, ann, [mediaId]);
  await cleanUpLater();
  expect(await rowOf(mediaId)).toEqual({ shelf: "saved", ...permanent });
  expect(await objects()).toEqual([permanent.path, permanent.thumbPath]);
  expect(await wrongs()).toEqual([]);
});

test.each(steps.slice(4))("is finished by a clean-up when it died after step %i", async (done) => {
  const { permanent } = await dieAfter(done);
  await cleanUpLater();
  expect(await objects()).toEqual([permanent.path, permanent.thumbPath]);
  expect(await wrongs()).toEqual([]);
});

test("says so when the old objects cannot be deleted yet, and counts the file as saved", async () => {
  const { ann, mediaId } = await makePicture();
  const stuck = { ...disk, delete: () => Promise.reject(new AppError("unavailable")) };
  expect(await saveMedia(depsOn(stuck), ann, [mediaId])).toEqual({ mediaIds: [mediaId] });
  expect(logged).toEqual(["What a saved file left behind is deleted later"]);
  expect(await wrongs()).toEqual([]);
});

test("saves nothing when the store is down, and says unavailable", async () => {
  const { ann, mediaId, temporary } = await makePicture();
  const down = { ...disk, copy: () => Promise.reject(new AppError("unavailable")) };
  expect((await refusalOf(saveMedia(depsOn(down), ann, [mediaId]))).code).toBe("unavailable");
  expect(await rowOf(mediaId)).toEqual({ shelf: "recent", ...temporary });
});

test("keeps what was copied when the store goes down on the way, and the rest is saved by a repeat", async () => {
  const first = await makePicture();
  const others = [await makePicture(first.ann), await makePicture(first.ann)];
  const ids = [first, ...others].map(({ mediaId }) => mediaId).toSorted();
  let copies = 0;
  const failing = {
    ...disk,
    async copy(...given: Parameters<typeof disk.copy>) {
      copies += 1;
      if (copies > 4) throw new AppError("unavailable");
      await disk.copy(...given);
    },
  };
  expect(await saveMedia(depsOn(failing), first.ann, ids)).toEqual({ mediaIds: ids.slice(0, 2) });
  expect(logged).toEqual(["Saved fewer files than were asked for"]);
  expect(await rowOf(ids[2]!)).toMatchObject({ shelf: "recent" });
  const rest = await saveMedia(deps, first.ann, ids);
  expect(rest.mediaIds.toSorted()).toEqual(ids);
  await cleanUpLater();
  expect(await wrongs()).toEqual([]);
});

test("saves what was copied when its time is over, one file at least, and the rest by a repeat", async () => {
  const first = await makePicture();
  const more = [await makePicture(first.ann), await makePicture(first.ann)];
  const ids = [first, ...more].map(({ mediaId }) => mediaId).toSorted();
  const save = (isOver: () => boolean) => saveMedia(deps, first.ann, ids, isOver);
  expect(await save(() => true)).toEqual({ mediaIds: ids.slice(0, 1) });
  let looks = 0;
  const seen = await save(() => (looks += 1) > 1);
  expect(seen.mediaIds).toEqual(ids.slice(0, 2));
  expect(await save(() => false)).toEqual({ mediaIds: ids });
  expect(await wrongs()).toEqual([]);
});

test("says unavailable for a file in a store that is not set up", async () => {
  const { ann, mediaId } = await makePicture();
  await sql`update media set store = 'vercel-blob' where id = ${mediaId}`;
  expect((await refusalOf(saveMedia(deps, ann, [mediaId]))).code).toBe("unavailable");
});

test("leaves out other people's files, and answers them like missing ones", async () => {
  const [mine, theirs] = [await makePicture(), await makePicture()];
  expect(await saveMedia(deps, mine.ann, [mine.mediaId, theirs.mediaId])).toEqual({
    mediaIds: [mine.mediaId],
  });
  expect((await refusalOf(saveMedia(deps, mine.ann, [theirs.mediaId]))).code).toBe("not_found");
  expect(await rowOf(theirs.mediaId)).toEqual({ shelf: "recent", ...theirs.temporary });
});

test("does not bring a file back that was put in the trash, or ran out, while it was copied", async () => {
  for (const change of ["trashed_at = now()", "expires_at = now()"]) {
    const { ann, mediaId, temporary } = await makePicture();
    const meanwhile: SavedMedia = {
      ...savedMedia,
      async save(viewer, moves) {
        await sql`update media set ${sql.unsafe(change)} where id = ${mediaId}`;
        return await savedMedia.save(viewer, moves);
      },
    };
    expect((await refusalOf(saveMedia(depsOn(disk, meanwhile), ann, [mediaId]))).code).toBe(
      "not_found",
    );
    expect(await rowOf(mediaId)).toMatchObject(temporary);
  }
});

test("leaves out a file whose object is gone", async () => {
  const whole = await makePicture();
  const broken = await makePicture(whole.ann);
  await disk.delete([broken.temporary.path]);
  expect((await refusalOf(saveMedia(deps, whole.ann, [broken.mediaId]))).code).toBe("not_found");
  expect(await saveMedia(deps, whole.ann, [broken.mediaId, whole.mediaId])).toEqual({
    mediaIds: [whole.mediaId],
  });
  expect(await rowOf(broken.mediaId)).toEqual({ shelf: "recent", ...broken.temporary });
});
