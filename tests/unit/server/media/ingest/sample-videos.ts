import { readFileSync } from "node:fs";

/** A real video, 640 × 360 and two seconds long, with its `moov` in front; the other has it at the end. */
export const realVideo = readFileSync("tests/emulators/files/video.mp4");
export const realVideoMoovLast = readFileSync("tests/emulators/files/video-moov-last.mp4");

export function box(type: string, ...contents: (Buffer | Buffer[])[]): Buffer {
  const content = Buffer.concat(contents.flat());
  return Buffer.concat([u32(content.length + 8), Buffer.from(type, "latin1"), content]);
}

/** The same with its size in eight bytes. */
export function longBox(type: string, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([u32(1), Buffer.from(type, "latin1"), u64(content.length + 16), content]);
}

export function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, index * 4);
  return bytes;
}

export function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}

export function u64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

export const ftyp = box("ftyp", Buffer.from("isom\0\0\x02\0isomiso2avc1mp41", "latin1"));
export const mdat = box("mdat", Buffer.alloc(5000, 7));
export const inThisFile = box("url ", u32(1));

export interface Sample {
  handler?: string;
  width?: number;
  height?: number;
  /** As the encoder has it; the shown size without it. */
  coded?: [number, number];
  /** Hundredths of a second. */
  duration?: number;
  trackDuration?: number;
  movieScale?: number;
  trackScale?: number;
  frames?: number;
  /** Turned by 90 degrees. */
  isTurned?: boolean;
  isEnabled?: boolean;
  /** In hundredths of a second. */
  edits?: number[];
  references?: Buffer[];
  /** Times and sizes in eight bytes. */
  isLong?: boolean;
}

/** The head of a video of 640 × 360 and two seconds, except for what is said otherwise. */
export function sampleMoov(sample: Sample = {}, ...more: Buffer[]): Buffer {
  return box("moov", movieHeader(sample), sampleTrack(sample), ...more);
}

export const sampleVideo = (sample: Sample = {}): Buffer =>
  Buffer.concat([ftyp, sampleMoov(sample), mdat]);

export function movieHeader({ duration = 200, movieScale = 100, isLong = false }: Sample): Buffer {
  return box("mvhd", times(isLong, [], movieScale, duration), Buffer.alloc(80));
}

function times(isLong: boolean, between: number[], scale: number, duration: number): Buffer {
  if (!isLong) return u32(0, 0, 0, ...between, scale, duration);
  const length = duration < 0 ? 2n ** 64n - 1n : duration;
  return Buffer.concat([u32(1 << 24), u64(0), u64(0), u32(...between, scale), u64(length)]);
}

export function sampleTrack(sample: Sample): Buffer {
  const {
    handler = "vide",
    frames = 50,
    edits,
    references = [inThisFile],
    isLong = false,
  } = sample;
  const { duration = 200, trackDuration = duration, trackScale = 100 } = sample;
  const table = [
    box("stsd", u32(0, 1), sampleEntry(sample)),
    box("stsz", u32(0, 100, frames)),
    box("stco", u32(0, 1, 600)),
  ];
  const data = box("dinf", box("dref", u32(0, references.length), references));
  return box(
    "trak",
    trackHeader(sample),
    ...(edits
      ? [
          box(
            "edts",
            box("elst", u32(0, edits.length, ...edits.flatMap((ticks) => [ticks, 0, 0x10000]))),
          ),
        ]
      : []),
    box(
      "mdia",
      box("mdhd", times(isLong, [], trackScale, trackDuration), u32(0)),
      box("hdlr", u32(0, 0), Buffer.from(handler, "latin1"), Buffer.alloc(13)),
      box("minf", data, box("stbl", table)),
    ),
  );
}

function trackHeader({
  width = 640,
  height = 360,
  isTurned,
  isEnabled = true,
  isLong,
}: Sample): Buffer {
  const [one, w] = [0x10000, 0x40000000];
  const matrix = isTurned ? [0, one, 0, -one, 0, 0, 0, 0, w] : [one, 0, 0, 0, one, 0, 0, 0, w];
  const flags = (isLong ? 1 << 24 : 0) | (isEnabled ? 1 : 0);
  const until = isLong ? 52 : 40;
  return box(
    "tkhd",
    u32(flags),
    Buffer.alloc(until - 4),
    u32(...matrix, width << 16, height << 16),
  );
}

function sampleEntry({ width = 640, height = 360, coded = [width, height] }: Sample): Buffer {
  return box("avc1", Buffer.alloc(6), u16(1), Buffer.alloc(16), u16(...coded), Buffer.alloc(50));
}
