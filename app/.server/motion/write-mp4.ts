import { colorCode, profile } from "./h264/parameter-sets.ts";

/** A film as it is put into a file. */
export interface FilmTrack {
  /** In pixels. */
  width: number;
  height: number;
  framesPerSecond: number;
  sequence: Uint8Array;
  picture: Uint8Array;
  /** Of each frame one unit, without a mark where it begins. */
  frames: readonly Uint8Array[];
  /** Places of the frames that stand by themselves. */
  keys: readonly number[];
}

const isoLanguage = 0x55c4;
const upright = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
/** In front of each frame stands its length. */
const lengthBytes = 4;

/**
 * Makes an MP4 of a film (ISO/IEC 14496-12 and 14496-15): what it holds comes before the frames, so that it plays while
 * it still comes.
 */
export function writeMp4(film: FilmTrack): Uint8Array<ArrayBuffer> {
  const type = box(
    "ftyp",
    text("isom"),
    u32(0x200),
    text("isom"),
    text("iso2"),
    text("avc1"),
    text("mp41"),
  );
  const headBytes = type.length + movie(film, 0).length + 8;
  const head = movie(film, headBytes);
  const frames = film.frames.flatMap((frame) => [u32(frame.length), frame]);
  return join([type, head, box("mdat", ...frames)]);
}

function movie(film: FilmTrack, framesAt: number): Uint8Array {
  const { framesPerSecond, frames } = film;
  const header = box(
    "mvhd",
    u32(0, 0, 0, framesPerSecond, frames.length, 0x10000, 0x1000000, 0, 0),
    u32(...upright),
    u32(0, 0, 0, 0, 0, 0, 2),
  );
  return box("moov", header, track(film, framesAt));
}

function track(film: FilmTrack, framesAt: number): Uint8Array {
  const { width, height, framesPerSecond, frames } = film;
  const header = box(
    "tkhd",
    u32(3, 0, 0, 1, 0, frames.length, 0, 0, 0, 0),
    u32(...upright),
    u32(width * 65_536, height * 65_536),
  );
  const media = box(
    "mdia",
    box("mdhd", u32(0, 0, 0, framesPerSecond, frames.length), u16(isoLanguage, 0)),
    box("hdlr", u32(0, 0), text("vide"), u32(0, 0, 0), text("\0")),
    box(
      "minf",
      box("vmhd", u32(1, 0, 0)),
      box("dinf", box("dref", u32(0, 1), box("url ", u32(1)))),
      samples(film, framesAt),
    ),
  );
  return box("trak", header, media);
}

/** One chunk holds all frames. */
function samples(film: FilmTrack, framesAt: number): Uint8Array {
  const { frames, keys } = film;
  return box(
    "stbl",
    box("stsd", u32(0, 1), description(film)),
    box("stts", u32(0, 1, frames.length, 1)),
    box("stss", u32(0, keys.length, ...keys.map((key) => key + 1))),
    box("stsc", u32(0, 1, 1, frames.length, 1)),
    box("stsz", u32(0, 0, frames.length, ...frames.map(({ length }) => length + lengthBytes))),
    box("stco", u32(0, 1, framesAt)),
  );
}

function description({ width, height, sequence, picture }: FilmTrack): Uint8Array {
  return box(
    "avc1",
    u16(0, 0, 0, 1),
    u32(0, 0, 0, 0),
    u16(width, height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    new Uint8Array(32),
    u16(24, 0xffff),
    box(
      "avcC",
      Uint8Array.of(1, profile.idc, profile.constraints, profile.level, 0xfc | (lengthBytes - 1)),
      Uint8Array.of(0xe1),
      u16(sequence.length),
      sequence,
      Uint8Array.of(1),
      u16(picture.length),
      picture,
    ),
    box("colr", text("nclx"), u16(colorCode, colorCode, colorCode), Uint8Array.of(0)),
  );
}

function box(type: string, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = join(content);
  return join([u32(body.length + 8), text(type), body]);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const text = (words: string) => new TextEncoder().encode(words);

function u16(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [value >>> 8, value & 255]));
}

function u32(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(
    values.flatMap((value) => [
      value >>> 24,
      (value >>> 16) & 255,
      (value >>> 8) & 255,
      value & 255,
    ]),
  );
}
