import { createHash, randomUUID } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createSupabaseInvariants } from "~/.server/admin/supabase-invariants";
import type { FinishedMedia } from "~/.server/generations/port";
import { createMediaInspector } from "~/.server/media/ingest/inspect-media";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createMediaVault } from "~/.server/media/media-vault";
import { createSafeFetch } from "~/.server/media/fetch/safe-fetch";
import { createSupabaseMediaRows } from "~/.server/media/supabase-media-rows";
import type { GenerationKind } from "~/domain/generation";
import { startWorld } from "../sql/world";
import { gather } from "./gather";

const world = await startWorld();
const { sql, store: generations } = world;
const rootDir = await mkdtemp(join(tmpdir(), "easel-check-"));
afterAll(() => rm(rootDir, { recursive: true }));
const disk = createLocalDiskStore(rootDir);
const vault = createMediaVault({ store: disk, outside: createSafeFetch() });
const deps = {
  invariants: createSupabaseInvariants(world.database),
  mediaRows: createSupabaseMediaRows(world.database),
  stores: [disk],
  examiner: createMediaInspector(),
  now: () => new Date(),
};
const picture = await sharp({
  create: { width: 64, height: 48, channels: 3, background: "#8ac" },
})
  .png()
  .toBuffer();
const marks = { source: "algorithmicMedia", prompt: "A lake", model: "Painter" } as const;

/** A finished generation of one file, with its objects in the store. */
async function makeFile(kind: GenerationKind, bytes: Uint8Array): Promise<FinishedMedia> {
  const ann = await world.person();
  const claim = await world.startAndClaim(ann);
  const [mediaId = ""] = claim.mediaIds;
  const file = await vault.ingest({ userId: ann.userId, mediaId, kind, file: { bytes }, marks });
  await generations.complete(claim, [file]);
  return file;
}
const makePicture = () => makeFile("image", picture);

const at = (path: string) => join(rootDir, path);
async function makeOlderThanADay(path: string): Promise<void> {
  const then = new Date(Date.now() - 25 * 60 * 60 * 1000);
  await utimes(at(path), then, then);
}
async function plant(path: string): Promise<void> {
  await mkdir(dirname(at(path)), { recursive: true });
  await writeFile(at(path), "a stranger");
}
const sentences = async () =>
  (await gather(deps)).violations.map(
    ({ rule, subject, sentence }) => `${rule} ${subject}: ${sentence}`,
  );

let file: FinishedMedia;
beforeEach(async () => {
  await sql`delete from media`;
  await sql`delete from private.blob_deletions`;
  await rm(rootDir, { recursive: true, force: true });
  file = await makePicture();
});

test("finds nothing when every file is as its row says", async () => {
  await makeOlderThanADay(file.path);
  await makeOlderThanADay(file.thumbPath);
  expect(await gather(deps)).toMatchObject({ violations: [], report: { files: 1, objects: 2 } });
});

test("finds nothing wrong with a video, and says so when its frames have another size or it is cut off", async () => {
  const bytes = await readFile("tests/emulators/files/video.mp4");
  const video = await makeFile("video", bytes);
  expect(await sentences()).toEqual([]);
  await sql`update media set width = 641 where id = ${video.id}`;
  expect(await sentences()).toEqual([
    `M1 ${video.id}: Its object ${video.path} is 640 × 360, not 641 × 360.`,
  ]);
  const cut = (await readFile(at(video.path))).subarray(0, -1);
  await writeFile(at(video.path), cut);
  const sha256 = createHash("sha256").update(cut).digest("hex");
  await sql`update media set width = 640, size_bytes = ${cut.length}, sha256 = ${sha256} where id = ${video.id}`;
  expect(await sentences()).toEqual([
    `M1 ${video.id}: Its object ${video.path} cannot be decoded.`,
  ]);
});

test("finds what the database finds wrong with itself", async () => {
  await sql`alter table credit_ledger disable trigger append_only`;
  expect(await sentences()).toEqual([
    expect.stringMatching(/^L4 public\.credit_ledger: An append-only table can be changed/),
  ]);
  await sql`alter table credit_ledger enable trigger append_only`;
});

test("finds a picture without its object, and one without its thumbnail", async () => {
  await rm(at(file.path));
  expect(await sentences()).toEqual([`M1 ${file.id}: Its object ${file.path} is missing.`]);
  await rename(at(file.thumbPath), at(file.path));
  expect(await sentences()).toContain(`M1 ${file.id}: Its thumbnail ${file.thumbPath} is missing.`);
});

test("finds an object of another length", async () => {
  await writeFile(at(file.path), "short");
  expect(await sentences()).toEqual([
    `M1 ${file.id}: Its object ${file.path} has 5 bytes instead of ${file.sizeBytes}.`,
  ]);
});

test("finds an object with another byte in it", async () => {
  const bytes = Buffer.alloc(file.sizeBytes, "x");
  await writeFile(at(file.path), bytes);
  expect(await sentences()).toEqual([
    `M1 ${file.id}: Its object ${file.path} does not have the SHA-256 of its row.`,
  ]);
});

test("finds an object that is not of its type, not of its size, or no picture at all", async () => {
  await sql`update media set content_type = 'image/webp'`;
  expect(await sentences()).toEqual([
    `M1 ${file.id}: Its object ${file.path} is image/png, not image/webp.`,
  ]);
  await sql`update media set content_type = 'image/png', width = 65`;
  expect(await sentences()).toEqual([
    `M1 ${file.id}: Its object ${file.path} is 64 × 48, not 65 × 48.`,
  ]);
  await sql`update media set width = 64`;
  await writeFile(at(file.thumbPath), "RIFF....WEBPVP8 that ends here");
  expect(await sentences()).toEqual([
    `M1 ${file.id}: Its thumbnail ${file.thumbPath} cannot be decoded.`,
  ]);
});

test("finds a row whose store is not set up", async () => {
  await sql`update media set store = 'vercel-blob'`;
  expect(await sentences()).toEqual([
    `M1 ${file.id}: It is kept in the store vercel-blob, which is not set up here.`,
  ]);
});

test("finds an object that no row needs once it is older than a day", async () => {
  const path = `temporary/${randomUUID()}/stranger.png`;
  await plant(path);
  expect(await sentences()).toEqual([]);
  await makeOlderThanADay(path);
  expect(await sentences()).toEqual([
    `M1 ${path}: The local store holds 10 bytes that no file needs, for longer than a day.`,
  ]);
});

test("leaves objects alone whose deletion is planned", async () => {
  await makeOlderThanADay(file.path);
  await makeOlderThanADay(file.thumbPath);
  await sql`delete from media`;
  expect(await gather(deps)).toMatchObject({ violations: [], report: { files: 0, objects: 2 } });
  await sql`delete from private.blob_deletions`;
  expect(await sentences()).toHaveLength(2);
});

test("does not mistake a file that is deleted during the check for a broken one", async () => {
  const mediaRows = {
    ...deps.mediaRows,
    async page(after: string | null, limit: number) {
      const page = await deps.mediaRows.page(after, limit);
      await sql`delete from media`;
      await rm(at(file.path), { force: true });
      return page;
    },
  };
  expect((await gather({ ...deps, mediaRows })).violations).toEqual([]);
});

test("does not mistake an object that is deleted during the check for one that nobody needs", async () => {
  await makeOlderThanADay(file.path);
  await makeOlderThanADay(file.thumbPath);
  const mediaRows = {
    ...deps.mediaRows,
    async known() {
      await sql`delete from media`;
      await sql`delete from private.blob_deletions`;
      for (const path of [file.path, file.thumbPath]) await rm(at(path), { force: true });
      return [];
    },
  };
  expect((await gather({ ...deps, mediaRows })).violations).toEqual([]);
});

test("goes on from every place that an earlier check has reached, and finds what comes after it", async () => {
  await sql`alter table credit_ledger disable trigger append_only`;
  await rm(at(file.thumbPath));
  const path = `temporary/${randomUUID()}/stranger.png`;
  await plant(path);
  await makeOlderThanADay(path);
  const { places, violations } = await gather(deps);
  expect(violations.map(({ subject }) => subject)).toEqual(["public.credit_ledger", file.id, path]);
  const inDatabase = ["users", "entries", "generations", "media", "codes", "days"];
  expect(places).toEqual([...inDatabase, "files", `files ${file.id}`, "objects"]);
  const found = await Promise.all(places.map((place) => gather(deps, place)));
  expect(found.map((each) => each.violations.length)).toEqual([2, 2, 2, 2, 2, 2, 2, 1, 1]);
  const later = await gather(deps, `files ${file.id}`);
  expect(later).toMatchObject({ report: { files: 0, objects: 2 } });
  await expect(gather(deps, "nowhere")).rejects.toMatchObject({ code: "invalid_input" });
  await sql`alter table credit_ledger enable trigger append_only`;
});

test("hands out the rows page by page, each once", async () => {
  await Promise.all([makePicture(), makePicture()]);
  const ids: string[] = [];
  for (let after: string | null = null; ; after = ids.at(-1) ?? null) {
    const page = await deps.mediaRows.page(after, 2);
    ids.push(...page.map(({ id }) => id));
    if (page.length === 0) break;
  }
  expect(ids).toHaveLength(3);
  expect(ids).toEqual([...new Set(ids)].toSorted());
});

test("finds the same where a project hands out fewer rows at a time than were asked for", async () => {
  const files = [file, ...(await Promise.all([makePicture(), makePicture()]))];
  for (const { path, thumbPath } of files)
    await Promise.all([path, thumbPath].map(makeOlderThanADay));
  const [broken] = files.toSorted((a, b) => (a.id < b.id ? 1 : -1));
  await sql`update media set width = 65 where id = ${broken!.id}`;
  const mediaRows: typeof deps.mediaRows = {
    page: (after) => deps.mediaRows.page(after, 1),
    known: async (store, paths) => (await deps.mediaRows.known(store, paths)).slice(0, 1),
  };
  const { violations, report } = await gather({ ...deps, mediaRows });
  expect(violations.map(({ subject }) => subject)).toEqual([broken!.id]);
  expect(report).toMatchObject({ files: 3, objects: 6 });
});

test("says so when a store cannot be listed, instead of finding nothing", async () => {
  await rm(rootDir, { recursive: true });
  await sql`delete from media`;
  await writeFile(rootDir, "a file where the directory was");
  await expect(gather(deps)).rejects.toMatchObject({ code: "unavailable" });
  await rm(rootDir);
  await mkdir(rootDir);
  await chmod(rootDir, 0o700);
});
