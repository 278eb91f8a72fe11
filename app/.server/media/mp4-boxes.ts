import { AppError } from "../errors";
import { sniffMediaType } from "./sniff";
import { unsupportedMedia } from "./unsupported-media";

/** The extended type of a box that holds an XMP packet (XMP specification, part 3, section 1.2.7.1). */
const xmpType = "be7acfcb97a942e89c71999491e3afac";
/** Both are read whole. */
const maxFtypBytes = 4096;
const maxMoovBytes = 16 * 1024 * 1024;
const maxBoxes = 10_000;

/** Where the walk stands inside the current box. */
interface OpenBox {
  type: string;
  bytesLeft: number;
  /** Written as it is, and kept as well for `ftyp` and `moov`; or written as zeros. */
  kept: Buffer | null;
  isBlanked: boolean;
}

export interface BoxWalk {
  /** Takes the next bytes of the file, and gives back what to write in their place: as many, a little later. */
  push(chunk: Uint8Array): Buffer[];
  /** The content of `moov`, at the end of the file. */
  end(): Buffer;
}

/**
 * Walks over the top-level boxes of an MP4 that comes in pieces (ISO/IEC 14496-12, section 4.2), and holds none of it but `ftyp` and
 * `moov`, wherever they stand. An XMP packet that is in it becomes free space, so that nothing moves. Errors of both functions:
 * unsupported_media (no MP4 from its first box on, with `found`, or in fragments); unreadable_media (broken, cut off, with data behind its end);
 * too_large as soon as a box is announced that ends behind `maxBytes`.
 */
export function walkBoxes(maxBytes: number): BoxWalk {
  let head: Buffer = Buffer.alloc(0);
  let box: OpenBox | null = null;
  let offset = 0;
  let boxes = 0;
  let moov: Buffer | null = null;
  let hasFrames = false;

  /** Gives the head to write once it is complete. */
  function open(): Buffer | null {
    if (offset === 0 && head.length >= 8 && typeOf(head) !== "ftyp") throw unsupportedMedia(head);
    const sizes = readHead(head);
    if (!sizes) return null;
    const { type, headBytes, boxBytes, isXmp } = sizes;
    if (offset > 0 && type === "ftyp") throw broken("A second ftyp");
    if (offset + boxBytes > maxBytes) throw new AppError("too_large", { facts: { maxBytes } });
    const isKept = type === "ftyp" || type === "moov";
    if (isKept) assertKeepable(type, boxBytes, moov);
    hasFrames ||= type === "mdat";
    const bytesLeft = boxBytes - headBytes;
    box = { type, bytesLeft, kept: isKept ? Buffer.alloc(bytesLeft) : null, isBlanked: isXmp };
    offset += boxBytes;
    boxes += 1;
    if (boxes > maxBoxes) throw broken("Too many boxes");
    const written = isXmp ? asFreeSpace(head) : head;
    head = Buffer.alloc(0);
    return written;
  }

  function closeIfDone(): void {
    if (!box || box.bytesLeft > 0) return;
    if (box.type === "moov") moov = box.kept;
    if (box.type === "ftyp") assertMp4(box.kept ?? Buffer.alloc(0));
    box = null;
  }

  return {
    push(chunk) {
      let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const pieces: Buffer[] = [];
      while (rest.length > 0) {
        if (box) {
          const content = rest.subarray(0, box.bytesLeft);
          if (box.kept) content.copy(box.kept, box.kept.length - box.bytesLeft);
          box.bytesLeft -= content.length;
          pieces.push(box.isBlanked ? Buffer.alloc(content.length) : content);
          rest = rest.subarray(content.length);
        } else {
          const missing = headBytesOf(head) - head.length;
          head = Buffer.concat([head, rest.subarray(0, missing)]);
          rest = rest.subarray(missing);
          const written = open();
          if (written) pieces.push(written);
        }
        closeIfDone();
      }
      return pieces;
    },
    end() {
      if (offset === 0) throw unsupportedMedia(head);
      if (box || head.length > 0) throw broken("It ends in the middle of a box");
      if (!moov || !hasFrames) throw broken(`No ${moov ? "mdat" : "moov"}`);
      return moov;
    },
  };
}

const broken = (why: string) => new AppError("unreadable_media", { cause: new Error(why) });
const typeOf = (head: Buffer) => head.toString("latin1", 4, 8);

/** How long a head is, as far as its beginning tells: size and type, then a long size, then an extended type. */
function headBytesOf(head: Buffer): number {
  if (head.length < 8) return 8;
  return 8 + (head.readUInt32BE(0) === 1 ? 8 : 0) + (typeOf(head) === "uuid" ? 16 : 0);
}

function readHead(head: Buffer) {
  const headBytes = headBytesOf(head);
  if (head.length < headBytes) return null;
  const type = typeOf(head);
  const shortSize = head.readUInt32BE(0);
  const boxBytes = shortSize === 1 ? Number(head.readBigUInt64BE(8)) : shortSize;
  if (!/^[\x20-\x7e]{4}$/.test(type) || boxBytes < headBytes) throw broken("Not a box");
  if (type === "moof") throw new AppError("unsupported_media", { cause: new Error("Fragments") });
  const isXmp = type === "uuid" && head.toString("hex", headBytes - 16) === xmpType;
  return { type, headBytes, boxBytes, isXmp };
}

function asFreeSpace(head: Buffer): Buffer {
  const free = Buffer.from(head);
  free.write("free", 4, "latin1");
  return free.fill(0, free.length - 16);
}

function assertKeepable(type: string, boxBytes: number, moov: Buffer | null): void {
  if (type === "moov" && moov) throw broken("A second moov");
  if (boxBytes > (type === "moov" ? maxMoovBytes : maxFtypBytes))
    throw broken(`${boxBytes} bytes of ${type}`);
}

/** The content of `ftyp` with a head put back in front. */
function assertMp4(content: Buffer): void {
  const head = Buffer.from("\0\0\0\0ftyp", "latin1");
  head.writeUInt32BE(head.length + content.length);
  const box = Buffer.concat([head, content]);
  if (sniffMediaType(box) !== "video/mp4") throw unsupportedMedia(box);
}

/** A box with an XMP packet, to be put at the end of the file. */
export function xmpBox(xmp: string): Buffer {
  const packet = Buffer.from(xmp);
  const head = Buffer.from(`00000000${Buffer.from("uuid").toString("hex")}${xmpType}`, "hex");
  head.writeUInt32BE(head.length + packet.length);
  return Buffer.concat([head, packet]);
}
