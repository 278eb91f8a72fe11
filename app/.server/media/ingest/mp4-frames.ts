import { type Box, descend, parseBoxes, readDisplay, shownTrack } from "./mp4-movie";

/** Where one frame lies in the file. */
export interface FramePlace {
  offset: number;
  sizeBytes: number;
}

/** The frames of a film that stand by themselves and that are asked for. */
export interface FilmFrames {
  /** `avc1`, `av01`, `hvc1` … */
  codec: string;
  /** What a decoder must know first; null where the file says it in no way that is known here. */
  setup: Buffer | null;
  /** How far it is turned to be shown, in degrees. */
  turn: number;
  /** The one that is nearest to two fifths of the film. */
  poster: FramePlace;
  /** The last frame of all; null: it needs others. */
  last: FramePlace | null;
}

const posterAt = 0.4;
/** What a frame of 4096 × 2304 has at most, uncompressed. */
const maxFrameBytes = 16 * 1024 * 1024;

/**
 * Finds single frames by the tables in the content of `moov` (ISO/IEC 14496-12, section 8.7): no more than one look at
 * each entry. Null for tables that are broken or name none.
 */
export function findFrames(moov: Buffer): FilmFrames | null {
  try {
    const track = shownTrack(parseBoxes(moov));
    const table = descend(track, "mdia", "minf", "stbl");
    const sizes = readSizes(table);
    if (sizes.count === 0) return null;
    const keys = findKeys(table, sizes.count);
    const poster = placeOf(table, sizes, keys.poster);
    if (!poster) return null;
    const last = keys.isLastKey ? placeOf(table, sizes, sizes.count - 1) : null;
    return { ...readCodec(table), turn: readDisplay(track).turn, poster, last };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface Sizes {
  count: number;
  /** How many bytes these samples take, from the first up to, not including, the last. */
  between(first: number, last: number): number;
  of(sample: number): number;
}

function readSizes({ children }: Box): Sizes {
  const tables = children.filter(({ type }) => type === "stsz" || type === "stz2");
  const body = tables[0]?.body;
  // Of several tables another reader may believe another one; the packed kind is rare.
  if (!body || tables.length > 1 || tables[0]?.type !== "stsz")
    return { count: 0, of: () => 0, between: () => 0 };
  const same = body.readUInt32BE(4);
  const count = body.readUInt32BE(8);
  const of = (sample: number) => (same > 0 ? same : body.readUInt32BE(12 + sample * 4));
  const between = (first: number, last: number) => {
    if (same > 0) return same * (last - first);
    let bytes = 0;
    for (let each = first; each < last; each++) bytes += of(each);
    return bytes;
  };
  return { count, of, between };
}

/** By their numbers from 0; every frame stands by itself where no table says otherwise. */
function findKeys({ children }: Box, count: number) {
  const wanted = Math.floor((count - 1) * posterAt);
  const body = children.find(({ type }) => type === "stss")?.body;
  if (!body) return { poster: wanted, isLastKey: true };
  const keys = body.readUInt32BE(4);
  let poster = 0;
  let last = 0;
  for (let at = 0; at < keys; at++) {
    last = body.readUInt32BE(8 + at * 4) - 1;
    if (at === 0 || Math.abs(last - wanted) < Math.abs(poster - wanted)) poster = last;
  }
  return { poster, isLastKey: keys > 0 && last === count - 1 };
}

/** Null for a frame that is empty, or larger than one may be. */
function placeOf(table: Box, sizes: Sizes, sample: number): FramePlace | null {
  const runs = descend(table, "stsc").body;
  const count = runs.readUInt32BE(4);
  let before = 0;
  for (let at = 0; at < count; at++) {
    const first = runs.readUInt32BE(8 + at * 12);
    const perChunk = runs.readUInt32BE(12 + at * 12);
    const next = at + 1 < count ? runs.readUInt32BE(20 + at * 12) : Infinity;
    const samples = (next - first) * perChunk;
    if (perChunk === 0 || next <= first) return null;
    if (sample >= before + samples) {
      before += samples;
      continue;
    }
    const chunk = first + Math.floor((sample - before) / perChunk);
    const start = sample - ((sample - before) % perChunk);
    const offset = chunkOffset(table, chunk - 1) + sizes.between(start, sample);
    const sizeBytes = sizes.of(sample);
    return sizeBytes > 0 && sizeBytes <= maxFrameBytes ? { offset, sizeBytes } : null;
  }
  return null;
}

function chunkOffset({ children }: Box, chunk: number): number {
  const short = children.find(({ type }) => type === "stco")?.body;
  if (short) return short.readUInt32BE(8 + chunk * 4);
  const long = children.find(({ type }) => type === "co64")?.body;
  return long ? Number(long.readBigUInt64BE(8 + chunk * 8)) : 0;
}

const setups: Readonly<Record<string, string>> = { avc1: "avcC", avc3: "avcC", av01: "av1C" };
/** Of a picture's entry, before the boxes in it. */
const entryBytes = 78;

function readCodec(table: Box): Pick<FilmFrames, "codec" | "setup"> {
  const [entry] = parseBoxes(descend(table, "stsd").body.subarray(8));
  const name = entry && setups[entry.type];
  const inside = entry && name ? parseBoxes(entry.body.subarray(entryBytes)) : [];
  return {
    codec: entry?.type ?? "",
    setup: inside.find(({ type }) => type === name)?.body ?? null,
  };
}
