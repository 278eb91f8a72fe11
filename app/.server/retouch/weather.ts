import { fade } from "./tone.ts";
import { saturate } from "./tint.ts";
import {
  clamp01,
  drawPlane,
  lightness,
  mapPixels,
  type Picture,
  type Plane,
  planeThroughSharp,
  scaleOf,
} from "./picture.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import { createRandom } from "../../domain/random.ts";
import { findRegion } from "./regions.ts";

/** Light added by a plane, up to white. */
function addLight(
  picture: Picture,
  { data }: Pick<Plane, "data">,
  [red, green, blue]: readonly [number, number, number] = [255, 255, 255],
): Picture {
  return mapPixels(picture, (r, g, b, out, pixel) => {
    const share = Math.min(1, data[pixel]!);
    out[0] = r + (red - r) * share;
    out[1] = g + (green - g) * share;
    out[2] = b + (blue - b) * share;
  });
}

/** Soft shapes of many sizes, 0 to 1, as of mist. */
async function drawMist(picture: Picture, seed: number): Promise<Plane> {
  const random = createRandom(seed);
  const result = drawPlane(picture, () => 0);
  for (const [cells, weight] of [
    [3, 0.5],
    [6, 0.3],
    [13, 0.2],
  ] as const) {
    const grid = drawPlane({ width: cells, height: cells }, () => random.next());
    const layer = await planeThroughSharp(grid, (plane) =>
      plane.resize(picture.width, picture.height, { fit: "fill", kernel: "cubic" }),
    );
    layer.data.forEach((value, at) => (result.data[at]! += value * weight));
  }
  return result;
}

export async function addFog(picture: Picture, share: number): Promise<Picture> {
  const mist = await drawMist(picture, 11);
  const { width, height } = picture;
  const muted = saturate(picture, 1 - 0.45 * share);
  const fog = drawPlane(picture, (x, y) => {
    const shape = mist.data[Math.floor(y * height) * width + Math.floor(x * width)]!;
    // Far away, which is above the middle mostly, there is more of it than at one's feet.
    const depth = 0.5 + 0.5 * smoothStep(0.98, 0.38, y);
    return clamp01(share * depth * (0.42 + 0.75 * shape));
  });
  return addLight(muted, fog, [224, 228, 231]);
}

/** Streaks of three distances over a grayer, darker picture. */
export function addRain(picture: Picture, share: number): Picture {
  const scale = scaleOf(picture);
  const random = createRandom(23);
  const drops = drawPlane(picture, () => 0);
  const area = picture.width * picture.height * 1e-6;
  const slant = 0.16;
  for (const [perMegapixel, length, width, light] of [
    [1500, 26, 0.8, 0.2],
    [620, 52, 1.2, 0.3],
    [170, 92, 1.9, 0.4],
  ] as const) {
    const count = Math.round(
      (perMegapixel * area * (0.4 + 0.6 * share)) / Math.max(0.05, scale ** 2),
    );
    for (let drop = 0; drop < count; drop += 1) {
      const x = (random.next() * 1.2 - 0.1) * picture.width;
      const y = (random.next() * 1.2 - 0.2) * picture.height;
      const long = length * scale * (0.6 + 0.8 * random.next());
      drawStreak(drops, {
        x,
        y,
        long,
        slant,
        wide: width * scale,
        light: light * (0.5 + random.next()),
      });
    }
  }
  const wet = saturate(fade(picture, 0.18 * share), 1 - 0.35 * share);
  const dim = mapPixels(wet, (r, g, b, out) => {
    out[0] = r * (1 - 0.26 * share);
    out[1] = g * (1 - 0.22 * share);
    out[2] = b * (1 - 0.14 * share);
  });
  return addLight(dim, drops, [226, 234, 244]);
}

interface Streak {
  x: number;
  y: number;
  long: number;
  slant: number;
  wide: number;
  light: number;
}

/** A line that comes out of nothing and ends in a bright tip. */
function drawStreak(plane: Plane, { x, y, long, slant, wide, light }: Streak): void {
  const half = Math.max(0.6, wide / 2);
  for (let step = 0; step < long; step += 1) {
    const [cx, cy] = [x - slant * step, Math.round(y + step)];
    if (cy < 0 || cy >= plane.height) continue;
    const strength = light * (step / long) ** 0.8;
    for (let px = Math.floor(cx - half - 1); px <= cx + half + 1; px += 1) {
      if (px < 0 || px >= plane.width) continue;
      const cover = clamp01(half + 0.5 - Math.abs(px - cx));
      const at = cy * plane.width + px;
      plane.data[at] = Math.max(plane.data[at]!, strength * cover);
    }
  }
}

/** A soft round light, added. */
function drawDot(plane: Plane, x: number, y: number, radius: number, light: number): void {
  const reach = Math.max(1, radius * 1.6);
  for (let py = Math.floor(y - reach); py <= y + reach; py += 1)
    for (let px = Math.floor(x - reach); px <= x + reach; px += 1) {
      if (px < 0 || py < 0 || px >= plane.width || py >= plane.height) continue;
      const away = Math.hypot(px - x, py - y);
      const at = py * plane.width + px;
      plane.data[at] = Math.max(plane.data[at]!, light * smoothStep(reach, radius * 0.35, away));
    }
}

/** Flakes of three distances in a paler, cooler picture. */
export function addSnow(picture: Picture, share: number): Picture {
  const scale = scaleOf(picture);
  const random = createRandom(37);
  const flakes = drawPlane(picture, () => 0);
  const area = (picture.width * picture.height * 1e-6) / Math.max(0.05, scale ** 2);
  for (const [perMegapixel, radius, light] of [
    [1900, 1.1, 0.6],
    [640, 2.3, 0.78],
    [110, 5.2, 0.62],
  ] as const)
    for (let flake = 0; flake < perMegapixel * area * (0.35 + 0.65 * share); flake += 1) {
      const size = Math.max(0.7, radius * scale * (0.6 + 0.8 * random.next()));
      const [x, y] = [random.next() * picture.width, random.next() * picture.height];
      drawDot(flakes, x, y, size, light * (0.6 + 0.4 * random.next()));
    }
  const cold = mapPixels(saturate(picture, 1 - 0.4 * share), (r, g, b, out) => {
    const veil = 0.16 * share;
    out[0] = r * 0.97 + (222 - r) * veil;
    out[1] = g + (228 - g) * veil;
    out[2] = b + (238 - b) * veil + 5 * share;
  });
  return addLight(cold, flakes);
}

/** In the sky, where there is one; more of them higher up. */
export async function addStars(picture: Picture, share: number): Promise<Picture> {
  const sky = await findRegion(picture, "sky");
  return drawStars(picture, sky, share);
}

function drawStars(picture: Picture, sky: Plane, share: number): Picture {
  const scale = scaleOf(picture);
  const random = createRandom(5);
  const stars = drawPlane(picture, () => 0);
  const { width, height } = picture;
  const count = (620 * (width * height * 1e-6) * (0.4 + 0.6 * share)) / Math.max(0.05, scale ** 2);
  for (let star = 0; star < count; star += 1) {
    const [x, y, size] = [random.next() * width, random.next() * height, random.next()];
    const inSky =
      sky.data[Math.floor(y) * width + Math.floor(x)]! * smoothStep(1.1, 0.2, y / height);
    if (random.next() > inSky) continue;
    const radius = Math.max(0.55, (0.5 + 1.5 * size ** 6) * scale);
    drawDot(stars, x, y, radius, inSky * (0.35 + 0.65 * size ** 2));
  }
  return addLight(picture, stars, [250, 250, 255]);
}

/** Dark and blue, lights kept warm, the sky deep and with stars. */
export async function turnIntoNight(picture: Picture, share: number): Promise<Picture> {
  const sky = await findRegion(picture, "sky");
  const { height, width } = picture;
  const dark = mapPixels(picture, (r, g, b, out, pixel) => {
    const light = lightness(r, g, b) / 255;
    const inSky = sky.data[pixel]!;
    const y = Math.floor(pixel / width) / height;
    const most = Math.max(r, g, b);
    const isLamp =
      (1 - inSky) * smoothStep(0.8, 0.97, most / 255) * smoothStep(0.1, 0.5, (r - b) / 255);
    const deep = 1 - inSky * (0.5 - 0.3 * smoothStep(0, 0.6, y));
    const gain = (0.2 + 0.36 * light) * deep + 0.55 * isLamp;
    const muted = (value: number) => 255 * light + (value - 255 * light) * (0.35 + 0.5 * isLamp);
    const night = [
      muted(r) * gain * (0.66 + 0.5 * isLamp) + 7,
      muted(g) * gain * (0.82 + 0.1 * isLamp) + 9,
      muted(b) * gain * (1.3 - 0.5 * isLamp) + 24 - 4 * inSky,
    ];
    out[0] = r + (night[0]! - r) * share;
    out[1] = g + (night[1]! - g) * share;
    out[2] = b + (night[2]! - b) * share;
  });
  return drawStars(dark, sky, share);
}

/** Low, warm light: golden heights, soft rosy shadows, brightest near the horizon. */
export function turnGolden(picture: Picture, share: number): Picture {
  const { width, height } = picture;
  return mapPixels(picture, (r, g, b, out, pixel) => {
    const light = lightness(r, g, b) / 255;
    const [x, y] = [(pixel % width) / width, Math.floor(pixel / width) / height];
    const sun = Math.exp(-3.2 * ((x - 0.72) ** 2 * 1.3 + (y - 0.42) ** 2 * 2.4));
    const gold = 0.4 + 0.6 * light;
    const golden = [
      r * (1.02 + 0.16 * gold) + 10 + 62 * sun * light,
      g * (0.92 + 0.06 * gold) + 6 + 34 * sun * light,
      b * (0.74 - 0.12 * gold) + 14 * (1 - light),
    ];
    out[0] = r + (golden[0]! - r) * share;
    out[1] = g + (golden[1]! - g) * share;
    out[2] = b + (golden[2]! - b) * share;
  });
}
