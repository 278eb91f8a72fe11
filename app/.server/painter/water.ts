import { blendColor } from "./canvas.ts";
import { mix } from "./color.ts";
import { createField, type Field } from "./noise.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import type { Stage } from "./stage.ts";

/**
 * Paints water from the horizon down: a rippled mirror of everything painted above it so far, the color of
 * deep water, and a glittering path under the sun or moon.
 */
export function paintWater(stage: Stage): void {
  const { canvas, horizon, palette, scene, unit } = stage;
  if (scene.water === "none") return;
  const sea = scene.water === "sea";
  const rough = sea && scene.features.has("waves");
  const above = canvas.pixels.slice(0, canvas.width * horizon * 3);
  const depthOfView = canvas.height - horizon;
  const ripples = rippleField(stage, sea ? (rough ? 0.8 : 1.25) : 0.8);
  const stretch = sea ? 0.75 : Math.min(1, (horizon * 0.92) / depthOfView);
  const [deepL, deepA, deepB] = palette.deep;
  const pixels = canvas.pixels;
  for (let y = horizon; y < canvas.height; y++) {
    const near = (y - horizon) / depthOfView;
    const wobble = unit * (sea ? 0.012 + 0.12 * near : 0.003 + 0.045 * near) * (rough ? 1.6 : 1);
    const sideways = unit * (0.001 + 0.014 * near);
    const deepShare = (sea ? 0.3 : 0.16) + (sea ? 0.38 : 0.34) * near;
    const contrast = ((sea ? 0.02 : 0.012) + 0.05 * near) * (rough ? 2.4 : 1);
    for (let x = 0; x < canvas.width; x++) {
      const ripple = ripples.at(x, y - horizon);
      const mirrorY = Math.min(
        horizon - 1.01,
        Math.max(0, horizon - 1 - (y - horizon) * stretch + ripple * wobble),
      );
      const mirrorX = Math.min(canvas.width - 1, Math.max(0, Math.round(x + ripple * sideways)));
      const row = mirrorY | 0;
      const part = mirrorY - row;
      const from = (row * canvas.width + mirrorX) * 3;
      const below = row + 1 < horizon ? from + canvas.width * 3 : from;
      const offset = (y * canvas.width + x) * 3;
      const share = Math.min(1, Math.max(0, deepShare + ripple * 0.3 * (0.3 + near)));
      const l = above[from]! + (above[below]! - above[from]!) * part;
      const a = above[from + 1]! + (above[below + 1]! - above[from + 1]!) * part;
      const b = above[from + 2]! + (above[below + 2]! - above[from + 2]!) * part;
      pixels[offset] = l * 0.97 + (deepL - l * 0.97) * share - ripple * contrast;
      pixels[offset + 1] = a + (deepA - a) * share;
      pixels[offset + 2] = b + (deepB - b) * share;
    }
  }
  if (rough) paintWhitecaps(stage, ripples);
  paintShoreLine(stage);
  paintGlitter(stage, ripples);
}

/** Ripples of a flat surface seen in perspective, in about [-1, 1]; y counts from the horizon. */
function rippleField(stage: Stage, fineness: number): Field {
  const { canvas, horizon, unit, noise, moment, windSide } = stage;
  const offset = stage.random("ripples").between(0, 100);
  const { seconds } = moment;
  const aside = moment.aside * 1.3;
  // The swell comes closer; small ripples run across it with the wind.
  const swell = seconds * 0.32;
  const breeze = seconds * 0.5;
  return createField(canvas.width, canvas.height - horizon, 1, (x, y) => {
    const distance = 1 / (y / unit + 0.018);
    const across = ((x - canvas.width / 2) / unit) * distance * 0.55 + aside;
    const away = distance * 1.9;
    const large = noise.fractal(
      across * fineness + offset,
      (away + swell) * fineness * 0.8 + offset,
      2,
    );
    const fine = noise.at(
      across * fineness * 4.2 - windSide * breeze,
      (away + breeze * 0.4) * fineness * 4 + offset,
    );
    return large * 0.85 + fine * 0.3;
  });
}

/** Foam on the crests of the waves. */
function paintWhitecaps(stage: Stage, ripples: Field): void {
  const { canvas, horizon, palette, unit, texture } = stage;
  const foam = mix(palette.cloudLight, palette.disc, 0.4);
  for (let y = horizon + 2; y < canvas.height; y++) {
    const near = (y - horizon) / (canvas.height - horizon);
    const reach = unit * (0.002 + 0.012 * near);
    for (let x = 0; x < canvas.width; x++) {
      const down = y - horizon;
      const crest = ripples.at(x, down) - ripples.at(x, down + reach);
      const foamy = smoothStep(
        0.3,
        0.5,
        crest + ripples.at(x, down) * 0.5 + texture.at(x * 0.9, down * 1.3) * 0.3,
      );
      const broken = smoothStep(
        -0.15,
        0.3,
        texture.at((x * 2.3) % canvas.width, (y * 3.1) % canvas.height),
      );
      if (foamy > 0.01)
        blendColor(canvas, (y * canvas.width + x) * 3, foam, foamy * broken * (0.35 + 0.4 * near));
    }
  }
}

/** A thin light line where far water meets the land or sky. */
function paintShoreLine({ canvas, horizon, palette, unit }: Stage): void {
  const thickness = Math.max(1, Math.round(unit / 600));
  for (let y = horizon; y < horizon + thickness; y++) {
    for (let x = 0; x < canvas.width; x++)
      blendColor(canvas, (y * canvas.width + x) * 3, palette.sky[3]!, 0.3);
  }
}

function paintGlitter(stage: Stage, ripples: Field): void {
  const { canvas, horizon, light, palette, scene, unit } = stage;
  const hidden = stage.ridge[Math.round(light.x)]! < light.y - light.radius * 0.4;
  if (scene.light === "none" || scene.clouds === "overcast" || hidden) return;
  const rise = (horizon - light.y) / unit;
  const strength = Math.max(0.25, 1 - rise * 1.3) * (scene.time === "day" ? 0.55 : 0.95);
  const depthOfView = canvas.height - horizon;
  const color = mix(palette.disc, palette.glow, 0.6);
  for (let y = horizon; y < canvas.height; y++) {
    const near = (y - horizon) / depthOfView;
    const halfWidth = unit * (0.022 + 0.07 * near + 0.1 * rise * near);
    const needed = 0.02 + 0.55 * near;
    for (let x = 0; x < canvas.width; x++) {
      const away = Math.abs(x - light.x) / halfWidth;
      if (away > 3) continue;
      const ripple = ripples.at(x, y - horizon);
      const spark = smoothStep(
        needed - 0.1,
        needed + 0.16,
        ripple * (1 + near * 0.4) + 0.32 - away * away * 0.22,
      );
      const alpha = strength * spark * Math.exp(-away * away * 0.35) * (1 - near * 0.35);
      if (alpha > 0.004) blendColor(canvas, (y * canvas.width + x) * 3, color, Math.min(1, alpha));
    }
  }
}
