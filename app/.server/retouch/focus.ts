import { blendBy, drawPlane, mapPixels, type Picture, scaleOf, throughSharp } from "./picture.ts";
import { smoothStep } from "../../domain/smooth-step.ts";

export async function sharpen(picture: Picture, share: number): Promise<Picture> {
  const sigma = Math.max(0.6, 1.1 * scaleOf(picture));
  return await throughSharp(picture, (image) =>
    image.sharpen({ sigma, m1: 1.2 * share, m2: 4.5 * share }),
  );
}

export async function blur(picture: Picture, share: number): Promise<Picture> {
  const sigma = Math.max(0.8, 12 * share * scaleOf(picture));
  return await throughSharp(picture, (image) => image.blur(sigma));
}

/** Sharp in a band across the middle, more and more blurred above and below, in stronger colors: as of a toy town. */
export async function tiltShift(picture: Picture, share: number): Promise<Picture> {
  const base = 7 * share * scaleOf(picture);
  const [near, far] = [await blurBy(picture, base * 0.5), await blurBy(picture, base * 1.4)];
  const away = (y: number) => Math.abs(y - 0.56);
  const soft = blendBy(
    picture,
    near,
    drawPlane(picture, (_x, y) => smoothStep(0.1, 0.24, away(y))),
  );
  return blendBy(
    soft,
    far,
    drawPlane(picture, (_x, y) => smoothStep(0.2, 0.42, away(y))),
  );
}

async function blurBy(picture: Picture, sigma: number): Promise<Picture> {
  return await throughSharp(picture, (image) => image.blur(Math.max(0.6, sigma)));
}

/** Grain away, edges kept: the median of each pixel's surroundings. */
export async function denoise(picture: Picture, share: number): Promise<Picture> {
  const size = share > 0.75 ? 5 : 3;
  return await throughSharp(picture, (image) => image.median(size));
}

/** Smeared to the side, as of something fast. */
export function blurMotion(picture: Picture, share: number): Picture {
  const reach = Math.max(1, Math.round(28 * share * scaleOf(picture)));
  const { width, height, data } = picture;
  const result = Uint8Array.from(data);
  for (let y = 0; y < height; y += 1)
    for (let channel = 0; channel < 3; channel += 1) {
      const at = (x: number) => 4 * (y * width + Math.min(width - 1, Math.max(0, x))) + channel;
      let sum = 0;
      for (let x = -reach; x <= reach; x += 1) sum += data[at(x)]!;
      for (let x = 0; x < width; x += 1) {
        result[at(x)] = Math.round(sum / (2 * reach + 1));
        sum += data[at(x + reach + 1)]! - data[at(x - reach)]!;
      }
    }
  return { ...picture, data: result };
}

/** Light that spreads softly: dreamy. */
export async function glow(picture: Picture, share: number): Promise<Picture> {
  const soft = await blurBy(picture, 16 * scaleOf(picture));
  return mapPixels(picture, (r, g, b, out, pixel) => {
    const at = 4 * pixel;
    const screen = (value: number, other: number) => 255 - ((255 - value) * (255 - other)) / 255;
    const mix = (value: number, other: number) =>
      value + (screen(value, other) * 0.94 + 6 - value) * 0.85 * share;
    out[0] = mix(r, soft.data[at]!);
    out[1] = mix(g, soft.data[at + 1]!);
    out[2] = mix(b, soft.data[at + 2]!);
  });
}

/** The picture and its own mirror image, one over the other, each light where the other is dark. */
export async function exposeTwice(picture: Picture, share: number): Promise<Picture> {
  const { width, height } = picture;
  const other = await throughSharp(picture, (image) => image.flop());
  const larger = await throughSharp(other, (image) =>
    image.resize(Math.ceil(width * 1.25), Math.ceil(height * 1.25), { fit: "fill" }).extract({
      left: Math.floor(width * 0.125),
      top: Math.floor(height * 0.125),
      width,
      height,
    }),
  );
  return mapPixels(picture, (r, g, b, out, pixel) => {
    const at = 4 * pixel;
    const over = (value: number, second: number) =>
      value + (255 - ((255 - value) * (255 - second * 0.85)) / 255 - value) * share;
    out[0] = over(r, larger.data[at]!);
    out[1] = over(g, larger.data[at + 1]!);
    out[2] = over(b, larger.data[at + 2]!);
  });
}
