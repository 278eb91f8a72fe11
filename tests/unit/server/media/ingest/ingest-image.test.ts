import { createHash } from "node:crypto";
import exifr from "exifr";
import sharp from "sharp";
import { thumbHashToApproximateAspectRatio } from "thumbhash";
import { expect, test } from "vitest";
import { ingestImage } from "~/.server/media/ingest/ingest-image";
import { buildXmp } from "~/.server/media/ingest/provenance";
import { iptcExt, readXmp, xmpProperty } from "./read-xmp";
import { noisyPicture, redAndBlue } from "./sample-images";

const marks = {
  source: "algorithmicMedia",
  prompt: "a boat & a <storm>",
  model: "Painter",
} as const;
const xmp = buildXmp(marks, new Date("2026-11-23T10:00:00Z"));

const encoders = {
  "image/png": () => noisyPicture(900, 600).png().toBuffer(),
  "image/jpeg": () => noisyPicture(900, 600).jpeg().toBuffer(),
  "image/webp": () => noisyPicture(900, 600).webp().toBuffer(),
};

test.for(Object.entries(encoders))(
  "keeps %s and describes exactly what it gives back",
  async ([type, encode]) => {
    const image = await ingestImage(await encode(), xmp);
    expect(image).toMatchObject({
      contentType: type,
      width: 900,
      height: 600,
      sizeBytes: image.original.byteLength,
    });
    expect(image.sha256).toBe(createHash("sha256").update(image.original).digest("hex"));
    const { data } = await sharp(image.original).raw().toBuffer({ resolveWithObject: true });
    expect(data.length).toBe(900 * 600 * 3);
  },
);

test.for(Object.entries(encoders))(
  "marks a %s and its thumbnail, as another reader sees",
  async ([, encode]) => {
    const { original, thumb } = await ingestImage(await encode(), xmp);
    for (const file of [original, thumb]) {
      const read = await readXmp(file);
      expect(xmpProperty(read, iptcExt, "DigitalSourceType")).toBe(
        "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia",
      );
      expect(read).toContain("a boat &amp; a &lt;storm&gt;");
    }
  },
);

test("turns AVIF into WebP", async () => {
  const image = await ingestImage(await noisyPicture(200, 100).avif({ effort: 0 }).toBuffer(), xmp);
  expect(image).toMatchObject({ contentType: "image/webp", width: 200, height: 100 });
  expect((await sharp(image.original).metadata()).format).toBe("webp");
});

test("makes a WebP thumbnail of at most 512 pixels in the same proportions", async () => {
  const { thumb } = await ingestImage(await noisyPicture(768, 1344).png().toBuffer(), xmp);
  expect(await sharp(thumb).metadata()).toMatchObject({ format: "webp", width: 293, height: 512 });
});

test("does not blow a small picture up for its thumbnail", async () => {
  const { thumb } = await ingestImage(await noisyPicture(40, 30).png().toBuffer(), xmp);
  expect(await sharp(thumb).metadata()).toMatchObject({ width: 40, height: 30 });
});

test("makes a thumbhash in the proportions of the picture", async () => {
  const { thumbhash } = await ingestImage(await noisyPicture(800, 400).png().toBuffer(), xmp);
  const hash = Buffer.from(thumbhash, "base64");
  expect(hash.length).toBeLessThan(30);
  expect(thumbHashToApproximateAspectRatio(hash)).toBeCloseTo(2, 0);
});

test("keeps every pixel of a PNG as it was, transparency included", async () => {
  const pixels = Buffer.from(Array.from({ length: 16 * 16 * 4 }, (_, index) => (index * 37) % 256));
  const png = await sharp(pixels, { raw: { width: 16, height: 16, channels: 4 } })
    .png()
    .toBuffer();
  const { original } = await ingestImage(png, xmp);
  expect(await sharp(original).raw().toBuffer()).toEqual(pixels);
});

test("gives the same bytes for the same picture and marks", async () => {
  const png = await noisyPicture(64, 64).png().toBuffer();
  const [one, other] = await Promise.all([ingestImage(png, xmp), ingestImage(png, xmp)]);
  expect(one).toEqual(other);
});

test("drops the place a photo was taken at, and turns it upright", async () => {
  const photo = await redAndBlue(64, 32)
    .jpeg()
    .withMetadata({ orientation: 6 })
    .withExif({
      IFD0: { Make: "Camera", Orientation: "6" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 30/1 0/1" },
    })
    .toBuffer();
  expect(await exifr.parse(photo, { gps: true })).toMatchObject({
    GPSLatitudeRef: "N",
    Make: "Camera",
  });
  expect((await sharp(photo).metadata()).orientation).toBe(6);

  const image = await ingestImage(photo, xmp);
  expect(image).toMatchObject({ width: 32, height: 64 });
  expect(await exifr.parse(image.original, { gps: true, xmp: false })).toBeUndefined();
  expect((await sharp(image.original).metadata()).exif).toBeUndefined();
  const { data } = await sharp(image.original)
    .extract({ left: 16, top: 8, width: 1, height: 1 })
    .raw()
    .toBuffer({
      resolveWithObject: true,
    });
  expect(data[0]).toBeGreaterThan(200);
  expect(data[2]).toBeLessThan(60);
});

test("turns four inks into three colors", async () => {
  const print = await noisyPicture(64, 64).toColorspace("cmyk").jpeg().toBuffer();
  expect((await sharp(print).metadata()).space).toBe("cmyk");
  const { original } = await ingestImage(print, xmp);
  expect(await sharp(original).metadata()).toMatchObject({
    space: "srgb",
    channels: 3,
    hasProfile: false,
  });
});

test("turns 16 bits a channel into 8", async () => {
  const deep = await noisyPicture(64, 64).toColorspace("rgb16").png().toBuffer();
  expect((await sharp(deep).metadata()).depth).toBe("ushort");
  const { original } = await ingestImage(deep, xmp);
  expect(await sharp(original).metadata()).toMatchObject({ depth: "uchar", space: "srgb" });
});

test("turns a wide gamut into sRGB without a shift of color", async () => {
  const wide = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#ff0000" } })
    .withIccProfile("p3")
    .png()
    .toBuffer();
  const { original } = await ingestImage(wide, xmp);
  expect((await sharp(original).metadata()).hasProfile).toBe(false);
  const [red, green, blue] = await sharp(original).raw().toBuffer();
  expect(red).toBeGreaterThan(250);
  expect(Math.max(green ?? 255, blue ?? 255)).toBeLessThan(5);
});

test("takes a grey picture", async () => {
  const grey = await noisyPicture(64, 64).toColorspace("b-w").png().toBuffer();
  expect(await ingestImage(grey, xmp)).toMatchObject({
    width: 64,
    height: 64,
    contentType: "image/png",
  });
});

test("a picture that is seen through stays so, and its thumbnail and hash too, with the mark in both", async () => {
  const clear = await noisyPicture(900, 600)
    .ensureAlpha()
    .composite([
      {
        input: { create: { width: 450, height: 600, channels: 4, background: "#fff" } },
        left: 0,
        top: 0,
        blend: "dest-out",
      },
    ])
    .png()
    .toBuffer();
  const image = await ingestImage(clear, xmp);
  for (const file of [image.original, image.thumb]) {
    const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    expect(info.channels).toBe(4);
    const alphaAt = (x: number) => data[4 * (Math.floor(info.height / 2) * info.width + x) + 3];
    expect([alphaAt(5), alphaAt(info.width - 5)]).toEqual([0, 255]);
    const packet = await readXmp(file);
    expect(xmpProperty(packet, iptcExt, "DigitalSourceType")).toContain("algorithmicMedia");
  }
  expect(Buffer.from(image.thumbhash, "base64")[2]! >= 128).toBe(true);
});
