import { paintDab } from "./brush.ts";
import { blend } from "./canvas.ts";
import { mix, type Lab } from "./color.ts";
import { createField, softSteps } from "./noise.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import type { Shades } from "./palette.ts";
import type { Stage } from "./stage.ts";

/** A stretch of land from its crest line down to the bottom of the picture. */
export interface Land {
  /** The y of the crest for every column. */
  readonly line: Float32Array;
  readonly shades: Shades;
  readonly surface: "grass" | "crop" | "snow" | "sand";
  /** 0 far away, 1 at the viewer's feet. */
  readonly nearness: number;
}

/** How tall something is, in pixels, that stands at height `y` and would be `size` units tall at the bottom edge. */
export function sizeAt(stage: Stage, y: number, size: number): number {
  const share = (y - stage.horizon) / (stage.canvas.height - stage.horizon);
  return stage.unit * size * (0.07 + 0.93 * Math.max(0, share));
}

/** Paints one stretch of land with its light, its patches and its brush marks. */
export function paintLand(stage: Stage, land: Land): void {
  const { canvas, unit, lightSide, horizon, noise, palette } = stage;
  const { line, surface } = land;
  const far = Math.max(0, 0.5 - land.nearness * 0.6);
  const light = mix(land.shades.light, palette.haze, far);
  const shade = mix(land.shades.shade, palette.haze, far * 0.9);
  const slopes = slopesOf(line, Math.round(unit * 0.02));
  const random = stage.random(`land ${land.nearness}`);
  const offset = random.between(0, 90);
  const vanish = canvas.width * stage.random("rows").between(0.3, 0.7);
  const patches = createField(canvas.width, canvas.height, 3, (x, y) => {
    const distance = 1 / (Math.max(0, y - horizon) / unit + 0.07);
    return noise.fractal(
      ((x - canvas.width / 2) / unit) * distance * 0.32 + offset,
      distance * 1.1 + offset,
      4,
    );
  });
  const top = Math.max(0, Math.floor(lowestOf(line) - 1));
  const last = canvas.width - 1;
  for (let y = top; y < canvas.height; y++) {
    const bottom = smoothStep(0.55, 1.05, (y - horizon) / (canvas.height - horizon));
    for (let x = 0; x <= last; x++) {
      const depth = y + 0.5 - line[x]!;
      if (depth < -0.5) continue;
      const patch = patches.at(x, y);
      let lit: number;
      if (surface === "sand") {
        const from = Math.min(
          last,
          Math.max(0, Math.round(x - lightSide * depth * 0.35 + patch * depth * 0.5)),
        );
        lit =
          0.62 + slopes[from]! * lightSide * 2.4 * Math.exp(-depth / unit / 0.22) + patch * 0.14;
      } else {
        lit =
          0.42 +
          0.36 * Math.exp(-depth / unit / 0.08) +
          slopes[x]! * lightSide * 0.7 +
          patch * 0.42;
        if (surface === "crop") lit += 0.3 * cropRow(x - vanish, y - horizon + unit * 0.02, unit);
        if (surface === "snow") lit = 0.5 + lit * 0.45;
      }
      lit = softSteps(lit - bottom * 0.3, 5, 0.35);
      blend(
        canvas,
        (y * canvas.width + x) * 3,
        shade[0] + (light[0] - shade[0]) * lit,
        shade[1] + (light[1] - shade[1]) * lit,
        shade[2] + (light[2] - shade[2]) * lit,
        Math.min(1, depth + 0.5),
      );
    }
  }
  noteRidge(stage, line);
  if (surface === "grass" || surface === "crop") paintMarks(stage, land, light, shade);
}

/** Short brush marks that get larger towards the viewer. */
function paintMarks(stage: Stage, land: Land, light: Lab, shade: Lab): void {
  const { canvas, unit, horizon } = stage;
  const random = stage.random(`marks ${land.nearness}`);
  const count = Math.round(2600 * (canvas.width / unit));
  const depthOfView = canvas.height - horizon;
  for (let mark = 0; mark < count; mark++) {
    const x = random.next() * canvas.width;
    const crest = land.line[Math.min(canvas.width - 1, x | 0)]!;
    const y = crest + (canvas.height - crest) * random.next();
    const near = Math.max(0.02, (y - horizon) / depthOfView);
    const long = unit * (0.002 + 0.016 * near) * random.between(0.5, 1.3);
    const share = Math.min(
      1,
      Math.max(0, 0.62 + random.between(-0.42, 0.42) - near * 0.35 - ((y - crest) / unit) * 0.5),
    );
    paintDab(
      canvas,
      x,
      y + long * 0.3,
      long,
      long * 0.3,
      random.between(-0.25, 0.25),
      mix(shade, light, share),
      0.32,
    );
  }
}

/** Rows of a planted field that meet at the horizon: -1 between the rows, 1 on them. */
function cropRow(across: number, down: number, unit: number): number {
  const fade = Math.min(1, down / unit / 0.12);
  return Math.sin((across / down) * 14) * fade;
}

/** Tells the stage how high the land reaches, so that the light knows when it is hidden. */
function noteRidge(stage: Stage, line: Float32Array): void {
  for (let x = 0; x < line.length; x++) stage.ridge[x] = Math.min(stage.ridge[x]!, line[x]!);
}

/** How steeply a line falls to the right at every column (1 is 45 degrees), over a window of pixels. */
export function slopesOf(line: Float32Array, window: number): Float32Array {
  const slopes = new Float32Array(line.length);
  const last = line.length - 1;
  for (let x = 0; x <= last; x++) {
    const left = Math.max(0, x - window);
    const right = Math.min(last, x + window);
    slopes[x] = (line[right]! - line[left]!) / (right - left);
  }
  return slopes;
}

/** The smallest y of a line: its highest point. */
export function lowestOf(line: Float32Array): number {
  let lowest = Infinity;
  for (const y of line) if (y < lowest) lowest = y;
  return lowest;
}
