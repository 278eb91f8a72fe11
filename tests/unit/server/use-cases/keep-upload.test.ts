import { Readable } from "node:stream";
import sharp, { type Sharp } from "sharp";
import exifr from "exifr";
import { expect, test } from "vitest";
import { createMediaVault } from "~/.server/media/media-vault";
import type { MediaFile } from "~/.server/media/files-port";
import type { RemoteFiles } from "~/.server/media/outside-port";
import type { MediaStore } from "~/.server/media/store-port";
import { keepUpload } from "~/.server/use-cases/keep-upload";
import {
  blackRows,
  buildPng,
  noisyPicture,
  pngEnd,
  pngHeader,
  redAndBlue,
} from "../media/ingest/sample-images";

const visitor = { visitorHash: "ab".repeat(32) };

/** The folder of visitors. */
const visitors = "0198f0c4-7a10-7000-8000-0000000000ff";

function startWorld() {
  const stored = new Map<string, Buffer>();
  const steps: string[] = [];
  const store = {
    name: "local",
    async put(path: string, bytes: Uint8Array) {
      stored.set(path, Buffer.from(bytes));
      steps.push("put");
      return { sizeBytes: bytes.length };
    },
  } as unknown as MediaStore;
  const deps = {
    uploads: {
      async plan() {
        steps.push("plan");
        return visitors;
      },
      keep: async (_owner: unknown, _role: unknown, { id }: { id: string }) => {
        steps.push("keep");
        return id;
      },
    },
    vault: createMediaVault({ store, outside: {} as RemoteFiles }),
    newId: () => "0198f0c4-7a10-7000-8000-00000000000d",
  };
  const keep = (bytes: Uint8Array, isTooLarge = false) =>
    keepUpload(deps, visitor, {
      file: { sizeBytes: bytes.length, isTooLarge, read: async () => Uint8Array.from(bytes) },
      role: "picture",
      field: "sourceMediaId",
    });
  const keepMask = (bytes: Uint8Array) =>
    keepUpload(deps, visitor, {
      file: {
        sizeBytes: bytes.length,
        isTooLarge: false,
        read: async () => Uint8Array.from(bytes),
      },
      role: "mask",
      field: "maskId",
    });
  const original = () =>
    [...stored].find(([path]) => !path.includes("thumb"))?.[1] ?? Buffer.alloc(0);
  return { keep, keepMask, vault: deps.vault, stored, steps, original };
}

test("keeps picture and thumbnail, planned before and put on record after", async () => {
  const { keep, stored, steps } = startWorld();
  const upload = await keep(await noisyPicture(640, 480).jpeg().toBuffer());
  expect(upload).toMatchObject({ width: 640, height: 480 });
  expect(steps).toEqual(["plan", "put", "put", "keep"]);
  const stem = `temporary/${visitors}/${upload.id}`;
  expect([...stored.keys()]).toEqual([`${stem}.jpg`, `${stem}.thumb.webp`]);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "turns a picture of orientation %d upright",
  async (orientation) => {
    const upright = await redAndBlue(40, 20).jpeg({ quality: 100 }).toBuffer();
    // What a camera stores: turned the other way round, and told by the tag.
    const back: Record<number, (picture: Sharp) => Sharp> = {
      1: (picture) => picture,
      2: (picture) => picture.flop(),
      3: (picture) => picture.rotate(180),
      4: (picture) => picture.flip(),
      5: (picture) => picture.rotate(270).flop(),
      6: (picture) => picture.rotate(270),
      7: (picture) => picture.rotate(90).flop(),
      8: (picture) => picture.rotate(90),
    };
    const turned = back[orientation]?.(sharp(upright)) ?? sharp(upright);
    const pixels = await turned.png().toBuffer();
    const given = await sharp(pixels)
      .withMetadata({ orientation })
      .jpeg({ quality: 100 })
      .toBuffer();
    const { keep, original } = startWorld();
    expect(await keep(given)).toMatchObject({ width: 40, height: 20 });
    const { data } = await sharp(original()).raw().toBuffer({ resolveWithObject: true });
    expect([data[0], data[2]]).toEqual([expect.closeTo(254, -1), expect.closeTo(0, -1)]);
    expect([data[39 * 3], data[39 * 3 + 2]]).toEqual([
      expect.closeTo(0, -1),
      expect.closeTo(254, -1),
    ]);
  },
);

test("keeps nothing that the file said of itself, nor what hangs behind it", async () => {
  const exif = {
    IFD0: { Copyright: "Ann" },
    IFD3: { GPSLatitude: "52/1 30/1 0/1", GPSLatitudeRef: "N" },
  };
  const photo = await noisyPicture(64, 48).withExif(exif).jpeg().toBuffer();
  const tail = Buffer.from("<html><script>alert(1)</script></html>PK\x03\x04");
  const { keep, original } = startWorld();
  await keep(Buffer.concat([photo, tail]));
  expect(await exifr.parse(original(), { gps: true, xmp: true, iptc: true })).toBeUndefined();
  expect(original().includes("<html>")).toBe(false);
  expect(original().includes("http://ns.adobe.com/xap")).toBe(false);
});

test("takes the first frame of a GIF", async () => {
  const gif = await redAndBlue(40, 20).gif().toBuffer();
  const { keep, stored } = startWorld();
  await keep(gif);
  expect([...stored.keys()][0]).toMatch(/\.png$/);
});

const narrow = buildPng([pngHeader(40_000, 1), blackRows(40_000, 1), pngEnd]);
const heic = Buffer.from("\0\0\0\x18ftypheic\0\0\0\0heicmif1", "latin1");
const photo = await noisyPicture(320, 240).jpeg().toBuffer();

test.each<[string, Uint8Array, string, RegExp]>([
  ["no bytes", Buffer.alloc(0), "unreadable_media", /empty/],
  ["half a picture", photo.subarray(0, photo.length / 2), "unreadable_media", /damaged/],
  ["40,000 × 1 pixels", narrow, "unreadable_media", /long and narrow/],
  [
    "a drawing",
    Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "unsupported_media",
    /drawing/,
  ],
  ["HEIC", heic, "unsupported_media", /HEIC picture.*JPEG/],
  ["a text that is called a picture", Buffer.from("hello"), "unsupported_media", /unknown kind/],
])("refuses %s with words at its field, and keeps nothing", async (_what, bytes, code, words) => {
  const { keep, steps } = startWorld();
  const fields = { sourceMediaId: [expect.stringMatching(words)] };
  await expect(keep(bytes)).rejects.toMatchObject({ code, fields });
  expect(steps).toEqual([]);
});

test("refuses what was cut off for its length, unread", async () => {
  const { keep, steps } = startWorld();
  await expect(keep(photo, true)).rejects.toMatchObject({
    code: "too_large",
    fields: { sourceMediaId: [expect.stringContaining("20 MB")] },
  });
  expect(steps).toEqual([]);
});

/** How light a picture of one channel is at a place, 0 to 255. */
async function lightAt(bytes: Uint8Array, x: number, y: number): Promise<number | undefined> {
  expect((await sharp(bytes).metadata()).channels).toBe(1);
  const { data, info } = await sharp(bytes)
    .toColorspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data[y * info.width + x];
}

test("a mask is one channel: white where it is light, black where it is dark or transparent", async () => {
  const white = { create: { width: 10, height: 10, channels: 4, background: "#ffffff" } } as const;
  const clear = { r: 255, g: 255, b: 255, alpha: 0 };
  const drawn = await sharp({ create: { width: 40, height: 20, channels: 4, background: clear } })
    .composite([{ input: white, left: 0, top: 0 }])
    .png()
    .toBuffer();
  const { keepMask, stored, original } = startWorld();
  expect(await keepMask(drawn)).toMatchObject({ width: 40, height: 20 });
  expect([...stored.keys()][0]).toMatch(/\.png$/);
  expect(await lightAt(original(), 5, 5)).toBe(255);
  expect(await lightAt(original(), 30, 15)).toBe(0);
});

test("a rectangle in percent becomes a mask, as large as any picture that it is for", async () => {
  const { keepMask, vault, original } = startWorld();
  await keepMask(await vault.drawMask({ left: 25, top: 0, width: 50, height: 50 }));
  const file = { store: "local", path: "" } as MediaFile;
  const opened = { body: Readable.from([original()]), sizeBytes: original().length };
  const store = { name: "local", open: async () => opened } as unknown as MediaStore;
  const reading = createMediaVault({ store, outside: {} as RemoteFiles });
  const mask = await reading.readMask(file, { width: 200, height: 120 });
  expect(mask).toMatchObject({ width: 200, height: 120, contentType: "image/png" });
  const places = [
    [100, 20, 255],
    [20, 20, 0],
    [180, 20, 0],
    [100, 100, 0],
  ] as const;
  for (const [x, y, light] of places) expect(await lightAt(mask.bytes, x, y)).toBe(light);
});

test("refuses a mask that marks nothing, and keeps nothing of it", async () => {
  const black = { create: { width: 40, height: 20, channels: 3, background: "#000000" } } as const;
  const { keepMask, steps } = startWorld();
  await expect(keepMask(await sharp(black).png().toBuffer())).rejects.toMatchObject({
    fields: { maskId: [expect.stringContaining("Nothing is marked")] },
  });
  expect(steps).toEqual([]);
});
