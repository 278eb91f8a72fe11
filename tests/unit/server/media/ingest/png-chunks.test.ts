import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { addPngXmp, countPngFrames } from "~/.server/media/ingest/png-chunks";
import {
  animation,
  blackRows,
  buildPng,
  noisyPicture,
  pngEnd,
  pngHeader,
  type PngChunk,
} from "./sample-images";

/** Every chunk of a PNG, each with a checksum that fits. */
function chunksOf(png: Buffer): PngChunk[] {
  const chunks: PngChunk[] = [];
  for (let offset = 8; offset < png.length;) {
    const end = offset + 8 + png.readUInt32BE(offset);
    expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(offset + 4, end)));
    const type = png.toString("latin1", offset + 4, offset + 8);
    chunks.push({ type, data: png.subarray(offset + 8, end) });
    offset = end + 4;
  }
  return chunks;
}

test("adds the packet as uncompressed international text right after the header", async () => {
  const png = await noisyPicture(16, 16).png().toBuffer();
  const before = chunksOf(png);
  const [header, text, ...rest] = chunksOf(addPngXmp(png, "<x>ü</x>"));
  expect(header).toEqual(before[0]);
  expect(text).toEqual({
    type: "iTXt",
    data: Buffer.from("XML:com.adobe.xmp\0\0\0\0\0<x>ü</x>"),
  });
  expect(rest).toEqual(before.slice(1));
});

test("counts the frames that an animation announces, and one for a still", () => {
  const still = [pngHeader(1, 1), blackRows(1, 1), pngEnd];
  expect(countPngFrames(buildPng(still))).toBe(1);
  expect(countPngFrames(buildPng(still.toSpliced(1, 0, animation(7))))).toBe(7);
  expect(countPngFrames(buildPng(still.toSpliced(1, 0, animation(0))))).toBe(1);
});

test.for([0, 8, 20, 33, 40, 44])("counts no further than the %i bytes there are", (length) => {
  const png = buildPng([pngHeader(1, 1), animation(9), blackRows(1, 1), pngEnd]);
  expect(countPngFrames(png.subarray(0, length))).toBe(1);
});

test("stops at a chunk that claims to be endless", () => {
  const png = buildPng([pngHeader(1, 1), animation(9)]);
  png.writeUInt32BE(0xffffffff, 8);
  expect(countPngFrames(png)).toBe(1);
});
