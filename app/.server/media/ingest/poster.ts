import { createHash } from "node:crypto";
import sharp from "sharp";
import { thumbSidePixels } from "~/domain/media";

type Tone = readonly [red: number, green: number, blue: number];

/**
 * Draws what stands for a video until it plays where no frame of it can be read: a soft
 * slope between two calm tones that follow from `mediaId`, with the proportions of the video. WebP, as long as a
 * thumbnail, with `xmp` inside. The same input gives the same bytes.
 */
export async function drawPoster(
  mediaId: string,
  video: { width: number; height: number },
  xmp: string,
): Promise<Uint8Array> {
  const scale = thumbSidePixels / Math.max(video.width, video.height);
  const width = Math.max(1, Math.round(video.width * scale));
  const height = Math.max(1, Math.round(video.height * scale));
  const [from, to] = tonesOf(mediaId);
  const pixels = Buffer.alloc(width * height * 3);
  for (let row = 0, index = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const share = smooth((column / width + (2 * row) / height) / 3);
      for (const [channel, value] of from.entries())
        pixels[index++] = Math.round(value + ((to[channel] ?? value) - value) * share);
    }
  }
  return await sharp(pixels, { raw: { width, height, channels: 3 } })
    .webp({ quality: 95, smartSubsample: true })
    .withXmp(xmp)
    .toBuffer();
}

/**
 * A frame of a video as its poster: WebP, as long as a thumbnail, with the video's proportions, and `xmp` inside where
 * there is some.
 */
export async function framePoster(
  frame: Uint8Array,
  video: { width: number; height: number },
  xmp: string | null,
): Promise<Uint8Array> {
  const scale = Math.min(1, thumbSidePixels / Math.max(video.width, video.height));
  const [width, height] = [video.width, video.height].map((side) =>
    Math.max(1, Math.round(side * scale)),
  );
  const poster = sharp(frame)
    .resize(width, height, { fit: "fill" })
    .webp({ quality: 82, smartSubsample: true });
  return await (xmp === null ? poster : poster.withXmp(xmp)).toBuffer();
}

/** Without an edge at either end. */
const smooth = (share: number): number => share * share * (3 - 2 * share);

/** Two neighbours on the color wheel, hardly colored, the second one lighter. */
function tonesOf(mediaId: string): [Tone, Tone] {
  const hue = (createHash("sha256").update(mediaId).digest().readUInt16BE() * 360) / 65_536;
  return [toneOf(hue, 0.12, 0.34), toneOf(hue + 35, 0.14, 0.52)];
}

/** From hue in degrees, saturation and lightness to sRGB (CSS Color 4, section 7.1). */
function toneOf(hue: number, saturation: number, lightness: number): Tone {
  const spread = saturation * Math.min(lightness, 1 - lightness);
  const channel = (turn: number): number => {
    const place = (turn + hue / 30) % 12;
    return 255 * (lightness - spread * Math.max(-1, Math.min(place - 3, 9 - place, 1)));
  };
  return [channel(0), channel(8), channel(4)];
}
