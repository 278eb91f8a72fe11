import { expect, test } from "vitest";
import { sniffMediaType } from "~/.server/media/ingest/sniff";
import { animatedWebp, noisyPicture } from "./sample-images";

const box = (brands: string) => {
  const bytes = Buffer.from(`\0\0\0\0ftyp${brands}`, "latin1");
  bytes.writeUInt32BE(bytes.length);
  return bytes;
};

test("knows real pictures of the five kinds", async () => {
  const picture = noisyPicture(16, 16);
  expect(sniffMediaType(await picture.clone().png().toBuffer())).toBe("image/png");
  expect(sniffMediaType(await picture.clone().jpeg().toBuffer())).toBe("image/jpeg");
  expect(sniffMediaType(await picture.clone().webp().toBuffer())).toBe("image/webp");
  expect(sniffMediaType(await picture.clone().avif({ effort: 0 }).toBuffer())).toBe("image/avif");
  expect(sniffMediaType(await picture.clone().gif().toBuffer())).toBe("image/gif");
  expect(sniffMediaType(await animatedWebp(8, 2))).toBe("image/webp");
});

test.for(["isom\0\0\x02\0isomiso2avc1mp41", "mp42\0\0\0\0mp42isom", "iso5\0\0\x02\0iso5iso6mp41"])(
  "knows an MP4 by its brands: %s",
  (brands) => {
    expect(sniffMediaType(box(brands))).toBe("video/mp4");
  },
);

test.for([
  "heic\0\0\0\0mif1heic",
  "mif1\0\0\0\0mif1heicisom",
  "qt  \0\0\x02\0qt  ",
  "jpx \0\0\0\0jpx ",
  "M4A \0\0\0\0M4A ",
])("takes no other file of that family: %s", (brands) => {
  expect(sniffMediaType(box(brands))).toBeNull();
});

test.for([0, 1, 7, 11, 15])("takes no %i bytes of a beginning", (length) => {
  expect(sniffMediaType(box("isom\0\0\x02\0isom").subarray(0, length))).toBeNull();
});

test("reads from the middle of a larger buffer", () => {
  const padded = Buffer.concat([Buffer.alloc(3), box("mp42\0\0\0\0mp42"), Buffer.alloc(9)]);
  expect(sniffMediaType(padded.subarray(3))).toBe("video/mp4");
});

test("does not look for brands behind the first box", () => {
  expect(
    sniffMediaType(Buffer.concat([box("xxxx\0\0\0\0xxxx"), Buffer.from("isomavif")])),
  ).toBeNull();
});
