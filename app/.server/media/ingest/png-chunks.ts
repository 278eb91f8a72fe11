import { crc32 } from "node:zlib";
import type { GivenBytes } from "../file-bytes-port";
import { fileBytes } from "./bytes-in-memory";

/** Signature, then the header chunk: length, type, 13 bytes, checksum (PNG specification, section 5). */
const signatureBytes = 8;
const endOfHeader = signatureBytes + 12 + 13;

/**
 * Frames that a PNG announces in its `acTL` chunk (APNG); 1 without one. The decoder shows only the default image and
 * does not count the others. Reads chunk heads alone.
 */
export function countPngFrames(given: GivenBytes): number {
  const file = fileBytes(given);
  let offset = signatureBytes;
  while (offset + 12 <= file.length) {
    const head = file.piece(offset, offset + 12);
    const type = head.toString("latin1", 4, 8);
    if (type === "acTL") return Math.max(1, head.readUInt32BE(8));
    if (type === "IDAT" || type === "IEND") return 1;
    offset += 12 + head.readUInt32BE();
  }
  return 1;
}

/**
 * Puts an XMP packet into a PNG as XMP part 3 (section 1.1.5) wants it: an uncompressed `iTXt` chunk right after the
 * header. Libvips writes a `zTXt` chunk instead, which many readers do not look at.
 */
export function addPngXmp(png: Uint8Array, xmp: string): Buffer {
  const keyword = Buffer.from("XML:com.adobe.xmp\0", "latin1");
  const uncompressedWithoutLanguage = Buffer.alloc(4);
  const body = Buffer.concat([
    Buffer.from("iTXt"),
    keyword,
    uncompressedWithoutLanguage,
    Buffer.from(xmp),
  ]);
  const chunk = Buffer.concat([Buffer.alloc(4), body, Buffer.alloc(4)]);
  chunk.writeUInt32BE(body.length - 4, 0);
  chunk.writeUInt32BE(crc32(body), chunk.length - 4);
  return Buffer.concat([png.subarray(0, endOfHeader), chunk, png.subarray(endOfHeader)]);
}
