import { sizeAt, type Land } from "./land.ts";
import type { Shades } from "./palette.ts";
import type { Random } from "../../domain/random.ts";
import type { Stage } from "./stage.ts";

/** Where a tree stands and how tall it is, in pixels. */
export interface Place {
  readonly x: number;
  readonly foot: number;
  readonly height: number;
}

/** A place with what is needed to paint the tree that stands there. */
export interface TreePlace extends Place {
  readonly shades: Shades;
  readonly random: Random;
}

/**
 * Chooses where trees stand on a stretch of land: rows in a forest, a sweep on a beach, else groves and a framing tree.
 */
export function findPlaces(stage: Stage, land: Land, random: Random): Place[] {
  if (stage.scene.features.has("forest")) return forestPlaces(stage, land, random);
  if (stage.scene.ground === "beach") return beachPlaces(stage, land, random);
  return land.nearness > 0.9
    ? framingPlaces(stage, land, random)
    : grovePlaces(stage, land, random);
}

/** A place on the crest of the land; `size` is the height in units of a tree at the viewer's feet. */
function standOn(stage: Stage, { line }: Land, x: number, size: number): Place {
  const crest = line[Math.min(line.length - 1, Math.max(0, Math.round(x)))]!;
  const foot = crest + sizeAt(stage, crest, 0.02);
  return { x, foot, height: sizeAt(stage, foot, size) };
}

/** One to three large trees at one edge of the picture. */
function framingPlaces(stage: Stage, land: Land, random: Random): Place[] {
  const { canvas } = stage;
  const atRight = random.chance(0.5);
  return Array.from({ length: random.whole(1, 3) }, (_, tree) => {
    const inset = canvas.width * (0.07 + tree * random.between(0.07, 0.12));
    const size = random.between(0.5, 0.72) * (1 - tree * 0.16);
    return standOn(stage, land, atRight ? canvas.width - inset : inset, size);
  });
}

/** Loose groups of trees, fewer on nearer land. */
function grovePlaces(stage: Stage, land: Land, random: Random): Place[] {
  const { canvas, unit, noise } = stage;
  const offset = random.between(0, 90);
  const perUnit = land.nearness < 0.2 ? 70 : land.nearness < 0.5 ? 34 : 9;
  const places: Place[] = [];
  for (let tree = 0; tree < perUnit * (canvas.width / unit); tree++) {
    const x = random.next() * canvas.width;
    const grove = noise.fractal((x / unit) * 2.2 + offset, land.nearness * 9, 2);
    if (grove > 0.08) places.push(standOn(stage, land, x, random.between(0.4, 0.62)));
  }
  return places;
}

function forestPlaces(stage: Stage, land: Land, random: Random): Place[] {
  const { canvas, unit } = stage;
  const count = Math.round((80 - 64 * land.nearness) * (canvas.width / unit));
  const places: Place[] = [];
  for (let tree = 0; tree < count; tree++) {
    const x = ((tree + random.next()) / count) * canvas.width;
    const foot =
      land.line[Math.min(canvas.width - 1, x | 0)]! + sizeAt(stage, land.line[x | 0]!, 0.04);
    const centre = Math.abs(x / canvas.width - 0.5);
    if (land.nearness > 0.6 && centre < 0.2 + 0.12 * land.nearness) continue;
    places.push({
      x,
      foot,
      height: sizeAt(stage, foot, random.between(0.6, 1) * (1 - 0.1 * land.nearness)) + unit * 0.05,
    });
  }
  return places;
}

/** Trees along the high side of a beach, the nearest ones large. */
function beachPlaces(stage: Stage, { line }: Land, random: Random): Place[] {
  const { canvas, unit } = stage;
  const fromLeft = line[0]! < line[line.length - 1]!;
  const places: Place[] = [];
  const count = random.whole(4, 6);
  for (let tree = 0; tree < count; tree++) {
    const near = (tree + random.next() * 0.6) / count;
    const inset = canvas.width * (0.4 - 0.37 * near + random.between(-0.04, 0.04));
    const x = fromLeft ? inset : canvas.width - inset;
    const shore = line[Math.min(canvas.width - 1, Math.max(0, Math.round(x)))]!;
    const foot = shore + (canvas.height - shore) * (0.06 + 0.62 * near * near);
    places.push({ x, foot, height: sizeAt(stage, foot, random.between(0.66, 0.95)) + unit * 0.06 });
  }
  return places;
}
