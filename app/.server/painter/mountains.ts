import { mix, type Lab } from "./color.ts";
import { softSteps } from "./noise.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import type { Random } from "../../domain/random.ts";
import type { Stage } from "./stage.ts";

/**
 * Paints mountains as a real terrain seen from the front: a height map is marched from near to far for every
 * column, lit by its slopes, capped with snow and faded into the haze with distance. Does nothing without mountains.
 */
export function paintMountains(stage: Stage): void {
  const { canvas, horizon, unit, scene } = stage;
  if (scene.relief !== "mountains") return;
  const terrain = createTerrain(stage);
  const colors = createColors(stage);
  const sums = new Float32Array(horizon * 3);
  const covers = new Float32Array(horizon);
  for (let x = 0; x < canvas.width; x++) {
    sums.fill(0);
    covers.fill(0);
    marchColumn(stage, terrain, colors, (x + 0.5 - canvas.width / 2) / unit, sums, covers);
    let top = horizon;
    for (let y = 0; y < horizon; y++) {
      const cover = covers[y]!;
      if (cover <= 0) continue;
      if (y < top) top = y;
      const offset = (y * canvas.width + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        canvas.pixels[offset + channel] =
          canvas.pixels[offset + channel]! * (1 - cover) + sums[y * 3 + channel]!;
      }
    }
    stage.ridge[x] = Math.min(stage.ridge[x]!, top);
  }
}

const nearest = 1;
const farthest = 2.7;
const slices = 340;

interface Terrain {
  readonly heights: Float32Array;
  readonly columns: number;
  readonly rows: number;
  /** Samples of the height map per unit of length. */
  readonly density: number;
  /** Where the map starts, in units. */
  readonly left: number;
  readonly tallest: number;
  /** Pixels per unit of height at distance 1. */
  readonly scale: number;
}

function createTerrain(stage: Stage): Terrain {
  const { canvas, unit } = stage;
  const random = stage.random("mountains");
  const density = Math.min(260, 40 + unit * 0.22);
  const half = (canvas.width / unit / 2) * farthest + 0.1;
  const columns = Math.ceil(half * 2 * density);
  const rows = Math.ceil((farthest - nearest + 0.1) * density);
  const heights = new Float32Array(columns * rows);
  const heightAt = createLandscape(stage, random);
  let tallest = 0;
  let steepest = 0;
  for (let row = 0; row < rows; row++) {
    const v = nearest + row / density;
    for (let column = 0; column < columns; column++) {
      const height = heightAt(column / density - half, v);
      heights[row * columns + column] = height;
      if (height > tallest) tallest = height;
      if (height / v > steepest) steepest = height / v;
    }
  }
  const wanted = Math.min(unit * 0.4, stage.horizon * 0.72) * random.between(0.8, 1);
  return { heights, columns, rows, density, left: -half, tallest, scale: wanted / steepest };
}

/** How far away the peaks stand, how high and how wide they are, in units; the first is the main one. */
const peakKinds = [
  { v: 2.2, height: 0.62, width: 0.62 },
  { v: 1.9, height: 0.42, width: 0.46 },
  { v: 1.5, height: 0.24, width: 0.4 },
  { v: 2.45, height: 0.5, width: 0.55 },
] as const;

/** The height of the land at `u` units aside and `v` units away: crests that rise with distance, and a few peaks. */
function createLandscape(stage: Stage, random: Random): (u: number, v: number) => number {
  const { canvas, unit, noise, lightSide } = stage;
  const offset = random.between(0, 200);
  const peaks = peakKinds.map(({ v, height, width }, at) => {
    const across = at === 0 ? -lightSide * random.between(0.05, 0.2) : random.between(-0.55, 0.55);
    return {
      u: across * v * (canvas.width / unit),
      v,
      height: height * random.between(0.85, 1.12),
      width: width * random.between(0.8, 1.15),
    };
  });
  return (u, v) => {
    const bend = 0.12 * noise.at(u * 2.1 + offset, v * 2.1);
    const crest = noise.crests(u * 1.15 + bend + offset, v * 1.6 + bend, 7);
    let height = (0.12 + 0.2 * (v - nearest)) * crest * smoothStep(nearest, nearest + 0.75, v);
    for (const peak of peaks) {
      const du = (u - peak.u) / peak.width;
      const dv = (v - peak.v) / (peak.width * 0.8);
      const distance = Math.sqrt(du * du + dv * dv + 0.004);
      if (distance >= 1.6) continue;
      height += peak.height * (1 - distance / 1.6) ** 1.35 * (0.5 + 0.62 * crest);
    }
    return height;
  };
}

interface Colors {
  readonly rock: { light: Lab; shade: Lab };
  readonly snow: { light: Lab; shade: Lab };
  readonly haze: Lab;
  readonly snowLine: number;
  readonly mist: number;
}

function createColors({ palette, scene }: Stage): Colors {
  const rock = palette.lit(scene.ground === "desert" ? "redRock" : "rock", "relief");
  const snow = palette.lit("snow", "relief");
  return {
    rock,
    snow,
    haze: mix(palette.haze, palette.sky[3]!, 0.3),
    snowLine: !scene.features.has("caps") ? 9 : scene.season === "winter" ? 0.1 : 0.3,
    mist: scene.features.has("fog") ? 0.95 : 0.6,
  };
}

/** Marches one column from near to far; `sums` gets color times coverage, `covers` the coverage of each pixel row. */
function marchColumn(
  stage: Stage,
  terrain: Terrain,
  colors: Colors,
  aside: number,
  sums: Float32Array,
  covers: Float32Array,
): void {
  const { horizon, unit, lightSide, texture } = stage;
  const { heights, columns, rows, density, left, tallest, scale } = terrain;
  const { rock, snow, haze } = colors;
  let reached: number = horizon;
  for (let slice = 0; slice < slices; slice++) {
    const v = nearest + (farthest - nearest) * (slice / slices);
    const gridX = (aside * v - left) * density;
    const gridY = (v - nearest) * density;
    const column = Math.min(columns - 4, Math.max(2, gridX | 0));
    const row = Math.min(rows - 3, gridY | 0);
    const at = row * columns + column;
    const dx = gridX - column;
    const dy = gridY - row;
    const near = heights[at]! + (heights[at + 1]! - heights[at]!) * dx;
    const far = heights[at + columns]! + (heights[at + columns + 1]! - heights[at + columns]!) * dx;
    const height = near + (far - near) * dy;
    const y = horizon - ((height - 0.012) * scale) / v;
    if (y >= reached) continue;
    const slopeX =
      (heights[at + 2]! -
        heights[at - 2]! +
        heights[at + 2 + columns]! -
        heights[at - 2 + columns]!) *
      density *
      0.125;
    const slopeY = (far - near) * density;
    const normal = 1 / Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY);
    const facing = (-slopeX * lightSide * 0.95 + 0.35 - slopeY * 0.12) * normal;
    const grain = texture.at(gridX * 1.5 + 40, gridY * 3);
    const lit = softSteps(0.42 + facing * 0.75 + grain * 0.08, 5, 0.3);
    const altitude = height / tallest + grain * 0.16 + (normal - 0.6) * 0.12;
    const white = smoothStep(colors.snowLine, colors.snowLine + 0.04, altitude);
    const distance = (v - nearest) / (farthest - nearest);
    const veil = Math.min(
      0.96,
      0.16 + 0.5 * distance + colors.mist * smoothStep(0.3, 0, (horizon - y) / unit / 0.3),
    );
    const top = Math.max(0, Math.floor(y));
    for (let pixel = top; pixel < reached; pixel++) {
      const cover = Math.min(reached, pixel + 1) - Math.max(y, pixel);
      for (let channel = 0; channel < 3; channel++) {
        const stone = rock.shade[channel]! + (rock.light[channel]! - rock.shade[channel]!) * lit;
        const ice = snow.shade[channel]! + (snow.light[channel]! - snow.shade[channel]!) * lit;
        const own = stone + (ice - stone) * white;
        sums[pixel * 3 + channel]! += (own + (haze[channel]! - own) * veil) * cover;
      }
      covers[pixel]! += cover;
    }
    reached = Math.max(0, y);
    if (reached <= 0) return;
  }
}
