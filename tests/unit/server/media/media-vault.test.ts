import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { v7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SourceForm } from "~/domain/media";
import { AppError } from "~/.server/errors";
import { createFramePool } from "~/.server/frames/frame-pool";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createMediaVault } from "~/.server/media/media-vault";
import type { MediaFile } from "~/.server/media/files-port";
import type { RemoteFiles } from "~/.server/media/outside-port";
import type { MediaVault } from "~/.server/media/vault-port";
import { createSafeFetch } from "~/.server/media/fetch/safe-fetch";
import { iptcExt, readXmp, xmpBasic, xmpProperty } from "./ingest/read-xmp";
import { noisyPicture } from "./ingest/sample-images";
import { realVideo, realVideoMoovLast } from "./ingest/sample-videos";

const marks = { source: "algorithmicMedia", prompt: "a boat", model: "Painter" } as const;
const userId = v7();
let rootDir: string;
let vault: MediaVault;

const remote = { url: "https://fal.media/a", hosts: ["fal.media"] };

/** The outside world, of one file. */
function playOutside(answer: () => { bytes: Uint8Array; type: string }): RemoteFiles {
  return {
    async open() {
      const { bytes, type } = answer();
      return { body: Readable.from([bytes], { objectMode: false }), declaredType: type };
    },
  };
}

beforeEach(async () => {
  rootDir = await mkdtemp(join(tmpdir(), "easel-vault-"));
  vault = createMediaVault({ store: createLocalDiskStore(rootDir), outside: createSafeFetch() });
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
    kind: "image" as const,
    file: { bytes: await noisyPicture(600, 300).png().toBuffer() },
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
    digitalSource: "algorithmicMedia",
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
    kind: "image" as const,
    file: { bytes: await noisyPicture(60, 30).png().toBuffer() },
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
    kind: "image" as const,
    file: { bytes: await noisyPicture(60, 30).jpeg().toBuffer() },
    marks,
  };
  const first = await vault.ingest(input);
  expect(await vault.ingest(input)).toEqual(first);
  expect(await storedFiles()).toEqual([`${input.mediaId}.jpg`, `${input.mediaId}.thumb.webp`]);
});

test("keeps nothing of a file that it refuses", async () => {
  const refused = vault.ingest({
    userId,
    mediaId: v7(),
    kind: "image",
    file: { bytes: Buffer.from("<svg/>") },
    marks,
  });
  await expect(refused).rejects.toMatchObject({ code: "unsupported_media" });
  expect(await storedFiles()).toEqual([]);
});

test("serves what it has kept", async () => {
  const mediaId = v7();
  const finished = await vault.ingest({
    userId,
    mediaId,
    kind: "image" as const,
    file: { bytes: await noisyPicture(60, 30).webp().toBuffer() },
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

const video = { userId, kind: "video" as const, marks };

test("keeps a video and a poster of its proportions, and describes them", async () => {
  const mediaId = v7();
  const finished = await vault.ingest({ ...video, mediaId, file: { bytes: realVideo } });
  expect(finished).toEqual({
    id: mediaId,
    width: 640,
    height: 360,
    durationSeconds: 2,
    contentType: "video/mp4",
    sizeBytes: expect.any(Number),
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    thumbhash: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
    digitalSource: "algorithmicMedia",
    hasFrame: false,
    store: "local",
    path: `temporary/${userId}/${mediaId}.mp4`,
    thumbPath: `temporary/${userId}/${mediaId}.thumb.webp`,
  });
  const described = { ...finished, prompt: "a boat" };
  const original = await read(described, "original");
  expect(original.length).toBe(finished.sizeBytes);
  expect(createHash("sha256").update(original).digest("hex")).toBe(finished.sha256);
  const thumb = await read(described, "thumb");
  expect(await sharp(thumb).metadata()).toMatchObject({ format: "webp", width: 512, height: 288 });
  const xmp = await readXmp(original);
  expect(xmpProperty(xmp, iptcExt, "DigitalSourceType")).toMatch(/\/algorithmicMedia$/);
  expect(await readXmp(thumb)).toBe(xmp);
});

test("adds nothing and changes nothing when the ingestion of a video is repeated", async () => {
  const input = { ...video, mediaId: v7(), file: { bytes: realVideoMoovLast } };
  const first = await vault.ingest(input);
  const poster = await read({ ...first, prompt: "" }, "thumb");
  expect(await vault.ingest(input)).toEqual(first);
  expect(await read({ ...first, prompt: "" }, "thumb")).toEqual(poster);
  expect(await storedFiles()).toEqual([`${input.mediaId}.mp4`, `${input.mediaId}.thumb.webp`]);
});

test("a video's poster is one of its frames where they can be read", async () => {
  const store = createLocalDiskStore(rootDir);
  const workerUrl = new URL("../../../../app/.server/frames/frames-worker.ts", import.meta.url);
  const frames = createFramePool({ workerUrl, log: () => undefined });
  const looking = createMediaVault({ store, outside: {} as RemoteFiles, frames });
  const film = readFileSync("tests/unit/server/frames/films/high.mp4");
  const kept = await looking.ingest({ ...video, mediaId: v7(), file: { bytes: film } });
  expect(kept).toMatchObject({ hasFrame: true, width: 160, height: 90 });
  const poster = sharp(await read({ ...kept, prompt: "" }, "thumb"));
  expect(await poster.metadata()).toMatchObject({ format: "webp", width: 160, height: 90 });
  // The yellow disk of the first frame.
  const pixel = await poster.extract({ left: 40, top: 45, width: 1, height: 1 }).raw().toBuffer();
  expect([pixel[0]! > 200, pixel[2]! < 100]).toEqual([true, true]);
  await frames.close();
});

test("draws another poster for another video, and one of two colors for any of them", async () => {
  const [one, other] = await Promise.all(
    [v7(), v7()].map(async (mediaId) => {
      const finished = await vault.ingest({ ...video, mediaId, file: { bytes: realVideo } });
      return await read({ ...finished, prompt: "" }, "thumb");
    }),
  );
  expect(one).not.toEqual(other);
  const { channels } = await sharp(one).stats();
  for (const { min, max } of channels) expect(max - min).toBeGreaterThan(10);
});

test("serves a video with its type, to be shown in the page, and in parts", async () => {
  const mediaId = v7();
  const finished = await vault.ingest({ ...video, mediaId, file: { bytes: realVideo } });
  const response = await vault.serve(
    new Request("http://easel.test/", { headers: { range: "bytes=4-7" } }),
    { ...finished, prompt: "a boat" },
    "original",
  );
  expect(response.status).toBe(206);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "video/mp4",
    "content-disposition": `inline; filename="a-boat-${mediaId.slice(-6)}.mp4"`,
    "content-range": `bytes 4-7/${finished.sizeBytes}`,
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
  });
  expect(await response.text()).toBe("ftyp");
});

test.for([
  ["video", "a PNG", () => noisyPicture(60, 30).png().toBuffer()],
  ["video", "an HLS playlist", async () => Buffer.from("#EXTM3U\n")],
  ["image", "a video", async () => realVideo],
  ["edit", "a video", async () => realVideo],
  ...["image", "edit"].map((kind) => [kind, "an SVG", async () => Buffer.from("<svg/>")] as const),
  ["image", "HTML", async () => Buffer.from("<!doctype html>")],
  ["image", "a PDF", async () => Buffer.from("%PDF-1.7")],
  ["image", "a zip", async () => Buffer.from("PK\x03\x04")],
] as const)(
  "fault 40: for a %s keeps no %s, whatever it is declared to be",
  async ([kind, , make]) => {
    const bytes = await make();
    const outside = playOutside(() => ({
      bytes,
      type: kind === "video" ? "video/mp4" : "image/png",
    }));
    const input = { userId, mediaId: v7(), kind: kind as "image", marks };
    const vault = createMediaVault({ store: createLocalDiskStore(rootDir), outside });
    for (const file of [{ bytes }, remote])
      await expect(vault.ingest({ ...input, file })).rejects.toMatchObject({
        code: "unsupported_media",
      });
    expect(await storedFiles()).toEqual([]);
  },
);

test("fetches what a provider points to, a picture and a video, and keeps the same as from bytes", async () => {
  const picture = await noisyPicture(60, 30).png().toBuffer();
  const kinds = [
    ["image", picture],
    ["video", realVideo],
  ] as const;
  for (const [kind, bytes] of kinds) {
    const outside = playOutside(() => ({ bytes, type: "text/plain" }));
    const vault = createMediaVault({ store: createLocalDiskStore(rootDir), outside });
    const input = { userId, mediaId: v7(), kind, marks };
    const fetched = await vault.ingest({ ...input, file: remote });
    expect(await vault.ingest({ ...input, file: { bytes } })).toEqual(fetched);
  }
});

test.for(["forbidden_address", "file_gone", "too_large", "unavailable"] as const)(
  "passes on why a file could not be fetched, and keeps nothing: %s",
  async (code) => {
    const outside = playOutside(() => {
      throw new AppError(code);
    });
    const vault = createMediaVault({ store: createLocalDiskStore(rootDir), outside });
    for (const kind of ["image", "video"] as const) {
      const ingested = vault.ingest({ userId, mediaId: v7(), kind, marks, file: remote });
      await expect(ingested).rejects.toMatchObject({ code });
    }
    expect(await storedFiles()).toEqual([]);
  },
);

test("keeps nothing of a video that breaks off on its way", async () => {
  const broken = new AppError("unavailable", { retryable: true });
  const outside = {
    open: async () => ({
      declaredType: null,
      body: Readable.from(
        (async function* () {
          yield realVideo.subarray(0, 3000);
          throw broken;
        })(),
        { objectMode: false },
      ),
    }),
  };
  const vault = createMediaVault({ store: createLocalDiskStore(rootDir), outside });
  const ingested = vault.ingest({ ...video, mediaId: v7(), file: remote });
  await expect(ingested).rejects.toBe(broken);
  expect(await storedFiles()).toEqual([]);
});

test("allows a fetched picture 50 MB, a video 512 MB, and hands on the abort of the caller", async () => {
  const asked: unknown[] = [];
  const outside = {
    open: async (...words: Parameters<RemoteFiles["open"]>) => {
      asked.push([words[1].maxBytes, words[2]]);
      throw new AppError("file_gone");
    },
  };
  const vault = createMediaVault({ store: createLocalDiskStore(rootDir), outside });
  const { signal } = new AbortController();
  for (const kind of ["image", "edit", "video"] as const) {
    const ingested = vault.ingest({ userId, mediaId: v7(), kind, marks, file: remote }, signal);
    await expect(ingested).rejects.toMatchObject({ code: "file_gone" });
  }
  expect(asked).toEqual([
    [50 * 1024 * 1024, signal],
    [50 * 1024 * 1024, signal],
    [512 * 1024 * 1024, signal],
  ]);
});

/** A stored picture, given out as a source. */
async function sourceOf(bytes: Uint8Array, form?: SourceForm) {
  const input = { userId, mediaId: v7(), kind: "image" as const, marks, file: { bytes } };
  return await vault.readSource({ ...(await vault.ingest(input)), prompt: "" }, form);
}

test("gives a source of at most 2048 pixels, as JPEG and without metadata", async () => {
  const source = await sourceOf(await noisyPicture(3000, 1500).png().toBuffer());
  expect(source).toMatchObject({ contentType: "image/jpeg", width: 2048, height: 1024 });
  const metadata = await sharp(source.bytes).metadata();
  expect(metadata).toMatchObject({ format: "jpeg", width: 2048, height: 1024 });
  expect([metadata.xmp, metadata.exif, metadata.orientation]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(Buffer.from(source.bytes).toString("latin1")).not.toContain("iptc.org");
  expect(source.bytes.byteLength).toBeLessThan(4 * 1024 * 1024);
});

test("does not enlarge a small source, and leaves its transparent parts transparent", async () => {
  const clear = { create: { width: 60, height: 30, channels: 4, background: "#f008" } } as const;
  const source = await sourceOf(await sharp(clear).png().toBuffer());
  expect(source).toMatchObject({ contentType: "image/png", width: 60, height: 30 });
  expect((await sharp(source.bytes).stats()).isOpaque).toBe(false);
});

test("gives a source with transparent parts as JPEG on white when a PNG would be large", async () => {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  const large = { create: { width: 2000, height: 1500, channels: 4, noise } } as const;
  const busy = await sharp({ ...large, create: { ...large.create, background: "#0000" } })
    .png()
    .toBuffer();
  const source = await sourceOf(busy);
  expect(source).toMatchObject({ contentType: "image/jpeg", width: 2000, height: 1500 });
});

test("gives a source as it is stored when asked for, pixel by pixel and without metadata", async () => {
  const picture = await noisyPicture(2500, 40).png().toBuffer();
  const source = await sourceOf(picture, "as stored");
  expect(source).toMatchObject({ contentType: "image/png", width: 2500, height: 40 });
  const [given, stored] = [await sharp(source.bytes).raw().toBuffer(), sharp(picture).raw()];
  expect(given.equals(await stored.toBuffer())).toBe(true);
  expect(Buffer.from(source.bytes).toString("latin1")).not.toContain("iptc.org");
});

test("gives no video as a source, and says not_found when the picture is gone", async () => {
  const finished = await vault.ingest({ ...video, mediaId: v7(), file: { bytes: realVideo } });
  const source = vault.readSource({ ...finished, prompt: "" });
  await expect(source).rejects.toMatchObject({ code: "unreadable_media" });
  await rm(join(rootDir, finished.path));
  const gone = vault.readSource({ ...finished, prompt: "" });
  await expect(gone).rejects.toMatchObject({ code: "not_found" });
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
