import { paintDab, paintStroke } from "./brush.ts";
import { blend } from "./canvas.ts";
import { labFromHex, mix } from "./color.ts";
import { createField } from "./noise.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import type { Stage } from "./stage.ts";

/** Lays a drifting bank of mist around height `y`; thickness in pixels, strength 0..1. */
export function paintMist(stage: Stage, y: number, thickness: number, strength: number): void {
  const { canvas, palette, noise, unit, scene, moment, windSide } = stage;
  const random = stage.random(`mist ${Math.round(y)}`);
  const offset = random.between(0, 90);
  const [l, a, b] = mix(palette.haze, palette.sky[3]!, scene.time === "night" ? 0.15 : 0.5);
  const top = Math.max(0, Math.floor(y - thickness));
  const bottom = Math.min(canvas.height - 1, Math.ceil(y + thickness));
  const blown = moment.seconds * windSide * 0.03;
  const drift = createField(canvas.width, bottom - top, 6, (x, down) =>
    noise.fractal((x / unit) * 1.6 + offset - blown, (down / unit) * 5 + offset, 4),
  );
  for (let row = top; row <= bottom; row++) {
    for (let x = 0; x < canvas.width; x++) {
      const wisp = drift.at(x, row - top);
      const away = Math.abs(row - y) / thickness + wisp * 0.3;
      const alpha = strength * smoothStep(1, 0.1, away) * (0.8 + wisp * 0.5);
      if (alpha > 0.003) blend(canvas, (row * canvas.width + x) * 3, l, a, b, Math.min(1, alpha));
    }
  }
}

/** Paints whatever falls from the sky, and general fog. */
export function paintWeather(stage: Stage): void {
  const { scene, horizon, unit } = stage;
  if (scene.features.has("fog")) paintMist(stage, horizon, unit * 0.2, 0.4);
  if (scene.features.has("rain")) paintRain(stage);
  if (scene.features.has("snowfall")) paintSnowfall(stage);
  if (scene.trees === "blossom") paintPetals(stage);
}

/** A place that has moved `by` so far, and begins again where it has left the stretch. */
function wrap(place: number, by: number, from: number, to: number): number {
  if (by === 0) return place;
  const length = to - from;
  const along = (((place - from + by) % length) + length) % length;
  return from + along;
}

function paintRain({ canvas, unit, palette, random: stream, moment }: Stage): void {
  const random = stream("rain");
  const slant = random.between(-0.28, 0.28);
  const color = mix(palette.sky[3]!, labFromHex("#ffffff"), 0.4);
  const count = Math.round((canvas.width * canvas.height) / 650);
  for (let drop = 0; drop < count; drop++) {
    const near = random.next() ** 3;
    const length = unit * (0.012 + 0.05 * near);
    const startX = random.between(-0.1, 1.1) * canvas.width;
    const startY = random.between(-0.05, 1) * canvas.height;
    const fallen = moment.seconds * unit * (0.7 + 0.9 * near);
    const x = wrap(startX, fallen * slant, -0.1 * canvas.width, 1.1 * canvas.width);
    const y = wrap(startY, fallen, -0.08 * canvas.height, canvas.height);
    const thin = unit * (0.0004 + 0.0006 * near);
    paintStroke(
      canvas,
      x,
      y,
      thin * 0.5,
      x + slant * length,
      y + length,
      thin,
      color,
      0.1 + 0.18 * near,
    );
  }
}

function paintSnowfall({ canvas, unit, random: stream, palette, moment, windSide }: Stage): void {
  const { seconds } = moment;
  const random = stream("snowfall");
  const white = mix(labFromHex("#ffffff"), palette.sky[2]!, 0.25 * (1 - palette.brightness) + 0.04);
  const count = Math.round((canvas.width * canvas.height) / 1100);
  for (let flake = 0; flake < count; flake++) {
    const near = random.next() ** 6;
    const size = unit * (0.0011 + 0.0065 * near);
    const startX = random.next() * canvas.width;
    const startY = random.next() * canvas.height;
    const pace = unit * (0.035 + 0.3 * near);
    const sway = Math.sin(seconds * 1.4 + startX) - Math.sin(startX);
    const blown = seconds * pace * 0.25 * windSide + sway * unit * (0.002 + 0.01 * near);
    paintDab(
      canvas,
      wrap(startX, blown, -size, canvas.width + size),
      wrap(startY, seconds * pace, -size, canvas.height + size),
      size,
      size * random.between(0.8, 1),
      0,
      white,
      0.85 - near * 0.4,
      near > 0.12 ? 1 : 0,
    );
  }
}

function paintPetals({ canvas, unit, random: stream, palette, moment, windSide }: Stage): void {
  const { seconds } = moment;
  const random = stream("petals");
  const petal = palette.lit("blossom", "trees");
  const count = Math.round((canvas.width * canvas.height) / 9000);
  for (let at = 0; at < count; at++) {
    const size = unit * random.between(0.0018, 0.0042);
    const color = mix(petal.middle, petal.light, random.between(0.3, 1));
    const startX = random.next() * canvas.width;
    const startY = (0.2 + 0.8 * random.next()) * canvas.height;
    const pace = size * 14;
    const sway = Math.sin(seconds * 1.7 + startX) - Math.sin(startX);
    const angle = random.between(0, 3);
    paintDab(
      canvas,
      wrap(startX, windSide * seconds * pace * 0.8 + sway * size * 3, -size, canvas.width + size),
      wrap(startY, seconds * pace, 0.2 * canvas.height - size, canvas.height + size),
      size,
      size * 0.55,
      angle + sway * 0.8,
      color,
      0.85,
    );
  }
}
