import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import exifr from "exifr";
import sharp, { type Sharp } from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { openWindow } from "~/.server/http/file-window";
import { stripMetadata } from "~/.server/media/ingest/strip-metadata";
import { ingestImage } from "~/.server/media/ingest/ingest-image";
import {
  animatedGif,
  animatedWebp,
  animation,
  blackRows,
  buildPng,
  noisyPicture,
  type PngChunk,
  pngEnd,
  pngHeader,
  redAndBlue,
  riffChunk,
} from "./sample-images";

const said = "SAID-BY-SOMEBODY";

const folder = await mkdtemp(join(tmpdir(), "easel-strip-"));
const disk = openSync(join(folder, "file"), "w+");
afterAll(async () => {
  closeSync(disk);
  await rm(folder, { recursive: true });
});

/** Out of memory, and the same from a disk, a few bytes at a time. */
function bare(file: Uint8Array): Buffer {
  ftruncateSync(disk);
  writeSync(disk, file, 0, file.length, 0);
  const fromDisk = outcomeOf(() => stripMetadata(openWindow(disk, file.length, 20)));
  const fromMemory = outcomeOf(() => stripMetadata(file));
  expect(textOf(fromDisk)).toBe(textOf(fromMemory));
  if (fromMemory instanceof Error) throw fromMemory;
  return Buffer.from(fromMemory);
}

const textOf = (outcome: Uint8Array | Error): string =>
  outcome instanceof Error ? String(outcome) : Buffer.from(outcome).toString("latin1");

function outcomeOf<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    return error as Error;
  }
}

/** Everything that a decoder of whole files may hand on. */
const talkative = (picture: Sharp): Sharp =>
  picture
    .withExif({ IFD0: { Copyright: said, ImageDescription: said } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${said}</a></x:xmpmeta>`)
    .withIccProfile("p3");

const formats: Record<string, (picture: Sharp) => Promise<Buffer>> = {
  PNG: (picture) => picture.png().toBuffer(),
  "PNG with few colors": (picture) => picture.png({ palette: true }).toBuffer(),
  JPEG: (picture) => picture.jpeg().toBuffer(),
  "JPEG that builds up": (picture) => picture.jpeg({ progressive: true }).toBuffer(),
  WebP: (picture) => picture.webp().toBuffer(),
  "WebP without loss": (picture) => picture.webp({ lossless: true }).toBuffer(),
  AVIF: (picture) => picture.avif({ effort: 0 }).toBuffer(),
};

async function pixelsOf(file: Uint8Array) {
  const { data, info } = await sharp(file, { failOn: "warning" })
    .autoOrient()
    .toColorspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

describe.for(Object.entries(formats))("a %s", ([name, encode]) => {
  test("looks the same, its color profile too, and says nothing any more", async () => {
    const see = name.startsWith("JPEG") ? redAndBlue(40, 30) : redAndBlue(40, 30).ensureAlpha(0.5);
    const file = await encode(talkative(see));
    const stripped = bare(file);
    expect(await pixelsOf(stripped)).toEqual(await pixelsOf(file));
    const before = await sharp(file).metadata();
    const after = await sharp(stripped).metadata();
    expect(before.exif?.includes(said)).toBe(true);
    expect(before.xmp?.includes(said)).toBe(true);
    expect(before.icc?.length).toBeGreaterThan(100);
    expect(after.icc).toEqual(before.icc);
    expect(after.xmp).toBeUndefined();
    // Of an AVIF the words stay as bytes that no item owns.
    expect(name !== "AVIF" && stripped.includes(said)).toBe(false);
    expect(after.exif?.includes(said) ?? false).toBe(false);
  });

  test("from which all was left out stays as it is", async () => {
    const once = bare(await encode(talkative(noisyPicture(40, 30))));
    expect(bare(once).equals(once)).toBe(true);
  });

  test("is taken for what it is with any byte of its head changed, or for no picture", async () => {
    const file = await encode(talkative(noisyPicture(12, 10)));
    expect(outcomesOfDamage(file)).toEqual(new Set(["picture", "none"]));
  });
});

/**
 * What comes of a file with each byte changed, and cut off there: bytes, hardly more than there were, or a RangeError.
 */
function outcomesOfDamage(file: Buffer): Set<string> {
  const outcomes = new Set<string>();
  for (let index = 0; index < Math.min(file.length, 3000); index += 1) {
    for (const value of [0x00, 0xff]) {
      const spoiled = Buffer.from(file);
      spoiled[index] = value;
      outcomes.add(nameOf(spoiled));
    }
    outcomes.add(nameOf(file.subarray(0, index)));
  }
  return outcomes;
}

function nameOf(file: Buffer): string {
  const outcome = outcomeOf(() => bare(file));
  if (outcome instanceof Error) return outcome instanceof RangeError ? "none" : String(outcome);
  return outcome.length > file.length + 64 ? "grown" : "picture";
}

test.for(
  (["png", "jpeg", "webp"] as const).flatMap((format) =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((turn) => [format, turn] as const),
  ),
)("a %s that is turned (%i) stays turned, and says nothing else of it", async ([format, turn]) => {
  const turned = talkative(redAndBlue(40, 30)).withMetadata({ orientation: turn });
  const file = await turned.toFormat(format).toBuffer();
  const stripped = bare(file);
  const { orientation = 1, exif } = await sharp(stripped).metadata();
  expect(orientation).toBe(turn);
  expect(exif?.length).toBeLessThan(40);
  expect(await pixelsOf(stripped)).toEqual(await pixelsOf(file));
});

test.for(["png", "jpeg"] as const)("another reader finds the turn of a %s", async (format) => {
  const turned = talkative(redAndBlue(40, 30)).withMetadata({ orientation: 6 });
  const stripped = bare(await turned.toFormat(format).toBuffer());
  expect(await exifr.orientation(stripped)).toBe(6);
});

describe("of a PNG", () => {
  const typesOf = (png: Buffer): string[] => {
    const types: string[] = [];
    for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
      const end = at + 8 + png.readUInt32BE(at);
      expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(at + 4, end)));
      types.push(png.toString("latin1", at + 4, at + 8));
    }
    return types;
  };
  const withChunks = (...chunks: PngChunk[]) =>
    buildPng([pngHeader(8, 8), ...chunks, blackRows(8, 8), pngEnd]);
  const text = (type: string, unfolded: number): PngChunk => ({
    type,
    data: Buffer.concat([Buffer.from("k\0\0"), deflateSync(Buffer.alloc(unfolded))]),
  });

  test("1 MB that unfolds to 1 GB of text never comes to the decoder", async () => {
    const bomb = withChunks(...Array<PngChunk>(20).fill(text("zTXt", 50_000_000)));
    expect(bomb.length).toBeGreaterThan(900_000);
    expect(typesOf(bare(bomb))).toEqual(["IHDR", "IDAT", "IEND"]);
    expect(bare(bomb).length).toBeLessThan(100);
    expect(await ingestImage(bomb, "<x/>")).toMatchObject({ width: 8, height: 8 });
  });

  test("only what its picture and colors depend on is left", () => {
    const chunk = (type: string, data = Buffer.alloc(4)): PngChunk => ({ type, data });
    const kept = [
      { type: "gAMA", data: Buffer.from([0, 0, 0xb1, 0x8f]) },
      { type: "sRGB", data: Buffer.from([0]) },
      { type: "tRNS", data: Buffer.from([0, 1]) },
    ];
    const dropped = [
      "tEXt",
      "iTXt",
      "zTXt",
      "tIME",
      "pHYs",
      "cHRM",
      "bKGD",
      "sPLT",
      "caBX",
      "prVt",
    ];
    const frames = [animation(1), chunk("fcTL", Buffer.alloc(26)), chunk("fdAT")];
    const png = withChunks(...dropped.map((type) => chunk(type)), ...frames, ...kept);
    expect(typesOf(bare(png))).toEqual(["IHDR", "gAMA", "sRGB", "tRNS", "IDAT", "IEND"]);
    const long = Buffer.concat([png, Buffer.from("PK hidden")]);
    expect(bare(long)).toEqual(bare(png));
  });

  test("a color profile stays up to 4 MB, and goes beyond, broken or twice", () => {
    const kinds = [
      text("iCCP", 3_000_000),
      text("iCCP", 5_000_000),
      { type: "iCCP", data: Buffer.from("k\0\0?") },
    ];
    const left = kinds.map((kind) => typesOf(bare(withChunks(kind))).includes("iCCP"));
    expect(left).toEqual([true, false, false]);
    const twice = bare(withChunks(text("iCCP", 100), text("iCCP", 100)));
    expect(typesOf(twice).filter((type) => type === "iCCP")).toHaveLength(1);
  });

  test("a chunk that is needed and unknown makes it no picture", () => {
    expect(() => stripMetadata(withChunks({ type: "CgBI", data: Buffer.alloc(4) }))).toThrow(
      RangeError,
    );
  });
});

describe("of a JPEG", () => {
  const segment = (type: number, content: Buffer | string): Buffer => {
    const data = Buffer.from(content as string, "latin1");
    const head = Buffer.from([0xff, type, 0, 0]);
    head.writeUInt16BE(data.length + 2, 2);
    return Buffer.concat([head, data]);
  };

  test("application data and comments go, between scans too, and what is behind its end", async () => {
    const plain = await redAndBlue(40, 30).jpeg({ progressive: true }).toBuffer();
    const scan = plain.lastIndexOf(Buffer.from([0xff, 0xda]));
    const words = [0xfe, 0xe0, 0xe1, 0xe2, 0xe3, 0xeb, 0xed, 0xef].map((type) =>
      segment(type, said),
    );
    const file = Buffer.concat([
      plain.subarray(0, 2),
      ...words,
      plain.subarray(2, scan),
      ...words,
      plain.subarray(scan),
      plain,
    ]);
    expect(bare(file)).toEqual(plain);
  });

  test("its four inks come out right", async () => {
    const cmyk = await redAndBlue(40, 30).toColorspace("cmyk").jpeg().toBuffer();
    expect(cmyk.includes("Adobe")).toBe(true);
    expect(await pixelsOf(bare(cmyk))).toEqual(await pixelsOf(cmyk));
  });

  test("a profile in more parts than 4 MB have goes as a whole", async () => {
    const plain = await redAndBlue(40, 30).jpeg().toBuffer();
    const part = (index: number, of: number) =>
      segment(
        0xe2,
        Buffer.concat([
          Buffer.from("ICC_PROFILE\0"),
          Buffer.from([index, of]),
          Buffer.alloc(65_000),
        ]).toString("latin1"),
      );
    const withParts = (count: number) =>
      Buffer.concat([
        plain.subarray(0, 2),
        ...Array.from({ length: count }, (_, at) => part(at + 1, count)),
        plain.subarray(2),
      ]);
    expect(bare(withParts(60)).length).toBeGreaterThan(60 * 65_000);
    expect(bare(withParts(200))).toEqual(plain);
  });

  test("more scans than any picture needs make it none", async () => {
    const plain = await redAndBlue(40, 30).jpeg({ progressive: true }).toBuffer();
    const scan = plain.subarray(plain.lastIndexOf(Buffer.from([0xff, 0xda])), -2);
    const many = Buffer.concat([
      plain.subarray(0, -2),
      ...Array<Buffer>(100).fill(scan),
      plain.subarray(-2),
    ]);
    expect(() => stripMetadata(many)).toThrow(RangeError);
  });
});

describe("of a WebP", () => {
  test("what is unknown goes, and what is behind its end", async () => {
    const plain = await redAndBlue(40, 30).webp().toBuffer();
    const words = riffChunk("SAID", Buffer.from(said));
    const file = riffChunk(
      "RIFF",
      Buffer.concat([plain.subarray(8), words, riffChunk("C2PA", Buffer.from(said))]),
    );
    expect(bare(Buffer.concat([file, Buffer.from(said)]))).toEqual(plain);
  });

  test("all frames of an animation stay", async () => {
    const file = await animatedWebp(10, 5);
    expect(bare(file)).toEqual(file);
  });
});

describe("of a GIF", () => {
  const extension = (label: number, ...blocks: string[]) =>
    Buffer.concat([
      Buffer.from([0x21, label]),
      ...blocks.map((block) => Buffer.from(String.fromCharCode(block.length) + block, "latin1")),
      Buffer.from([0]),
    ]);

  test("comments, texts and data of applications go, and what is behind its end", async () => {
    const file = await animatedGif(20, 3);
    const head = 13 + (file[10]! & 0x80 ? 3 << ((file[10]! & 7) + 1) : 0);
    const words = Buffer.concat([
      extension(0xfe, said, said),
      extension(0xff, "XMP DataXMP", said),
      extension(0x01, "012345678901", said),
    ]);
    const wordy = Buffer.concat([
      file.subarray(0, head),
      words,
      file.subarray(head),
      Buffer.from(said),
    ]);
    expect((await sharp(wordy).metadata()).pages).toBe(3);
    const stripped = bare(wordy);
    expect(stripped.includes(said)).toBe(false);
    expect((await sharp(stripped).metadata()).pages).toBe(3);
    const all = async (gif: Buffer) => await sharp(gif, { animated: true }).raw().toBuffer();
    expect(await all(stripped)).toEqual(await all(file));
    expect(bare(stripped)).toEqual(stripped);
  });

  test("every byte may be another one", async () => {
    expect(outcomesOfDamage(await animatedGif(6, 2))).toEqual(new Set(["picture", "none"]));
  });
});

test("what is no picture is none", () => {
  for (const text of ["", "x", "GIF89b", "<svg/>", "\0\0\0\x18ftypisom\0\0\0\0isommp42"])
    expect(() => stripMetadata(Buffer.from(text, "latin1"))).toThrow(RangeError);
});

test("a file of more pieces than any picture has is none, whatever they are", async () => {
  const endless = {
    PNG: [buildPng([pngHeader(8, 8)]), "\0\0\0\0teXt\0\0\0\0"],
    "PNG of rows": [buildPng([pngHeader(8, 8)]), "\0\0\0\0IDAT\0\0\0\0"],
    JPEG: [Buffer.from("\xff\xd8", "latin1"), "\xff\xfe\0\x02"],
    "JPEG of fill": [Buffer.from("\xff\xd8", "latin1"), "\xff"],
    WebP: [Buffer.from("RIFF\xff\xff\xff\xffWEBP", "latin1"), "none\0\0\0\0"],
    GIF: [Buffer.from("GIF89a\x01\0\x01\0\0\0\0", "latin1"), "!\xfe\0"],
    AVIF: [Buffer.from("\0\0\0\x14ftypavif\0\0\0\0mif1", "latin1"), "\0\0\0\x08free"],
  } as const;
  for (const [start, piece] of Object.values(endless)) {
    const pieces = (count: number) =>
      Buffer.concat([start, Buffer.alloc(count * piece.length, piece, "latin1")]);
    expect(() => stripMetadata(pieces(51_000))).toThrow(RangeError);
    expect(stripMetadata(pieces(900))).toBeInstanceOf(Buffer);
  }
});

test("a large JPEG stays one, with the mark in it", async () => {
  const create = { width: 5000, height: 3300, channels: 3, background: "#357" } as const;
  const { contentType, width, height, original } = await ingestImage(
    await sharp({ create }).jpeg().toBuffer(),
    "<x:marked/>",
  );
  expect({ contentType, width, height }).toEqual({
    contentType: "image/jpeg",
    width: 5000,
    height: 3300,
  });
  expect(Buffer.from(original).includes("<x:marked/>")).toBe(true);
});
