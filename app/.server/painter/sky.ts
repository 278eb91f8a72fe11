import { blendColor } from "./canvas.ts";
import { mix, type Lab } from "./color.ts";
import { paintDab } from "./brush.ts";
import { createField } from "./noise.ts";
import type { Stage } from "./stage.ts";

const steps = 512;
const stops = [0, 0.42, 0.78, 1] as const;

/** Paints the sky gradient with the glow of sun or moon, over the whole canvas. */
export function paintSky(stage: Stage): void {
  const { canvas, horizon, palette, unit, noise, light } = stage;
  const ramp = skyRamp(palette.sky);
  const stretch = 2.2 / unit;
  const drift = createField(canvas.width, canvas.height, 8, (x, y) =>
    noise.fractal(x * stretch, y * stretch * 3.5, 3),
  );
  const strength = glowStrength(stage);
  const low = 1 - Math.min(1, (horizon - light.y) / horizon);
  const [glowL, glowA, glowB] = palette.glow;
  const pixels = canvas.pixels;
  for (let y = 0; y < canvas.height; y++) {
    const share = Math.min(1, y / horizon);
    const dy = (y - light.y) * (1 + low * 0.7);
    for (let x = 0; x < canvas.width; x++) {
      const offset = (y * canvas.width + x) * 3;
      const at = Math.min(steps, Math.max(0, (share + drift.at(x, y) * 0.05) * steps));
      const from = (at | 0) * 3;
      const part = at - (at | 0);
      const dx = x - light.x;
      const distance = Math.sqrt(dx * dx + dy * dy) / unit;
      const glow =
        strength * (0.62 * Math.exp(-distance * 3.2) + 0.38 * Math.exp(-distance * distance * 90));
      for (let channel = 0; channel < 3; channel++) {
        const value =
          ramp[from + channel]! + (ramp[from + channel + 3]! - ramp[from + channel]!) * part;
        const goal = channel === 0 ? Math.max(glowL, value) : channel === 1 ? glowA : glowB;
        pixels[offset + channel] = value + (goal - value) * glow;
      }
    }
  }
}

/** Paints the disc of the sun or moon, if the scene shows one. */
export function paintDisc(stage: Stage): void {
  const { canvas, palette, light, scene } = stage;
  if (scene.light === "none" || scene.clouds === "overcast") return;
  paintDab(
    canvas,
    light.x,
    light.y,
    light.radius * 3.2,
    light.radius * 3.2,
    0,
    palette.glow,
    0.4,
    1,
  );
  if (scene.light === "crescent") return paintCrescent(stage);
  paintDab(canvas, light.x, light.y, light.radius, light.radius, 0, palette.disc, 1);
  if (scene.light === "moon") paintCraters(stage);
}

function glowStrength({ scene }: Stage): number {
  if (scene.clouds === "overcast") return 0.3;
  if (scene.light === "none") return scene.time === "night" ? 0.12 : 0.3;
  return scene.time === "day" ? 0.6 : scene.time === "night" ? 0.62 : 0.95;
}

function skyRamp(colors: readonly Lab[]): Float32Array {
  const ramp = new Float32Array((steps + 2) * 3);
  for (let step = 0; step < steps + 2; step++) {
    const share = Math.min(1, step / steps);
    let band = 0;
    while (band < 2 && share > stops[band + 1]!) band++;
    const part = (share - stops[band]!) / (stops[band + 1]! - stops[band]!);
    const eased = part * 0.6 + part * part * (3 - 2 * part) * 0.4;
    ramp.set(mix(colors[band]!, colors[band + 1]!, eased), step * 3);
  }
  return ramp;
}

function paintCrescent({ canvas, light, lightSide, palette }: Stage): void {
  const { x, y, radius } = light;
  const bite = { x: x + lightSide * radius * 0.45, y: y - radius * 0.25, radius: radius * 0.92 };
  for (let row = Math.floor(y - radius) - 1; row <= y + radius + 1; row++) {
    if (row < 0 || row >= canvas.height) continue;
    for (let column = Math.max(0, Math.floor(x - radius) - 1); column <= x + radius + 1; column++) {
      if (column >= canvas.width) break;
      const inDisc = radius + 0.5 - Math.hypot(column + 0.5 - x, row + 0.5 - y);
      const outOfBite = Math.hypot(column + 0.5 - bite.x, row + 0.5 - bite.y) - bite.radius + 0.5;
      const cover = Math.min(1, inDisc, outOfBite);
      if (cover > 0) blendColor(canvas, (row * canvas.width + column) * 3, palette.disc, cover);
    }
  }
}

function paintCraters(stage: Stage): void {
  const { canvas, light, palette } = stage;
  const random = stage.random("craters");
  const shade = mix(palette.disc, palette.sky[2]!, 0.5);
  for (let crater = 0; crater < 7; crater++) {
    const angle = random.between(0, Math.PI * 2);
    const reach = light.radius * Math.sqrt(random.next()) * 0.62;
    const size = light.radius * random.between(0.1, 0.3);
    const x = light.x + Math.cos(angle) * reach;
    paintDab(
      canvas,
      x,
      light.y + Math.sin(angle) * reach,
      size,
      size * 0.8,
      angle,
      shade,
      0.28,
      0.8,
    );
  }
}
