import { paintDab, paintStroke } from "./brush.ts";
import { lighten, mix } from "./color.ts";
import type { Random } from "../../domain/random.ts";
import type { Stage } from "./stage.ts";
import type { TreePlace } from "./tree-places.ts";

interface Lobe {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Paints one broad-leaved tree: trunk and branches, then a crown of leaf dabs from dark to light. */
export function paintLeafyTree(stage: Stage, place: TreePlace): void {
  const lobes = crownLobes(place, place.random);
  paintTrunk(stage, place, lobes);
  for (const lobe of lobes) paintLobe(stage, place, lobe);
}

/** The clumps of leaves that make up a crown, from the back (top) to the front (bottom). */
function crownLobes({ x, foot, height }: TreePlace, random: Random): Lobe[] {
  const width = height * random.between(0.3, 0.42);
  const middle = foot - height * 0.6;
  const lobes: Lobe[] = [];
  for (const [ring, count] of [
    [0.3, 3],
    [0.72, 7],
    [1, 9],
  ] as const) {
    for (let lobe = 0; lobe < count; lobe++) {
      const angle = ((lobe + random.next() * 0.7) / count) * Math.PI * 2;
      const droop = Math.sin(angle) > 0 ? 0.62 : 1;
      lobes.push({
        x: x + Math.cos(angle) * width * ring * random.between(0.85, 1.08),
        y: middle + Math.sin(angle) * height * 0.3 * ring * droop,
        radius: height * random.between(0.085, 0.14) * (1.25 - ring * 0.35),
      });
    }
  }
  return lobes.sort((first, second) => first.y - second.y);
}

function paintTrunk(
  stage: Stage,
  { x, foot, height, shades, random }: TreePlace,
  lobes: readonly Lobe[],
): void {
  const bark = stage.palette.lit("trunk", "trees");
  const color = mix(bark.shade, shades.shade, height < 90 ? 0.6 : 0.2);
  const fork = foot - height * 0.3;
  const thick = height * 0.024;
  const lean = height * random.between(-0.03, 0.03);
  paintStroke(
    stage.canvas,
    x,
    foot,
    thick * 1.25,
    x + lean * 0.3,
    foot - height * 0.08,
    thick * 1.05,
    color,
  );
  paintStroke(
    stage.canvas,
    x + lean * 0.3,
    foot - height * 0.08,
    thick * 1.05,
    x + lean,
    fork,
    thick * 0.85,
    color,
  );
  for (const lobe of lobes) {
    paintStroke(stage.canvas, x + lean, fork, thick * 0.55, lobe.x, lobe.y, thick * 0.14, color);
  }
  if (height < 120) return;
  for (let mark = 0; mark < 14; mark++) {
    const share = random.next();
    const aside = stage.lightSide * thick * random.between(0.1, 0.8);
    const y = foot + (fork - foot) * share;
    paintStroke(
      stage.canvas,
      x + lean * share + aside,
      y,
      thick * 0.14,
      x + lean * share + aside,
      y - height * 0.04,
      thick * 0.05,
      bark.middle,
      0.8,
    );
  }
}

function paintLobe(stage: Stage, { height, shades, random, x, foot }: TreePlace, lobe: Lobe): void {
  const { canvas, lightSide } = stage;
  const leaf = Math.max(1.9, Math.min(height * 0.012, 1.6 + height * 0.0066));
  const dark = lighten(shades.shade, -0.015);
  const dabs = Math.min(300, Math.round((lobe.radius / leaf) ** 2 * 1.1) + 5);
  // Where the lobe sits in the whole crown decides how much light it gets.
  const crown =
    ((lobe.x - x) / height) * lightSide * 0.55 + (foot - height * 0.55 - lobe.y) / height;
  paintDab(canvas, lobe.x, lobe.y, lobe.radius * 0.7, lobe.radius * 0.55, 0, dark, 0.9, 0.3);
  for (let dab = 0; dab < dabs; dab++) {
    const angle = random.next() * Math.PI * 2;
    const reach = Math.sqrt(random.next()) * 1.15;
    const dx = Math.cos(angle) * reach;
    const dy = Math.sin(angle) * reach * 0.8;
    const facing = dx * lightSide * 0.5 - dy * 0.8;
    // Later dabs are lighter and lie nearer the light, so that each lobe is built from dark to light.
    const pass = dab / dabs;
    if (pass > 0.4 && facing < pass * 1.1 - 0.85) continue;
    const lit = Math.min(
      1,
      Math.max(0, 0.1 + pass * 0.6 + facing * 0.3 + crown * 0.55 + random.between(-0.13, 0.13)),
    );
    const color =
      lit < 0.5 ? mix(dark, shades.middle, lit * 2) : mix(shades.middle, shades.light, lit * 2 - 1);
    const size = leaf * random.between(0.7, 1.5) * (1.35 - pass * 0.5);
    paintDab(
      canvas,
      lobe.x + dx * lobe.radius,
      lobe.y + dy * lobe.radius,
      size * 1.2,
      size * 0.75,
      random.between(-1, 1),
      color,
      0.92,
    );
  }
}
