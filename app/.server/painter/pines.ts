import { paintDab, paintSpan, paintStroke } from "./brush.ts";
import { mix, type Lab } from "./color.ts";
import type { Shades } from "./palette.ts";
import type { Stage } from "./stage.ts";
import type { TreePlace } from "./tree-places.ts";

const largeFrom = 215;

/** Paints one conifer: a toothed silhouette when small, single boughs when large. Snow lies on it in winter. */
export function paintPine(stage: Stage, place: TreePlace): void {
  if (place.height < largeFrom) paintSmallPine(stage, place);
  else paintLargePine(stage, place);
}

function paintSmallPine(stage: Stage, { x, foot, height, shades, random }: TreePlace): void {
  const top = foot - height;
  const spread = height * random.between(0.15, 0.23);
  const tiers = random.between(6, 9) + height / 40;
  const phase = random.next();
  const snow = isSnowy(stage) ? stage.palette.lit("snow", "ground") : undefined;
  const light = snow ? mix(shades.light, snow.light, 0.6) : mix(shades.light, shades.shade, 0.3);
  for (let y = Math.floor(top); y < foot; y++) {
    const share = Math.max(0, (y + 0.5 - top) / height);
    const tooth = (share * tiers + phase) % 1;
    const half = spread * share ** 0.8 * (0.5 + 0.5 * tooth) + 0.35;
    const left = x - half * random.between(0.72, 1.12);
    const right = x + half * random.between(0.72, 1.12);
    paintSpan(stage.canvas, y, left, right, shades.shade);
    const edge = stage.lightSide > 0 ? right : left;
    const lit = x + (edge - x) * random.between(-0.1, 0.6);
    paintSpan(
      stage.canvas,
      y,
      Math.min(lit, edge),
      Math.max(lit, edge),
      light,
      0.6 * (1 - tooth * 0.8),
    );
  }
}

function paintLargePine(stage: Stage, place: TreePlace): void {
  const { x, foot, height, random } = place;
  const trunk = stage.palette.lit("trunk", "trees");
  const top = foot - height;
  paintStroke(
    stage.canvas,
    x,
    foot,
    height * 0.016,
    x,
    top,
    0.5,
    mix(trunk.shade, place.shades.shade, height < 260 ? 0.9 : 0.5),
  );
  const snow = isSnowy(stage) ? stage.palette.lit("snow", "ground") : undefined;
  const spread = height * random.between(0.19, 0.25);
  const detail = Math.min(1, height / 600);
  const tiers = Math.round(random.between(16, 20) + 10 * detail);
  for (let tier = tiers; tier >= 0; tier--) {
    const share = ((tier + random.between(0.2, 0.8)) / (tiers + 1)) ** 1.12;
    const y = top + height * 0.92 * share;
    const reach = spread * (share * 0.96 + 0.04) ** 0.86 * random.between(0.82, 1.12);
    const boughs = 3 + Math.round(share * (3 + 3 * detail));
    for (let bough = 0; bough < boughs; bough++) {
      const aside = ((bough + random.between(0.1, 0.9)) / boughs) * 2 - 1;
      paintBough(stage, place, y, aside * reach, snow);
    }
  }
}

/** One bough that sinks and lifts at the tip, with needles hanging from it. */
function paintBough(
  stage: Stage,
  { x, height, shades, random }: TreePlace,
  y: number,
  length: number,
  snow?: Shades,
): void {
  const { canvas, lightSide } = stage;
  const span = Math.abs(length);
  const direction = Math.sign(length);
  const sink = span * random.between(0.32, 0.5);
  const needle = Math.max(2.4, height * 0.014 + 4 + span * 0.1);
  const parts = Math.max(3, Math.min(11, Math.round(span / needle) * 2));
  const tone = 0.28 + (length / (height * 0.22)) * lightSide * 0.3 + random.between(-0.14, 0.14);
  for (let part = 0; part < parts; part++) {
    const along = (part + random.next()) / parts;
    const px = x + length * along;
    const py = y + sink * along * (1.45 - 0.5 * along);
    const size = needle * (1.15 - along * 0.5) * random.between(0.75, 1.2);
    const lean = direction * size * random.between(0.15, 0.8);
    const lit = clampShare(tone + along * 0.25 + random.between(-0.16, 0.16));
    const color = needleColor(shades, lit);
    paintStroke(
      canvas,
      px,
      py,
      size * 0.24,
      px + lean,
      py + size * 0.95,
      size * 0.07,
      mix(color, shades.shade, 0.65),
    );
    paintStroke(
      canvas,
      px - lean * 0.2,
      py - size * 0.1,
      size * 0.17,
      px + lean * 1.3,
      py + size * 0.42,
      size * 0.05,
      color,
    );
    if (snow && random.chance(0.75)) {
      paintDab(
        canvas,
        px + lean * 0.4,
        py - size * 0.02,
        size * 0.62,
        size * 0.24,
        direction * 0.45,
        mix(snow.shade, snow.light, clampShare(lit + 0.3)),
        0.92,
      );
    }
  }
}

function needleColor(shades: Shades, lit: number): Lab {
  return lit < 0.5
    ? mix(shades.shade, shades.middle, lit * 2)
    : mix(shades.middle, shades.light, lit * 2 - 1);
}

function clampShare(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function isSnowy({ scene }: Stage): boolean {
  return scene.ground === "snow" || scene.features.has("snowfall");
}
