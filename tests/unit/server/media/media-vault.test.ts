import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { v7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLocalDiskStore } from "~/.server/media/local-disk";
import { createMediaVault } from "~/.server/media/media-vault";
import type { MediaFile, MediaVault } from "~/.server/media/port";
import { iptcExt, readXmp, xmpBasic, xmpProperty } from "./read-xmp";
import { noisyPicture } from "./sample-images";

const marks = { source: "algorithmicMedia", prompt: "a boat", model: "Painter" } as const;
const userId = v7();
let rootDir: string;
let vault: MediaVault;

beforeEach(async () => {
  rootDir = await mkdtemp(join(tmpdir(), "easel-vault-"));
  vault = createMediaVault(createLocalDiskStore(rootDir));
});

afterEach(async () => {
  await rm(rootDir, { recursive: true });
});

const read = async (file: MediaFile, variant: "original" | "thumb") =>
  await buffer((await vault.open(file, variant)).body);

const storedFiles = async () => {
  const entries = await readdir(rootDir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .toSorted();
};

test("keeps a picture and its thumbnail, and describes them", async () => {
  const mediaId = v7();
  const finished = await vault.ingest({
    userId,
    mediaId,
    bytes: await noisyPicture(600, 300).png().toBuffer(),
    marks,
  });
  expect(finished).toEqual({
    id: mediaId,
    width: 600,
    height: 300,
    durationSeconds: null,
    contentType: "image/png",
    sizeBytes: expect.any(Number),
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    thumbhash: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
    store: "local",
    path: `temporary/${userId}/${mediaId}.png`,
    thumbPath: `temporary/${userId}/${mediaId}.thumb.webp`,
  });
  const original = await read({ ...finished, prompt: "a boat" }, "original");
  expect(original.length).toBe(finished.sizeBytes);
  expect(createHash("sha256").update(original).digest("hex")).toBe(finished.sha256);
  const thumb = await read({ ...finished, prompt: "a boat" }, "thumb");
  expect(await sharp(thumb).metadata()).toMatchObject({ format: "webp", width: 512, height: 256 });
});

test("dates and marks every file by the id of its medium", async () => {
  const mediaId = v7({ msecs: Date.parse("2026-11-23T10:00:00.123Z") });
  const finished = await vault.ingest({
    userId,
    mediaId,
    bytes: await noisyPicture(60, 30).png().toBuffer(),
    marks,
  });
  for (const variant of ["original", "thumb"] as const) {
    const xmp = await readXmp(await read({ ...finished, prompt: "" }, variant));
    expect(xmpProperty(xmp, xmpBasic, "CreateDate")).toBe("2026-11-23T10:00:00.123Z");
    expect(xmpProperty(xmp, iptcExt, "DigitalSourceType")).toMatch(/\/algorithmicMedia$/);
  }
});

test("adds nothing and changes nothing when an ingestion is repeated", async () => {
  const input = {
    userId,
    mediaId: v7(),
    bytes: await noisyPicture(60, 30).jpeg().toBuffer(),
    marks,
  };
  const first = await vault.ingest(input);
  expect(await vault.ingest(input)).toEqual(first);
  expect(await storedFiles()).toEqual([`${input.mediaId}.jpg`, `${input.mediaId}.thumb.webp`]);
});

test("keeps nothing of a file that it refuses", async () => {
  const refused = vault.ingest({ userId, mediaId: v7(), bytes: Buffer.from("<svg/>"), marks });
  await expect(refused).rejects.toMatchObject({ code: "unsupported_media" });
  expect(await storedFiles()).toEqual([]);
});

test("serves what it has kept", async () => {
  const mediaId = v7();
  const finished = await vault.ingest({
    userId,
    mediaId,
    bytes: await noisyPicture(60, 30).webp().toBuffer(),
    marks,
  });
  const response = await vault.serve(
    new Request("http://easel.test/"),
    { ...finished, prompt: "a boat" },
    "original",
  );
  expect(response.headers.get("content-type")).toBe("image/webp");
  expect((await response.arrayBuffer()).byteLength).toBe(finished.sizeBytes);
});

test("says unavailable for a file whose store is not configured", async () => {
  const elsewhere = {
    id: v7(),
    store: "vercel-blob",
    path: "a",
    thumbPath: "b",
    contentType: "image/png",
    sizeBytes: 1,
  };
  const opened = vault.open({ ...elsewhere, sha256: "", prompt: "" }, "original");
  await expect(opened).rejects.toMatchObject({ code: "unavailable" });
});
