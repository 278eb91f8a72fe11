import { AppError } from "~/.server/errors";

/** What a video's head says of it. */
export interface MovieFacts {
  /** Of the picture as it is shown: upright, in square pixels. */
  width: number;
  height: number;
  durationSeconds: number;
}

export interface MovieLimits {
  maxSeconds: number;
  /** Of either side. */
  maxPixels: number;
  maxFramesPerSecond: number;
}

export interface Box {
  type: string;
  body: Buffer;
  children: Box[];
}

const containers = new Set(["trak", "mdia", "minf", "dinf", "stbl", "edts"]);
const maxBoxes = 10_000;
const maxTracks = 16;
const maxEdits = 100;

/**
 * Reads the content of a `moov` box (ISO/IEC 14496-12, section 8). Reads the boxes alone and none of the tables of
 * frames in them, so that a head which claims billions of frames costs nothing. Error: unreadable_media for a head that
 * is broken or passes a limit, a file without video, without frames or without length, and one whose frames are in
 * other files.
 */
export function readMovie(moov: Buffer, limits: MovieLimits): MovieFacts {
  try {
    return factsOf(parseBoxes(moov), limits);
  } catch (cause) {
    throw new AppError("unreadable_media", { cause });
  }
}

function factsOf(boxes: readonly Box[], limits: MovieLimits): MovieFacts {
  const movie = readTime(one(boxes, "mvhd").body);
  const tracks = boxes.filter(({ type }) => type === "trak");
  assert(tracks.length <= maxTracks, `${tracks.length} tracks`);
  assert(!boxes.some(({ type }) => type === "rmra"), "A reference to other movies");
  for (const track of tracks) assertTrack(track, movie.scale, limits);
  const videos = tracks.filter((track) => handlerOf(track) === "vide");
  for (const video of videos) assertFrames(video, limits);
  const shown = shownTrack(boxes);
  const lengths = videos.map((video) => secondsOf(descend(video, "mdia", "mdhd")));
  const durationSeconds = movie.seconds > 0 ? movie.seconds : Math.max(...lengths);
  assert(durationSeconds > 0, "No length");
  assert(durationSeconds <= limits.maxSeconds, `${durationSeconds} s`);
  return { ...shownSize(shown, limits), durationSeconds };
}

/** The track of a movie that people see. */
export function shownTrack(boxes: readonly Box[]): Box {
  const videos = boxes.filter((box) => box.type === "trak" && handlerOf(box) === "vide");
  const shown = videos.find((video) => isEnabled(video)) ?? videos[0];
  assert(shown !== undefined, "No video track");
  return shown;
}

/** Throws a RangeError where a box leaves the one that it is in, and when there are too many. */
export function parseBoxes(bytes: Buffer, left = { boxes: maxBoxes }): Box[] {
  const boxes: Box[] = [];
  for (let offset = 0; offset + 8 <= bytes.length;) {
    left.boxes -= 1;
    assert(left.boxes >= 0, "Too many boxes");
    const size = bytes.readUInt32BE(offset);
    const type = bytes.toString("latin1", offset + 4, offset + 8);
    assert(size >= 8 && offset + size <= bytes.length, `A ${type} of ${size} bytes`);
    const body = bytes.subarray(offset + 8, offset + size);
    boxes.push({ type, body, children: containers.has(type) ? parseBoxes(body, left) : [] });
    offset += size;
  }
  return boxes;
}

function one(boxes: readonly Box[], type: string): Box {
  const found = boxes.find((box) => box.type === type);
  assert(found !== undefined, `No ${type}`);
  return found;
}

export const descend = (box: Box, ...path: string[]): Box =>
  path.reduce((current, type) => one(current.children, type), box);

/** `mvhd` and `mdhd` begin alike: version, two dates, time scale and length, in four or eight bytes. */
function readTime(body: Buffer): { scale: number; seconds: number } {
  const isLong = body.readUInt8(0) === 1;
  const scale = body.readUInt32BE(isLong ? 20 : 12);
  assert(scale > 0, "A time scale of 0");
  const length = isLong ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
  return { scale, seconds: length / scale };
}

const secondsOf = ({ body }: Box) => readTime(body).seconds;
const handlerOf = (track: Box) =>
  descend(track, "mdia", "hdlr").body.subarray(8, 12).toString("latin1");
const isEnabled = (track: Box) => (descend(track, "tkhd").body.readUInt8(3) & 1) === 1;

/** Every frame is in this very file, and the track is no longer than allowed, its edits included. */
function assertTrack(track: Box, movieScale: number, { maxSeconds }: MovieLimits): void {
  const seconds = secondsOf(descend(track, "mdia", "mdhd"));
  assert(seconds <= maxSeconds, `A track of ${seconds} s`);
  const references = parseBoxes(descend(track, "mdia", "minf", "dinf", "dref").body.subarray(8));
  const areInside = references.every(({ body }) => (body.readUInt8(3) & 1) === 1);
  assert(areInside && references.length > 0, "Frames in another file");
  for (const { children } of track.children.filter(({ type }) => type === "edts")) {
    const edits = children.flatMap(({ body }) => readEdits(body));
    const total = edits.reduce((sum, ticks) => sum + ticks, 0) / movieScale;
    assert(total <= maxSeconds, `Edits of ${total} s`);
  }
}

/** The lengths in an `elst`, in ticks of the movie. */
function readEdits(body: Buffer): number[] {
  const isLong = body.readUInt8(0) === 1;
  const count = body.readUInt32BE(4);
  assert(count <= maxEdits, `${count} edits`);
  return Array.from({ length: count }, (_, index) =>
    isLong ? Number(body.readBigUInt64BE(8 + index * 20)) : body.readUInt32BE(8 + index * 12),
  );
}

/** `stsz` and `stz2` have the number of frames at the same place. */
function assertFrames(video: Box, { maxFramesPerSecond }: MovieLimits): void {
  const table = descend(video, "mdia", "minf", "stbl").children;
  const sizes = table.find(({ type }) => type === "stsz" || type === "stz2");
  const frames = sizes?.body.readUInt32BE(8) ?? 0;
  assert(frames > 0, "No frames");
  const rate = frames / secondsOf(descend(video, "mdia", "mdhd"));
  assert(frames === 1 || rate <= maxFramesPerSecond, `${rate} frames a second`);
}

/** How a track is to be shown, as its `tkhd` says (section 8.3.2). */
interface Display {
  /** Clockwise, in degrees, to whole quarters. */
  turn: number;
  /** In pixels, before it is turned; 0 where it is left out. */
  sides: [width: number, height: number];
}

export function readDisplay(track: Box): Display {
  const { body } = descend(track, "tkhd");
  const matrix = body.readUInt8(0) === 1 ? 52 : 40;
  const [a, b] = [body.readInt32BE(matrix), body.readInt32BE(matrix + 4)];
  const side = (at: number) => Math.round(body.readUInt32BE(matrix + at) / 65_536);
  return {
    turn: (Math.round(Math.atan2(b, a) / (Math.PI / 2)) * 90 + 360) % 360,
    sides: [side(36), side(40)],
  };
}

/** Coded size from `stsd`, shown size and turn from `tkhd`, which may leave the size out. */
function shownSize(video: Box, { maxPixels }: MovieLimits): { width: number; height: number } {
  const { turn, sides } = readDisplay(video);
  const samples = parseBoxes(descend(video, "mdia", "minf", "stbl", "stsd").body.subarray(8));
  const coded = samples.map((sample) => sideLengths(sample.body));
  const shown = sides.every((length) => length > 0) ? sides : coded[0];
  const [width = 0, height = 0] = shown ?? [];
  for (const length of [width, height, ...coded.flat()])
    assert(length > 0 && length <= maxPixels, `A side of ${length} pixels`);
  return turn % 180 === 90 ? { width: height, height: width } : { width, height };
}

const sideLengths = (sample: Buffer) => [sample.readUInt16BE(24), sample.readUInt16BE(26)];

function assert(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new RangeError(otherwise);
}
