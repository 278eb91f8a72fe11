import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { createSupabaseAccounts } from "~/.server/account/supabase-accounts";
import { AppError } from "~/.server/errors";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import { createMediaVault } from "~/.server/media/media-vault";
import type { MediaStore } from "~/.server/media/store-port";
import { createTurns } from "~/.server/media/turns";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createSupabaseMediaFiles } from "~/.server/media/supabase-media-files";
import { zipMedia } from "~/.server/use-cases/zip/zip-media";
import type { Viewer } from "~/domain/viewer";
import { startBlobStore } from "../../unit/server/media/stores/stores";
import { refusalOf, startWorld } from "../sql/world";
import { openZip } from "./open-zip";
import { storePicture } from "./stored-picture";

const world = await startWorld();
const rootDir = await mkdtemp(join(tmpdir(), "easel-zip-"));
afterAll(() => rm(rootDir, { recursive: true, force: true }));
const disk = createLocalDiskStore(rootDir);

const outside = {
  async open(): Promise<never> {
    throw new AppError("file_gone");
  },
};

function depsOn(
  store: MediaStore,
  turns = createTurns({ atOnce: 8, perPerson: 2, retryAfterSeconds: 60 }),
) {
  return {
    pages: createSupabasePages(world.database),
    mediaFiles: createSupabaseMediaFiles(world.database),
    vault: createMediaVault({ store, outside }),
    models: { find: () => null },
    accounts: createSupabaseAccounts(world.database),
    zipTurns: turns,
    now: () => new Date("2026-11-27T12:00:00Z"),
  };
}
const deps = depsOn(disk);

const zipOf = async (viewer: Viewer, ids: readonly string[], its = deps) =>
  await openZip(await buffer(await zipMedia(its, viewer, ids)));

interface List {
  files: { file: string; id: string; prompt?: string; settings?: unknown; sha256?: string }[];
  missing: { id: string; prompt: string | null; why: string }[];
}
const listIn = (files: Awaited<ReturnType<typeof zipOf>>) =>
  JSON.parse(files.find(({ name }) => name === "prompts.json")?.bytes.toString() ?? "") as List;
const textIn = (files: Awaited<ReturnType<typeof zipOf>>, name: string) =>
  files.find((file) => file.name === name)?.bytes.toString();

/** So many pictures of one person. */
async function pictures(count: number, store: MediaStore = disk, owner?: Viewer) {
  const ann = owner ?? (await world.person(1_000_000));
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1)
    ids.push((await storePicture(world, store, ann)).mediaId);
  return { ann, ids };
}

const blob = await startBlobStore();
afterAll(() => blob.close());

test.each([
  ["disk", disk],
  ["Blob", blob.store],
])("holds the originals, byte for byte, with how they were made: %s", async (_name, store) => {
  const { ann, ids } = await pictures(3, store);
  const files = await zipOf(ann, ids, depsOn(store));
  expect(files.map(({ name }) => name)).toEqual([
    ...ids.map((id, at) => `000${at + 1}-a-red-house-by-the-sea-${id.slice(-6)}.png`),
    "prompts.json",
  ]);
  const { files: listed, missing } = listIn(files);
  expect(missing).toEqual([]);
  expect(listed).toEqual(
    ids.map((id, at) => {
      const { name, bytes } = files[at] ?? { name: "", bytes: "" };
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const prompt = "A red house by the sea";
      const settings = { seed: 7, shape: "1:1" };
      return expect.objectContaining({ file: name, id, prompt, settings, sha256 });
    }),
  );
  expect(files.every(({ isStored }) => isStored)).toBe(true);
});

test("goes on over many batches, in the order that was asked for", async () => {
  const { ann, ids } = await pictures(60);
  const wanted = ids.toReversed();
  const { files } = listIn(await zipOf(ann, wanted));
  expect(files.map(({ id }) => id)).toEqual(wanted);
  expect(new Set(files.map(({ file }) => file.toLowerCase())).size).toBe(60);
});

test("says which files are missing, and why, and holds the rest", async () => {
  const { ann, ids } = await pictures(4);
  const [kept = "", lost = "", damaged = "", expired = ""] = ids;
  const pathOf = async (id: string) =>
    (await world.sql<{ path: string }[]>`select path from media where id = ${id}`)[0]?.path ?? "";
  await disk.delete([await pathOf(lost)]);
  await disk.put(await pathOf(damaged), Buffer.from("half"), "image/png");
  await world.sql`update media set expires_at = now() where id = ${expired}`;
  const unknown = randomUUID();
  const files = await zipOf(ann, [kept, lost, damaged, expired, unknown]);
  const { files: listed, missing } = listIn(files);
  expect(listed.map(({ id }) => id)).toEqual([kept]);
  expect(missing).toEqual([
    { id: lost, prompt: "A red house by the sea", why: expect.stringContaining("gone") },
    { id: damaged, prompt: "A red house by the sea", why: expect.stringContaining("damaged") },
    { id: expired, prompt: null, why: expect.stringContaining("gone") },
    { id: unknown, prompt: null, why: expect.stringContaining("gone") },
  ]);
  expect(textIn(files, "missing.txt")).toMatch(
    /^4 of the 5 files aren't in this zip:\n\nA red house/,
  );
});

test("tells nothing of another person's files: they are missing like unknown ones", async () => {
  const { ann, ids } = await pictures(1);
  const { ids: foreign } = await pictures(1);
  const files = await zipOf(ann, [...ids, ...foreign]);
  expect(listIn(files).missing).toEqual([
    { id: foreign[0], prompt: null, why: expect.stringContaining("gone") },
  ]);
  expect(await refusalOf(zipMedia(deps, ann, foreign))).toMatchObject({ code: "not_found" });
  expect(await refusalOf(zipMedia(deps, ann, [randomUUID()]))).toMatchObject({ code: "not_found" });
});

test("finds a file that is saved, and so moved, while the zip is being read", async () => {
  const { ann, ids } = await pictures(2);
  const [, second = ""] = ids;
  // A long one outlasts the access token that it began with.
  const late = { ...ann, accessToken: "run.out.token" };
  const reader = (await zipMedia(deps, late, ids)).getReader();
  const chunks = [(await reader.read()).value ?? new Uint8Array()];
  const [row] = await world.sql<{ path: string }[]>`select path from media where id = ${second}`;
  const from = row?.path ?? "";
  const path = from.replace("temporary", "permanent");
  await disk.copy(from, path);
  await world.sql`
    update media set path = ${path}, saved_at = now(), expires_at = null where id = ${second}`;
  await disk.delete([from]);
  for (let next = await reader.read(); !next.done; next = await reader.read())
    chunks.push(next.value);
  expect(listIn(await openZip(Buffer.concat(chunks))).missing).toEqual([]);
});

test("asks a store that cannot be reached a few times only, and says so inside", async () => {
  const { ann, ids } = await pictures(6);
  let asked = 0;
  const away: MediaStore = {
    ...disk,
    async open() {
      asked += 1;
      throw new AppError("unavailable");
    },
  };
  const { files, missing } = listIn(await zipOf(ann, ids, depsOn(away)));
  expect(files).toEqual([]);
  expect(missing.map(({ why }) => why.includes("couldn't reach"))).toEqual(ids.map(() => true));
  expect(asked).toBe(3);
});

test("breaks off when the session ends meanwhile", async () => {
  const { ann, ids } = await pictures(60);
  const reader = (await zipMedia(deps, ann, ids)).getReader();
  await reader.read();
  await world.sql`update user_sessions set revoked_at = now() where user_id = ${ann.userId}`;
  const readAll = async () => {
    while (!(await reader.read()).done);
  };
  expect(await refusalOf(readAll())).toMatchObject({ code: "signed_out" });
});

test("lets a person read two at once, and thirty in ten minutes", async () => {
  const { ann, ids } = await pictures(1);
  const zips = [await zipMedia(deps, ann, ids), await zipMedia(deps, ann, ids)];
  expect(await refusalOf(zipMedia(deps, ann, ids))).toMatchObject({ code: "rate_limited" });
  await Promise.all(zips.map((zip) => zip.cancel()));
  for (let done = 3; done < 30; done += 1) await zipOf(ann, ids);
  expect(await refusalOf(zipMedia(deps, ann, ids))).toMatchObject({
    code: "rate_limited",
    facts: { retryAfterSeconds: expect.any(Number) },
  });
});
