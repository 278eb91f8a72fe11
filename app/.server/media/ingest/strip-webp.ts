import type { FileBytes } from "../file-bytes-port";
import { orientationExif, readOrientation } from "./exif-orientation";
import { createByteCollector } from "./byte-collector";

const headBytes = 12;
const keptTypes = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"]);
/** In the first byte of `VP8X`: what else the file has. */
const flags = { profile: 0x20, exif: 0x08, xmp: 0x04 } as const;

/**
 * A WebP with what its pictures are drawn from (WebP container specification): no XMP, nothing unknown, nothing behind
 * the end. Of EXIF data the turn stays, of color profiles one of at most `maxProfileBytes`.
 */
export function stripWebp(file: FileBytes, maxProfileBytes: number): Buffer<ArrayBuffer> {
  const output = createByteCollector(file, 64);
  output.copy(0, headBytes);
  const last = Math.min(file.length, 8 + file.piece(4, 8).readUInt32LE());
  let has = 0;
  let flagsAt: number | null = null;
  let length = headBytes;
  for (let at = headBytes; at + 8 <= last;) {
    output.count();
    const head = file.piece(at, at + 8);
    const type = head.toString("latin1", 0, 4);
    const bytes = head.readUInt32LE(4);
    const end = Math.min(at + 8 + bytes + (bytes % 2), last);
    const isProfile = type === "ICCP" && bytes <= maxProfileBytes && !(has & flags.profile);
    if (type === "VP8X") flagsAt ??= length + 8;
    if (isProfile) has |= flags.profile;
    if (keptTypes.has(type) || isProfile) {
      output.copy(at, end);
      length += end - at;
    } else if (type === "EXIF" && !(has & flags.exif)) {
      has |= flags.exif;
      const exif = orientationExif(readOrientation(file.piece(at + 8, end)));
      const exifHead = Buffer.from("EXIF\0\0\0\0", "latin1");
      exifHead.writeUInt32LE(exif.length, 4);
      output.append(Buffer.concat([exifHead, exif]));
      length += exifHead.length + exif.length;
    }
    at = end;
  }
  const stripped = output.end();
  stripped.writeUInt32LE(stripped.length - 8, 4);
  if (flagsAt !== null && flagsAt < stripped.length)
    stripped[flagsAt] =
      ((stripped[flagsAt] ?? 0) & ~(flags.profile | flags.exif | flags.xmp)) | has;
  return stripped;
}
