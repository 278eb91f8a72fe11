import { crc32, inflateSync } from "node:zlib";
import type { FileBytes } from "../file-bytes-port";
import { orientationExif, readOrientation } from "./exif-orientation";
import { createByteCollector } from "./byte-collector";

const signatureBytes = 8;
/** Length, type and checksum. */
const frameBytes = 12;
/** Those that a still picture is drawn from (PNG specification, section 11), and those that its colors depend on. */
const keptTypes = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "sRGB"]);

/**
 * A PNG with what its picture is drawn from: no texts, which unfold to a thousand times their size, no frames, nothing
 * unknown, nothing behind the end. Of EXIF data the turn stays. A color profile that unfolds to more than
 * `maxProfileBytes` goes too. Throws for a chunk that cannot be left out and is unknown.
 */
export function stripPng(file: FileBytes, maxProfileBytes: number): Buffer<ArrayBuffer> {
  const output = createByteCollector(file, 64);
  output.copy(0, signatureBytes);
  const seen = new Set<string>();
  for (let at = signatureBytes; at + frameBytes <= file.length;) {
    output.count();
    const head = file.piece(at, at + 8);
    const end = at + frameBytes + head.readUInt32BE();
    const type = head.toString("latin1", 4);
    const isFirst = !seen.has(type);
    seen.add(type);
    if (keptTypes.has(type)) output.copy(at, end);
    else if (isCritical(type)) throw new RangeError(`A chunk of type ${JSON.stringify(type)}`);
    else if (type === "iCCP" && isFirst && isProfile(file, at + 8, end - 4, maxProfileBytes))
      output.copy(at, end);
    else if (type === "eXIf" && isFirst)
      output.append(chunkOf("eXIf", orientationExif(readOrientation(file.piece(at + 8, end - 4)))));
    if (type === "IEND") break;
    at = end;
  }
  return output.end();
}

/** A chunk that may be left out has a small first letter (section 5.4). */
const isCritical = (type: string) => !/^[a-z]/.test(type);

/** A name of up to 79 letters, a zero, the method 0, and what unfolds to the profile. */
function isProfile(file: FileBytes, start: number, end: number, maxBytes: number): boolean {
  // Coding never makes it much larger.
  if (end - start > 2 * maxBytes) return false;
  const data = file.piece(start, end);
  const name = data.subarray(0, 80).indexOf(0);
  if (name < 1 || data[name + 1] !== 0) return false;
  try {
    return inflateSync(data.subarray(name + 2), { maxOutputLength: maxBytes }).length > 0;
  } catch {
    // Too large or broken: the picture is shown without it.
    return false;
  }
}

function chunkOf(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}
