import { paintDab, paintStroke } from "./brush.ts";
import { lighten, mix, type Lab } from "./color.ts";
import { sizeAt, type Land } from "./land.ts";
import type { Random } from "../../domain/random.ts";
import type { Stage } from "./stage.ts";

/** Paints blades of grass over near land, from far to near. */
export function paintGrass(stage: Stage, land: Land): void {
  const { canvas, unit } = stage;
  const random = stage.random(`grass ${land.nearness}`);
  const wind = random.between(-0.5, 0.5);
  const rows = 26;
  const perRow = Math.round(110 * (canvas.width / unit));
  for (let row = 0; row < rows; row++) {
    const depth = (row + 0.5) / rows;
    for (let blade = 0; blade < perRow; blade++) {
      const x = random.next() * canvas.width;
      const crest = land.line[Math.min(canvas.width - 1, x | 0)]!;
      const y =
        crest + (canvas.height + unit * 0.02 - crest) * (depth + random.between(-0.03, 0.03)) + 1;
      const length = sizeAt(stage, y, 0.034) * random.between(0.4, 1.15);
      const lean = (wind + random.between(-0.4, 0.4)) * length;
      const share = 0.72 - depth * 0.5 + random.between(-0.25, 0.25);
      const color = mix(land.shades.shade, land.shades.light, Math.min(1, Math.max(0, share)));
      paintStroke(canvas, x, y, length * 0.045 + 0.3, x + lean, y - length, 0.3, color, 0.8);
    }
  }
}

/** Scatters wild flowers in drifts; they grow towards the viewer. */
export function paintFlowers(stage: Stage, land: Land): void {
  const { canvas, unit, noise, palette } = stage;
  const random = stage.random(`flowers ${land.nearness}`);
  const count = Math.round(900 * (canvas.width / unit));
  const offset = random.between(0, 90);
  const shade = land.shades.shade;
  const places = Array.from({ length: count }, () => ({
    x: random.next() * canvas.width,
    depth: random.next(),
  })).sort((a, b) => a.depth - b.depth);
  for (const { x, depth } of places) {
    const crest = land.line[Math.min(canvas.width - 1, x | 0)]!;
    const y = crest + (canvas.height - crest) * depth ** 1.2 + 2;
    const drift = noise.fractal((x / unit) * 3 + offset, (y / unit) * 7, 2);
    const size = sizeAt(stage, y, 0.0068) * random.between(0.6, 1.25);
    const own = random.pick(palette.flowers);
    if (drift < 0.02 && random.chance(0.85)) continue;
    paintFlower(stage, x, y, size, mix(own, shade, 0.2 + depth * 0.12), shade, random);
  }
}

function paintFlower(
  { canvas, palette, unit }: Stage,
  x: number,
  y: number,
  size: number,
  own: Lab,
  stem: Lab,
  random: Random,
): void {
  if (size > unit * 0.0025)
    paintStroke(
      canvas,
      x,
      y,
      size * 0.14,
      x + size * random.between(-0.6, 0.6),
      y + size * 3.4,
      size * 0.12,
      stem,
      0.6,
    );
  if (size < unit * 0.0038) return paintDab(canvas, x, y, size, size * 0.72, 0, own, 0.95);
  const turn = random.between(0, 2);
  for (let petal = 0; petal < 5; petal++) {
    const angle = turn + (petal / 5) * Math.PI * 2;
    const color = lighten(own, random.between(-0.05, 0.04));
    paintDab(
      canvas,
      x + Math.cos(angle) * size * 0.62,
      y + Math.sin(angle) * size * 0.42,
      size * 0.58,
      size * 0.4,
      angle,
      color,
      0.95,
    );
  }
  paintDab(canvas, x, y, size * 0.28, size * 0.2, 0, mix(palette.lamp, stem, 0.35), 0.95);
}

/** Scatters fallen leaves in the colors given. */
export function paintFallenLeaves(stage: Stage, land: Land, colors: readonly Lab[]): void {
  const { canvas, unit } = stage;
  const random = stage.random(`leaves ${land.nearness}`);
  const count = Math.round(1500 * (canvas.width / unit));
  for (let leaf = 0; leaf < count; leaf++) {
    const x = random.next() * canvas.width;
    const crest = land.line[Math.min(canvas.width - 1, x | 0)]!;
    const y = crest + (canvas.height - crest) * random.next();
    const size = sizeAt(stage, y, 0.0055) * random.between(0.6, 1.3);
    paintDab(
      canvas,
      x,
      y,
      size * 1.3,
      size * 0.6,
      random.between(-0.6, 0.6),
      mix(random.pick(colors), land.shades.shade, random.between(0, 0.4)),
      0.85,
    );
  }
}
