import { Readable } from "node:stream";
import { createDeflate, deflateSync } from "node:zlib";
import sharp from "sharp";
import { expect, test } from "vitest";
import { defaultImageLimits } from "~/.server/media/ingest/decode-image";
import { ingestImage } from "~/.server/media/ingest/ingest-image";
import { buildXmp } from "~/.server/media/ingest/provenance";
import {
  animatedGif,
  animatedWebp,
  animation,
  blackRows,
  buildPng,
  noisyPicture,
  pngEnd,
  pngHeader,
} from "./sample-images";

const xmp = buildXmp({ source: "algorithmicMedia", prompt: "x", model: "Painter" }, null);
const unreadable = expect.objectContaining({ code: "unreadable_media" });
const unsupported = expect.objectContaining({ code: "unsupported_media" });

test("refuses a PNG that claims 50,000 × 50,000 pixels without taking memory", async () => {
  const bomb = buildPng([
    pngHeader(50_000, 50_000),
    { type: "IDAT", data: deflateSync(Buffer.alloc(5_000_000)) },
    pngEnd,
  ]);
  expect(bomb.length).toBeLessThan(6000);
  const rssBefore = process.memoryUsage().rss;
  await expect(ingestImage(bomb, xmp)).rejects.toEqual(unreadable);
  expect(process.memoryUsage().rss - rssBefore).toBeLessThan(50_000_000);
});

test("counts every frame of an animated PNG", async () => {
  const frames = (count: number) =>
    buildPng([pngHeader(100, 100), animation(count), blackRows(100, 100), pngEnd]);
  await expect(ingestImage(frames(10_000), xmp)).rejects.toEqual(unreadable);
  expect(await ingestImage(frames(10), xmp)).toMatchObject({ width: 100, height: 100 });
});

test("counts every frame of an animated WebP, and keeps the first of one that fits", async () => {
  await expect(ingestImage(await animatedWebp(100, 10_000), xmp)).rejects.toEqual(unreadable);
  const fits = await animatedWebp(100, 10);
  expect((await sharp(fits).metadata()).pages).toBe(10);
  const { original, ...facts } = await ingestImage(fits, xmp);
  expect(facts).toMatchObject({ width: 100, height: 100 });
  expect((await sharp(original).metadata()).pages).toBeUndefined();
});

test("counts every frame of an animated GIF, and keeps the first of one that fits", async () => {
  await expect(
    ingestImage(await animatedGif(100, 20), xmp, { ...defaultImageLimits, maxPixels: 199_999 }),
  ).rejects.toEqual(unreadable);
  const { original, ...facts } = await ingestImage(await animatedGif(100, 20), xmp);
  expect(facts).toMatchObject({ contentType: "image/png", width: 100, height: 100 });
  const { dominant } = await sharp(original).stats();
  expect(dominant.r).toBeGreaterThan(dominant.b);
});

const truncated = {
  JPEG: () => noisyPicture(300, 300).jpeg().toBuffer(),
  PNG: () => noisyPicture(300, 300).png().toBuffer(),
  WebP: () => noisyPicture(300, 300).webp().toBuffer(),
  AVIF: () => noisyPicture(300, 300).avif({ effort: 0 }).toBuffer(),
  GIF: () => noisyPicture(300, 300).gif().toBuffer(),
};

test.for(Object.entries(truncated))("refuses half a %s", async ([, encode]) => {
  const whole = await encode();
  await expect(ingestImage(whole.subarray(0, whole.length / 2), xmp)).rejects.toEqual(unreadable);
});

test.for([0, 1, 12, 64])("refuses %i bytes that begin like a PNG", async (length) => {
  const start = (await noisyPicture(10, 10).png().toBuffer()).subarray(0, length);
  await expect(ingestImage(start, xmp)).rejects.toEqual(length < 8 ? unsupported : unreadable);
});

const notPictures = {
  SVG: Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
  ),
  HTML: Buffer.from("<!doctype html><script>alert(1)</script>"),
  PDF: Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"),
  ZIP: Buffer.from("PK\x03\x04\x14\x00\x00\x00\x00\x00", "latin1"),
  WebM: Buffer.from("\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81", "latin1"),
  TIFF: Buffer.from("II*\x00\x08\x00\x00\x00", "latin1"),
  BMP: Buffer.from("BM\x46\x00\x00\x00", "latin1"),
  ICO: Buffer.from("\x00\x00\x01\x00\x01\x00", "latin1"),
  HEIC: Buffer.from("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "latin1"),
  PSD: Buffer.from("8BPS\x00\x01\x00\x00\x00\x00\x00\x00\x00\x03", "latin1"),
  "a camera's raw file": Buffer.from("FUJIFILMCCD-RAW 0201FF383501", "latin1"),
  "a raw file in TIFF's clothes": Buffer.from("II*\x00\x10\x00\x00\x00CR\x02\x00", "latin1"),
  MP4: Buffer.from("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42", "latin1"),
  playlist: Buffer.from("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"),
};

test.for(Object.entries(notPictures))("refuses %s as a picture", async ([, bytes]) => {
  await expect(ingestImage(bytes, xmp)).rejects.toEqual(unsupported);
});

test.for([
  ["WebM", "a WebM video"],
  ["MP4", "an MP4 video"],
  ["HEIC", "a HEIC picture"],
  ["TIFF", "a TIFF picture"],
  ["playlist", "a playlist"],
  ["PSD", "a file of an unknown kind"],
] as const)("says what came in place of a picture: %s", async ([name, found]) => {
  await expect(ingestImage(notPictures[name], xmp)).rejects.toMatchObject({ facts: { found } });
});

test("refuses a GIF without a picture", async () => {
  const bytes = Buffer.from("GIF89a\x01\x00\x01\x00\x00\x00\x00;", "latin1");
  await expect(ingestImage(bytes, xmp)).rejects.toEqual(unreadable);
});

test.for(["jpeg", "png", "webp"] as const)(
  "cuts off what hides behind the end of a %s",
  async (format) => {
    const tail = Buffer.from("PK\x03\x04 hidden.html <script>alert(1)</script>", "latin1");
    const polyglot = Buffer.concat([await noisyPicture(64, 64)[format]().toBuffer(), tail]);
    const { original, thumb } = await ingestImage(polyglot, xmp);
    expect(Buffer.from(original).includes("hidden.html")).toBe(false);
    expect(Buffer.from(thumb).includes("hidden.html")).toBe(false);
  },
);

/** So many megabytes of nothing, made without ever holding them. */
async function deflated(megabytes: number): Promise<Buffer> {
  const megabyte = Buffer.alloc(1_000_000);
  const nothing = Readable.from(Array.from({ length: megabytes }, () => megabyte));
  return Buffer.concat(await nothing.pipe(createDeflate()).toArray());
}

test.for(["zTXt", "iCCP"])("takes no memory for a %s that unfolds to 200 MB", async (type) => {
  const data = Buffer.concat([Buffer.from("Comment\0\0", "latin1"), await deflated(200)]);
  expect(data.length).toBeLessThan(1_000_000);
  const bomb = buildPng([pngHeader(8, 8), { type, data }, blackRows(8, 8), pngEnd]);
  const rssBefore = process.memoryUsage().rss;
  const outcome = await ingestImage(bomb, xmp).then(
    ({ original }) => Buffer.from(original).includes(type),
    (error: unknown) => Reflect.get(Object(error), "code") !== "unreadable_media",
  );
  expect(outcome).toBe(false);
  expect(process.memoryUsage().rss - rssBefore).toBeLessThan(100_000_000);
});

test("reads no more rows from a PNG than it claims to have", async () => {
  const rows = { type: "IDAT", data: await deflated(100) };
  const rssBefore = process.memoryUsage().rss;
  const outcome = await ingestImage(buildPng([pngHeader(8, 8), rows, pngEnd]), xmp).then(
    ({ width, height }) => ({ width, height }),
    (error: unknown) => Reflect.get(Object(error), "code"),
  );
  expect([{ width: 8, height: 8 }, "unreadable_media"]).toContainEqual(outcome);
  expect(process.memoryUsage().rss - rssBefore).toBeLessThan(100_000_000);
});

test("drops the text that a PNG carries", async () => {
  const note = { type: "tEXt", data: Buffer.from("Comment\0secret workflow", "latin1") };
  const png = buildPng([pngHeader(8, 8), note, blackRows(8, 8), pngEnd]);
  expect(png.includes("secret workflow")).toBe(true);
  expect(Buffer.from((await ingestImage(png, xmp)).original).includes("secret workflow")).toBe(
    false,
  );
});

test("refuses a file that is too large before it looks inside", async () => {
  const limits = { ...defaultImageLimits, maxBytes: 1000 };
  await expect(ingestImage(new Uint8Array(1001), xmp, limits)).rejects.toMatchObject({
    code: "too_large",
    facts: { maxBytes: 1000 },
  });
});

test("takes a picture of exactly the allowed size, and not one pixel row more", async () => {
  const limits = { ...defaultImageLimits, maxPixels: 100 * 100 };
  expect(
    await ingestImage(await noisyPicture(100, 100).png().toBuffer(), xmp, limits),
  ).toMatchObject({ width: 100 });
  await expect(
    ingestImage(await noisyPicture(100, 101).png().toBuffer(), xmp, limits),
  ).rejects.toEqual(unreadable);
});

test("gives up on 38 bytes that take too long to unfold", async () => {
  // Grey pixels as WebP without loss: so many that no machine is done with them in time.
  const slow = Buffer.from("UklGRh4AAABXRUJQVlA4TBEAAAAvV9vVBgdQxCIWsf+BiOh/AAA=", "base64");
  const side = 14_000;
  slow.writeUInt32LE((side - 1) | ((side - 1) << 14), 21);
  const limits = { ...defaultImageLimits, maxPixels: side * side, timeoutSeconds: 1 };
  await expect(ingestImage(slow, xmp, limits)).rejects.toMatchObject({
    code: "unavailable",
    facts: { slow: "yes" },
  });
});

test("still takes good pictures after bad ones", async () => {
  const bad = Array.from({ length: 6 }, () =>
    ingestImage(Buffer.from("\xff\xd8\xff broken", "latin1"), xmp),
  );
  for (const result of await Promise.allSettled(bad)) expect(result.status).toBe("rejected");
  expect(await ingestImage(await noisyPicture(32, 32).png().toBuffer(), xmp)).toMatchObject({
    width: 32,
  });
});
