import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** A picture with soft noise, so that every encoder has something to do. */
export function noisyPicture(width: number, height: number) {
  const noise = { type: "gaussian", mean: 128, sigma: 20 } as const;
  return sharp({ create: { width, height, channels: 3, background: "#888", noise } }).blur(2);
}

/** Left half red, right half blue. */
export function redAndBlue(width: number, height: number) {
  const half = Math.floor(width / 2);
  const blue = { create: { width: half, height, channels: 3, background: "#0000ff" } } as const;
  return sharp({ create: { width, height, channels: 3, background: "#ff0000" } }).composite([
    { input: blue, left: half, top: 0 },
  ]);
}

export interface PngChunk {
  type: string;
  data: Uint8Array;
}

export function buildPng(chunks: readonly PngChunk[]): Buffer {
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([signature, ...chunks.map(({ type, data }) => pngChunk(type, data))]);
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

/** Eight-bit grey, with any size one likes to claim. */
export function pngHeader(width: number, height: number): PngChunk {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data[8] = 8;
  return { type: "IHDR", data };
}

export const pngEnd: PngChunk = { type: "IEND", data: new Uint8Array() };

/** Black pixels of a whole grey picture. */
export function blackRows(width: number, height: number): PngChunk {
  return { type: "IDAT", data: deflateSync(Buffer.alloc((width + 1) * height)) };
}

/** The `acTL` chunk of an animated PNG. */
export function animation(frames: number): PngChunk {
  const data = Buffer.alloc(8);
  data.writeUInt32BE(frames);
  return { type: "acTL", data };
}

/** An animated WebP that shows the same still `frames` times (WebP container specification: VP8X, ANIM, ANMF). */
export async function animatedWebp(side: number, frames: number): Promise<Buffer> {
  const still = await sharp({
    create: { width: side, height: side, channels: 3, background: "#123456" },
  })
    .webp({ lossless: true })
    .toBuffer();
  const size = uint24(side - 1);
  const head = riffChunk("VP8X", Buffer.concat([Buffer.from([0b10, 0, 0, 0]), size, size]));
  const place = Buffer.concat([uint24(0), uint24(0), size, size, uint24(100), Buffer.from([0])]);
  const frame = riffChunk("ANMF", Buffer.concat([place, still.subarray(12)]));
  const all = [
    Buffer.from("WEBP"),
    head,
    riffChunk("ANIM", Buffer.alloc(6)),
    ...Array<Buffer>(frames).fill(frame),
  ];
  return riffChunk("RIFF", Buffer.concat(all));
}

/** An animated GIF whose first frame is red and whose others are blue. */
export async function animatedGif(side: number, frames: number): Promise<Buffer> {
  const still = async (background: string) =>
    await sharp({ create: { width: side, height: side, channels: 3, background } })
      .png()
      .toBuffer();
  const blue = await still("#0000ff");
  const all = [await still("#ff0000"), ...Array<Buffer>(frames - 1).fill(blue)];
  return await sharp(all, { join: { animated: true } })
    .gif({ keepDuplicateFrames: true })
    .toBuffer();
}

function uint24(value: number): Buffer {
  return Buffer.from([value & 255, (value >> 8) & 255, value >> 16]);
}

export function riffChunk(type: string, data: Buffer): Buffer {
  const frame = Buffer.alloc(8 + data.length + (data.length % 2));
  frame.write(type, "latin1");
  frame.writeUInt32LE(data.length, 4);
  data.copy(frame, 8);
  return frame;
}
