import { createCanvas, type Canvas } from "./canvas.ts";
import { defaultRange } from "./counts.ts";
import { createField, createNoise, type Field, type Noise } from "./noise.ts";
import { createPalette, type Palette } from "./palette.ts";
import { createRandom, hashText, mixSeeds, type Random } from "../../domain/random.ts";
import type { Scene, Subject } from "./scene.ts";

/** When and from where a scene is seen. */
export interface Moment {
  readonly seconds: number;
  /** How far the viewer has stepped to the right, in units. */
  readonly aside: number;
}

/** What a picture shows. */
export const firstMoment: Moment = { seconds: 0, aside: 0 };

/** Everything that a layer needs to paint itself. Lengths are in pixels, y grows downwards. */
export interface Stage {
  readonly canvas: Canvas;
  readonly scene: Scene;
  readonly moment: Moment;
  readonly palette: Palette;
  readonly noise: Noise;
  /** The design length: a picture is about one unit wide and high, whatever its shape. */
  readonly unit: number;
  readonly horizon: number;
  readonly light: { readonly x: number; readonly y: number; readonly radius: number };
  /** 1 when the light comes from the right, -1 when from the left. */
  readonly lightSide: 1 | -1;
  /** 1 when the wind blows to the right, -1 when to the left. */
  readonly windSide: 1 | -1;
  /** Fine rocky or brushy variation in about [-1, 1], shared by the layers. */
  readonly texture: Field;
  /** For every column the y above which there is only sky; layers that rise above the horizon lower it. */
  readonly ridge: Float32Array;
  /** A random stream of a layer's own, so that leaving out one layer does not change the others. */
  random(layer: string): Random;
  /** How many of a subject to paint. */
  count(subject: Subject): number;
  /** How much larger than usual a subject is. */
  scale(subject: Subject): number;
}

/** Sets up an empty canvas and decides where horizon and light are. */
export function createStage(scene: Scene, width: number, height: number): Stage {
  const random = (layer: string) => createRandom(mixSeeds(scene.seed, hashText(layer)));
  const unit = Math.sqrt(width * height);
  const noise = createNoise(mixSeeds(scene.seed, hashText("noise")));
  const horizon = Math.round(height * horizonShare(scene, random("horizon"), height > width));
  const light = placeLight(scene, random("light place"), width, horizon, unit);
  const scale = 7 / unit;
  return {
    canvas: createCanvas(width, height),
    scene,
    moment: firstMoment,
    palette: createPalette(scene),
    noise,
    unit,
    horizon,
    light,
    lightSide: light.x > width / 2 ? 1 : -1,
    windSide: random("wind").chance(0.5) ? 1 : -1,
    texture: createField(width, height, 2, (x, y) => noise.fractal(x * scale, y * scale, 5)),
    ridge: new Float32Array(width).fill(horizon),
    random,
    count: (subject) =>
      random(`${subject} count`).whole(...(scene.counts.get(subject) ?? defaultRange(subject))),
    scale: (subject) => scene.sizes.get(subject) ?? 1,
  };
}

/** How far a thing moves in the picture, in pixels, for a viewer who has stepped aside: `nearness` as in `Layer`. */
export function parallax({ moment, unit }: Stage, nearness: number): number {
  return -moment.aside * unit * nearness;
}

function horizonShare(scene: Scene, random: Random, tall: boolean): number {
  const lift = tall ? 0.03 : 0;
  if (scene.water === "sea") return random.between(0.52, 0.62) + lift;
  if (scene.water === "lake") return random.between(0.5, 0.58) + lift;
  if (scene.features.has("forest")) return random.between(0.56, 0.64) + lift;
  return random.between(0.56, 0.66) + lift;
}

const heightByTime = {
  dawn: [0.06, 0.16],
  day: [0.55, 0.8],
  golden: [0.12, 0.24],
  dusk: [0.03, 0.12],
  night: [0.5, 0.8],
} as const;

function placeLight(scene: Scene, random: Random, width: number, horizon: number, unit: number) {
  const side = random.chance(0.5) ? 1 : -1;
  const x = width * (0.5 + side * random.between(0.06, 0.28));
  const moon = scene.light === "moon" || scene.light === "crescent";
  const [low, high] = heightByTime[moon ? "night" : scene.time];
  const overRidges = scene.relief === "mountains" && !moon ? 0.1 : 0;
  const rise = (random.between(low, high) + overRidges) * Math.min(horizon, unit * 0.75);
  const sunSize = scene.time === "day" ? 0.024 : random.between(0.03, 0.046);
  const radius = unit * (moon ? random.between(0.028, 0.042) : sunSize);
  return { x, y: horizon - rise, radius };
}
