import { paintDab, paintShape } from "./brush.ts";
import { mix, type Lab } from "./color.ts";
import { sizeAt, type Land } from "./land.ts";
import { spread } from "./spread.ts";
import type { Stage } from "./stage.ts";

export interface HousePlace {
  x: number;
  /** How wide it may be, in pixels. */
  room: number;
}

/** Where houses stand; trees keep clear of them. None where the scene has none. */
export function housePlaces(stage: Stage): HousePlace[] {
  const { canvas, lightSide, scene } = stage;
  if (!scene.subjects.has("house")) return [];
  const random = stage.random("house place");
  const count = stage.count("house");
  if (count === 1) {
    const x = canvas.width * (0.5 + lightSide * random.between(-0.27, -0.1));
    return [{ x, room: canvas.width }];
  }
  const room = Math.min(scene.features.has("forest") ? 0.5 : 0.7, 0.2 + count * 0.1);
  const middle = 0.5 - lightSide * (0.5 - room / 2) * 0.4;
  return spread(random, count, middle - room / 2, middle + room / 2).map((spot) => ({
    x: spot.at * canvas.width,
    room: spot.room * canvas.width,
  }));
}

/** Paints small cabins with lit windows on a stretch of land, if the scene has houses. */
export function paintHouses(stage: Stage, land: Land): void {
  for (const place of housePlaces(stage)) paintHouse(stage, land, place);
}

/** How much wider than its size a cabin is, with a little space around it. */
const widthOfSize = 2.2;

function paintHouse(stage: Stage, land: Land, { x, room }: HousePlace): void {
  const { canvas, unit, scene, lightSide } = stage;
  const crest = land.line[Math.round(x)]!;
  const foot = crest + sizeAt(stage, crest, land.nearness > 0.9 ? 0.02 : 0.06);
  const baseSize = Math.max(unit * 0.085, Math.min(unit * 0.13, sizeAt(stage, foot, 0.3)));
  const size = Math.min(baseSize * stage.scale("house"), room / widthOfSize);
  const facing = stage.random("house").chance(0.5) ? 1 : -1;
  const place = (corners: readonly number[]) =>
    corners.map((part, at) => (at % 2 ? foot - part * size : x + part * size * facing));
  const shape = (corners: readonly number[], color: Lab) =>
    paintShape(canvas, place(corners), color);
  const { wall, roof, trim } = houseColors(stage);
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

function houseColors({ palette, scene }: Stage) {
  const wall = palette.lit("wall", "house");
  const snowy = scene.ground === "snow" || scene.features.has("snowfall");
  const roof = palette.lit(snowy ? "snow" : "roof", snowy ? "ground" : "all");
  return { wall, roof, trim: mix(wall.shade, roof.shade, 0.5) };
}

function paintSmoke(stage: Stage, x: number, y: number, size: number): void {
  const random = stage.random("smoke");
  const wind = random.between(-0.5, 0.5);
  const color = mix(stage.palette.sky[3]!, stage.palette.cloudLight, 0.5);
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
      color,
      0.2 * (1 - rise),
      1,
    );
  }
}
