import type { FileBytes } from "../file-bytes-port";
import { orientationExif, readOrientation } from "./exif-orientation";
import { type ByteCollector, createByteCollector } from "./byte-collector";

const marker = {
  soi: 0xd8,
  eoi: 0xd9,
  sos: 0xda,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app14: 0xee,
} as const;
const comment = 0xfe;
/** Marker, length, and `Exif\0\0` with the smallest content. */
const exifBytes = 64;
/** A picture that builds up takes about ten; thousands of them over a large one take minutes. */
const maxScans = 100;

/**
 * A JPEG with what its picture is drawn from (ITU T.81, annex B): no comments, no application data but how its colors
 * are meant (JFIF, Adobe, an ICC profile of at most `maxProfileBytes`) and how it is turned, nothing behind the end.
 * Throws for what is no segment, and for more than 100 scans.
 */
export function stripJpeg(file: FileBytes, maxProfileBytes: number): Buffer<ArrayBuffer> {
  const output = createByteCollector(file, exifBytes);
  const keepApplicationData = createSegmentFilter(file, output, maxProfileBytes);
  output.copy(0, 2);
  let scans = 0;
  for (let at = 2; at < file.length;) {
    output.count();
    if (file.at(at) !== 0xff) throw new RangeError("No segment where one must be");
    const type = file.at(at + 1);
    if (type === 0xff) at += 1;
    else if (type === marker.eoi) {
      output.copy(at, at + 2);
      break;
    } else {
      const end = endOfSegment(file, at);
      if (isApplicationData(type)) keepApplicationData(type, at, end);
      else if (type !== comment) output.copy(at, end);
      at = end;
      if (type !== marker.sos) continue;
      scans += 1;
      if (scans > maxScans) throw new RangeError(`More than ${maxScans} scans`);
      const endOfScan = findEndOfScan(file, at);
      output.copy(at, endOfScan);
      at = endOfScan;
    }
  }
  return output.end();
}

const isApplicationData = (type: number) => type >= marker.app0 && type <= 0xef;

/** Behind the last byte of the segment that begins at `at`, or of the file where that ends before. */
function endOfSegment(file: FileBytes, at: number): number {
  if (at + 4 > file.length) return file.length;
  const length = file.piece(at + 2, at + 4).readUInt16BE();
  if (length < 2) throw new RangeError("A segment without a length");
  return at + 2 + length;
}

/** Where the next segment begins: in coded data a marker's first byte is followed by a zero, or by a restart. */
function findEndOfScan(file: FileBytes, from: number): number {
  for (let at = from; at + 1 < file.length; at += 1) {
    if (file.at(at) !== 0xff) continue;
    const next = file.at(at + 1);
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}

/** Keeps the first of each kind that matters, and all parts of a profile. */
function createSegmentFilter(file: FileBytes, output: ByteCollector, maxProfileBytes: number) {
  const seen = new Set<number>();
  let profileBytes = 0;
  return (type: number, at: number, end: number): void => {
    const content = file.piece(at + 4, end);
    const begins = (text: string) => content.toString("latin1", 0, text.length) === text;
    if (type === marker.app2 && begins("ICC_PROFILE\0")) {
      profileBytes += content.length;
      // Each part says of how many it is one, up to 64 kB each: all of them stay, or none.
      const parts = content[13] ?? 0;
      if (parts * 65_536 <= maxProfileBytes && profileBytes <= maxProfileBytes)
        output.copy(at, end);
      return;
    }
    const isWanted =
      (type === marker.app0 && begins("JFIF\0")) ||
      (type === marker.app14 && begins("Adobe")) ||
      (type === marker.app1 && begins("Exif\0\0"));
    if (!isWanted || seen.has(type)) return;
    seen.add(type);
    if (type === marker.app1) output.append(exifSegment(readOrientation(content)));
    else output.copy(at, end);
  };
}

function exifSegment(orientation: number): Buffer {
  const content = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), orientationExif(orientation)]);
  const head = Buffer.from([0xff, marker.app1, 0, content.length + 2]);
  return Buffer.concat([head, content]);
}
