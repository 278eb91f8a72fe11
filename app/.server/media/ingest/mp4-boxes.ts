import { AppError } from "~/.server/errors";
import { dropMovieMetadata } from "./mp4-metadata";
import { sniffMediaType } from "./sniff";
import { unsupportedMedia } from "./unsupported-media";

/** The extended type of a box that holds an XMP packet (XMP specification, part 3, section 1.2.7.1). */
const xmpType = "be7acfcb97a942e89c71999491e3afac";
/** Both are read whole. */
const maxFtypBytes = 4096;
const maxMoovBytes = 16 * 1024 * 1024;
const maxBoxes = 10_000;

/** What is written as it came, `moov` without what is said of the movie. */
const keptTypes = new Set(["ftyp", "moov", "mdat"]);

/** Where the walk stands inside the current box. */
interface OpenBox {
  type: string;
  bytesLeft: number;
  /** Of `ftyp` and `moov`. */
  content: Buffer | null;
}

export interface BoxWalk {
  /** Takes the next bytes of the file, and gives back what to write in their place: as many, a little later. */
  push(chunk: Uint8Array): Buffer[];
  /** The content of `moov`, at the end of the file. */
  end(): Buffer;
}

/**
 * Walks over the top-level boxes of an MP4 that comes in pieces (ISO/IEC 14496-12, section 4.2), and holds none of it
 * but `ftyp` and `moov`, wherever they stand. Every other box, whatever it says, becomes free space, so that nothing
 * moves: XMP, user data, and a C2PA manifest too, which vouches for bytes that are there no more and would call the
 * file tampered with. Errors of both functions: unsupported_media (no MP4 from its first box on, with `found`, or in
 * fragments); unreadable_media (broken, cut off, with data behind its end); too_large as soon as a box is announced
 * that ends behind `maxBytes`.
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
    const { type, headBytes, boxBytes } = sizes;
    if (offset > 0 && type === "ftyp") throw broken("A second ftyp");
    if (offset + boxBytes > maxBytes) throw new AppError("too_large", { facts: { maxBytes } });
    const isHeld = type === "ftyp" || type === "moov";
    if (isHeld) assertHoldable(type, boxBytes, moov);
    hasFrames ||= type === "mdat";
    const bytesLeft = boxBytes - headBytes;
    box = { type, bytesLeft, content: isHeld ? Buffer.alloc(bytesLeft) : null };
    offset += boxBytes;
    if ((boxes += 1) > maxBoxes) throw broken("Too many boxes");
    const written = keptTypes.has(type) ? head : asFreeSpace(head);
    head = Buffer.alloc(0);
    return written;
  }

  /** Gives what to write for a box that is whole, where nothing has been yet. */
  function close({ type, content }: OpenBox): Buffer | null {
    box = null;
    if (!content) return null;
    if (type === "ftyp") return assertMp4(content);
    moov = content;
    return withoutMetadata(content);
  }

  return {
    push(chunk) {
      let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const pieces: Buffer[] = [];
      const write = (piece: Buffer | null) => void (piece && pieces.push(piece));
      while (rest.length > 0) {
        if (box) {
          const piece = rest.subarray(0, box.bytesLeft);
          rest = rest.subarray(piece.length);
          write(fillBox(box, piece));
        } else {
          const missing = headBytesOf(head) - head.length;
          head = Buffer.concat([head, rest.subarray(0, missing)]);
          rest = rest.subarray(missing);
          write(open());
        }
        if (box?.bytesLeft === 0) write(close(box));
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

/** Gives what to write for this much of the current box: nothing yet where it is held until it is whole. */
function fillBox(box: OpenBox, piece: Buffer): Buffer | null {
  const { type, content } = box;
  if (content) piece.copy(content, content.length - box.bytesLeft);
  box.bytesLeft -= piece.length;
  if (content) return null;
  return keptTypes.has(type) ? piece : Buffer.alloc(piece.length);
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
  return { type, headBytes, boxBytes };
}

function asFreeSpace(head: Buffer): Buffer {
  const free = Buffer.from(head);
  free.write("free", 4, "latin1");
  const sizeBytes = head.readUInt32BE(0) === 1 ? 16 : 8;
  return free.fill(0, Math.min(sizeBytes, free.length));
}

/** A copy: the check of the movie is for the whole of it. */
function withoutMetadata(moov: Buffer): Buffer {
  try {
    const copy = Buffer.from(moov);
    dropMovieMetadata(copy);
    return copy;
  } catch (cause) {
    throw new AppError("unreadable_media", { cause });
  }
}

function assertHoldable(type: string, boxBytes: number, moov: Buffer | null): void {
  if (type === "moov" && moov) throw broken("A second moov");
  if (boxBytes > (type === "moov" ? maxMoovBytes : maxFtypBytes))
    throw broken(`${boxBytes} bytes of ${type}`);
}

/** The content of `ftyp`, which is judged with a head put back in front. */
function assertMp4(content: Buffer): Buffer {
  const head = Buffer.from("\0\0\0\0ftyp", "latin1");
  head.writeUInt32BE(head.length + content.length);
  const box = Buffer.concat([head, content]);
  if (sniffMediaType(box) !== "video/mp4") throw unsupportedMedia(box);
  return content;
}

/** A box with an XMP packet, to be put at the end of the file. */
export function xmpBox(xmp: string): Buffer {
  const packet = Buffer.from(xmp);
  const head = Buffer.from(`00000000${Buffer.from("uuid").toString("hex")}${xmpType}`, "hex");
  head.writeUInt32BE(head.length + packet.length);
  return Buffer.concat([head, packet]);
}
