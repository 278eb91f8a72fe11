import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import sharp from "sharp";

export interface Size {
  width: number;
  height: number;
}

const presets: Readonly<Record<string, Size>> = {
  square_hd: { width: 1024, height: 1024 },
  square: { width: 512, height: 512 },
  portrait_4_3: { width: 768, height: 1024 },
  portrait_16_9: { width: 576, height: 1024 },
  landscape_4_3: { width: 1024, height: 768 },
  landscape_16_9: { width: 1024, height: 576 },
};

/** What `image_size` (a size or a preset's name) or `aspect_ratio` asks for; null when neither says anything. */
export function sizeAskedFor(input: Readonly<Record<string, unknown>>): Size | null {
  const { image_size: size, aspect_ratio: ratio } = input;
  if (typeof size === "string") return presets[size] ?? null;
  if (size && typeof size === "object" && "width" in size && "height" in size)
    return { width: Number(size.width), height: Number(size.height) };
  const [, across, down] = /^(\d+):(\d+)$/.exec(String(ratio)) ?? [];
  if (!across || !down) return null;
  const share = Math.sqrt(Number(across) / Number(down));
  const inEights = (length: number) => Math.round((length * 1024) / 8) * 8;
  return { width: inEights(share), height: inEights(1 / share) };
}

/** A picture whose colors follow from `words`, the same every time. */
export async function makePicture({ width, height }: Size, words: string): Promise<Buffer> {
  const [a = 0, b = 0, c = 0, x = 0, y = 0] = createHash("sha256").update(words).digest();
  const side = 32;
  const pixels = Buffer.alloc(side * side * 3);
  for (let at = 0; at < side * side; at += 1) {
    const [column, row] = [at % side, Math.floor(at / side)];
    const isSun = Math.hypot(column - 6 - x / 13, row - 6 - y / 13) < 4;
    const share = row / side;
    const color = [a, b, c].map((tone) => 90 + tone / 3 + (isSun ? 70 : 0) - share * 60);
    pixels.set(color, at * 3);
  }
  const raw = { width: side, height: side, channels: 3 } as const;
  return await sharp(pixels, { raw }).resize(width, height, { fit: "fill" }).png().toBuffer();
}

/** What fal gives in place of a picture that its checker flags. */
export async function makeBlack({ width, height }: Size): Promise<Buffer> {
  return await sharp({ create: { width, height, channels: 3, background: "#000" } })
    .png()
    .toBuffer();
}

/** The source picture with its colors turned, in the size asked for. */
export async function editPicture(
  source: Buffer,
  size: Size | null,
  words: string,
): Promise<Buffer> {
  const [turn = 90] = createHash("sha256").update(words).digest();
  const picture = size ? sharp(source).resize(size.width, size.height) : sharp(source);
  return await picture
    .modulate({ hue: 30 + turn })
    .png()
    .toBuffer();
}

/** The middle of a picture with nothing around it. */
export async function cutOut(source: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(source)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (let at = 0; at < info.width * info.height; at += 1) {
    const x = ((at % info.width) + 0.5) / info.width - 0.5;
    const y = (Math.floor(at / info.width) + 0.5) / info.height - 0.5;
    if (Math.hypot(x, y) > 0.4) data[4 * at + 3] = 0;
  }
  const raw = { width: info.width, height: info.height, channels: 4 } as const;
  return await sharp(data, { raw }).png().toBuffer();
}

export async function readVideo(): Promise<Buffer> {
  return await readFile(new URL("files/video.mp4", import.meta.url));
}
