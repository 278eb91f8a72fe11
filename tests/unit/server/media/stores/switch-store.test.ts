import { randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMediaVault } from "~/.server/media/media-vault";
import { createMediaMover } from "~/.server/media/stores/move-media";
import type { Leftover } from "~/.server/media/clean-up-port";
import type { MediaFile } from "~/.server/media/files-port";
import type { MediaStore, StoredPath } from "~/.server/media/store-port";
import { startBlobStore, startDiskStore, type StoreUnderTest } from "./stores";

let subjects: StoreUnderTest[] = [];
let disk: MediaStore;
let blob: MediaStore;
beforeEach(async () => {
  subjects = [await startDiskStore(), await startBlobStore()];
  [disk, blob] = subjects.map(({ store }) => store) as [MediaStore, MediaStore];
});
afterEach(async () => {
  for (const subject of subjects) await subject.close();
});

const outside = { open: () => Promise.reject(new Error("nothing is fetched here")) };
const vaultOn = (store: MediaStore, ...olderStores: MediaStore[]) =>
  createMediaVault({ store, olderStores, outside });
const userId = randomUUID();

async function ingest(store: MediaStore): Promise<MediaFile> {
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#8ac" } })
    .png()
    .toBuffer();
  const finished = await vaultOn(store).ingest({
    userId,
    mediaId: randomUUID(),
    kind: "image",
    file: { bytes },
    marks: { source: "algorithmicMedia", prompt: "A lake", model: "Painter" },
  });
  return { ...finished, prompt: "A lake" };
}

test("files stay readable after a switch of the store, in both directions", async () => {
  const [onDisk, onBlob] = [await ingest(disk), await ingest(blob)];
  expect([onDisk.store, onBlob.store]).toEqual(["local", "vercel-blob"]);
  for (const vault of [vaultOn(blob, disk), vaultOn(disk, blob)]) {
    for (const file of [onDisk, onBlob]) {
      const original = await buffer((await vault.open(file, "original")).body);
      expect(original).toHaveLength(file.sizeBytes);
      expect((await buffer((await vault.open(file, "thumb")).body)).length).toBeGreaterThan(0);
    }
  }
});

test("a file on the Blob store is served whole and by range, as from the disk", async () => {
  const [onDisk, onBlob] = [await ingest(disk), await ingest(blob)];
  const vault = vaultOn(blob, disk);
  for (const range of [
    null,
    "bytes=0-",
    "bytes=5-9",
    "bytes=-7",
    "bytes=99999-",
    "bytes=3-99999",
  ]) {
    const ask = async (file: MediaFile) => {
      const request = new Request("http://easel.test/media", { headers: range ? { range } : {} });
      const response = await vault.serve(request, file, "original");
      const {
        etag: _,
        "content-disposition": __,
        ...headers
      } = Object.fromEntries(response.headers);
      const body = Buffer.from(await response.arrayBuffer());
      return { status: response.status, headers, length: body.length };
    };
    expect(await ask(onBlob)).toEqual(await ask(onDisk));
  }
});

test("a saved file moves within the store that it lies in", async () => {
  const confirmed: StoredPath[] = [];
  const deleted = async (objects: readonly StoredPath[]) => void confirmed.push(...objects);
  const mover = createMediaMover([blob, disk], { deleted, cleared: async () => {} });
  for (const store of [disk, blob]) {
    const file = await ingest(store);
    const { mediaId, from, thumbFrom, ...paths } = await mover.copyToPermanent(userId, file);
    expect({ mediaId, from, thumbFrom }).toEqual({
      ...{ mediaId: file.id, from: file.path, thumbFrom: file.thumbPath },
    });
    const left = [file.path, file.thumbPath].map((path) => ({ store: file.store, path }));
    await mover.delete(left);
    expect(confirmed.splice(0)).toEqual(left);
    const listed = (await Array.fromAsync(store.list(""))).map(({ path }) => path);
    expect(listed.toSorted()).toEqual(Object.values(paths).toSorted());
  }
});

test("what was stored for a file that never came to be goes from every store", async () => {
  const gone: Leftover[] = [];
  const cleared = async (leftovers: readonly Leftover[]) => void gone.push(...leftovers);
  const mover = createMediaMover([blob, disk], { deleted: async () => {}, cleared });
  const files = [await ingest(disk), await ingest(blob)];
  const leftovers = files.map(({ id: mediaId }) => ({ mediaId, userId }));
  const stored = async () =>
    (await Promise.all([disk, blob].map((store) => Array.fromAsync(store.list("")))))
      .flat()
      .filter(({ path }) => files.some(({ id }) => path.includes(id)));
  for (const file of files) await mover.copyToPermanent(userId, file);
  expect(await stored()).toHaveLength(8);
  await mover.clear(leftovers);
  expect(await stored()).toEqual([]);
  expect(gone).toEqual(leftovers);
});
