import { paintDab, paintShape } from "./brush.ts";
import { mix, type Lab } from "./colour.ts";
import { sizeAt, type Land } from "./land.ts";
import type { Stage } from "./stage.ts";

/** Where the house stands; trees keep clear of it. */
export function houseX(stage: Stage): number {
  const random = stage.random("house place");
  return stage.canvas.width * (0.5 + stage.lightSide * random.between(-0.27, -0.1));
}

/** Paints a small cabin with lit windows on a stretch of land. */
export function paintHouse(stage: Stage, land: Land): void {
  const { canvas, unit, scene, lightSide } = stage;
  const random = stage.random("house");
  const x = houseX(stage);
  const crest = land.line[Math.round(x)]!;
  const foot = crest + sizeAt(stage, crest, land.nearness > 0.9 ? 0.02 : 0.06);
  const size = Math.max(unit * 0.085, Math.min(unit * 0.13, sizeAt(stage, foot, 0.3)));
  const facing = random.chance(0.5) ? 1 : -1;
  const place = (corners: readonly number[]) =>
    corners.map((part, at) => (at % 2 ? foot - part * size : x + part * size * facing));
  const shape = (corners: readonly number[], colour: Lab) =>
    paintShape(canvas, place(corners), colour);
  const { wall, roof, trim } = houseColours(stage);
  const frontLit = facing === -lightSide;
  shape([0.62, 1.02, 0.62, 1.46, 0.76, 1.46, 0.76, 1.02], mix(roof.shade, wall.shade, 0.4));
  shape([0, 0, 0, 0.66, 1.1, 0.66, 1.1, 0], frontLit ? wall.middle : wall.light);
  shape([-0.72, 0, -0.72, 0.66, -0.36, 1.2, 0, 0.66, 0, 0], frontLit ? wall.light : wall.middle);
  shape([-0.36, 1.26, 0.08, 0.58, 1.18, 0.58, 0.8, 1.26], mix(roof.light, roof.shade, 0.25));
  shape([-0.36, 1.26, -0.82, 0.56, -0.74, 0.54, -0.36, 1.12, 0.02, 0.54, 0.08, 0.58], roof.shade);
  const glow =
    scene.time === "day" ? mix(wall.shade, stage.palette.sky[1]!, 0.4) : stage.palette.lamp;
  for (const left of [0.2, 0.68]) {
    shape([left - 0.03, 0.17, left - 0.03, 0.51, left + 0.25, 0.51, left + 0.25, 0.17], trim);
    shape([left, 0.2, left, 0.48, left + 0.22, 0.48, left + 0.22, 0.2], glow);
  }
  shape([-0.47, 0, -0.47, 0.44, -0.24, 0.44, -0.24, 0], mix(roof.shade, wall.shade, 0.3));
  shape([-0.44, 0.7, -0.44, 0.88, -0.28, 0.88, -0.28, 0.7], glow);
  if (scene.time !== "day") {
    const [glowX, glowY] = place([0.55, 0.32]) as [number, number];
    paintDab(canvas, glowX, glowY, size * 1.5, size * 1.1, 0, stage.palette.lamp, 0.3, 1);
    paintSmoke(stage, ...(place([0.69, 1.5]) as [number, number]), size);
  }
}

function houseColours({ palette, scene }: Stage) {
  const wall = palette.lit("wall", "house");
  const snowy = scene.ground === "snow" || scene.features.has("snowfall");
  const roof = palette.lit(snowy ? "snow" : "roof", snowy ? "ground" : "all");
  return { wall, roof, trim: mix(wall.shade, roof.shade, 0.5) };
}

function paintSmoke(stage: Stage, x: number, y: number, size: number): void {
  const random = stage.random("smoke");
  const wind = random.between(-0.5, 0.5);
  const colour = mix(stage.palette.sky[3]!, stage.palette.cloudLight, 0.5);
  for (let puff = 0; puff < 22; puff++) {
    const rise = puff / 22;
    const aside = wind * rise * rise * 2 + Math.sin(rise * 9) * 0.08;
    const radius = size * (0.06 + 0.2 * rise);
    paintDab(
      stage.canvas,
      x + aside * size,
      y - rise * size * 2.1,
      radius,
      radius * 0.9,
      0,
      colour,
      0.2 * (1 - rise),
      1,
    );
  }
}
