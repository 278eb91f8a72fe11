import { paintDab, paintShape, paintStroke } from "./brush.ts";
import { blend } from "./canvas.ts";
import { lighten, mix } from "./color.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import { spread } from "./spread.ts";
import type { Stage } from "./stage.ts";

/**
 * Paints striped lighthouses at the horizon, if the scene has them: the first on a rocky point of land, the others on
 * islets.
 */
export function paintLighthouses(stage: Stage): void {
  const { canvas, scene, lightSide } = stage;
  if (!scene.subjects.has("lighthouse")) return;
  const random = stage.random("lighthouse");
  const first = canvas.width * (0.5 - lightSide * random.between(0.2, 0.3));
  const size = random.between(0.19, 0.23);
  const count = stage.count("lighthouse");
  if (count === 1) return paintLighthouse(stage, first, size, true);
  const others = stage.random("lighthouses");
  for (const { at } of spread(others, count, 0.06, 0.94))
    paintLighthouse(stage, at * canvas.width, size * others.between(0.6, 0.95), false);
}

/** `share` is its height in units. */
function paintLighthouse(stage: Stage, x: number, share: number, isOnLand: boolean): void {
  const { canvas, scene, unit, palette, lightSide } = stage;
  const foot = paintPoint(stage, x, isOnLand) + unit * 0.006;
  const size = unit * share * stage.scale("lighthouse");
  const place = (corners: readonly number[]) =>
    corners.map((part, at) => (at % 2 ? foot - part * size : x + part * size));
  const white = palette.lit("sail", "all");
  const red = palette.lit("stripe", "lighthouse");
  for (let band = 0; band < 5; band++) {
    const low = band * 0.16;
    const wide = (up: number) => 0.115 - up * 0.055;
    const own = band % 2 ? red : white;
    for (let slice = 0; slice < 6; slice++) {
      const from = -1 + slice / 3;
      const to = from + 1 / 3 + 0.02;
      const lit = 0.5 + 0.45 * (from + 0.17) * lightSide;
      const corners = [
        wide(low) * from,
        low,
        wide(low + 0.16) * from,
        low + 0.162,
        wide(low + 0.16) * to,
        low + 0.162,
        wide(low) * to,
        low,
      ];
      paintShape(canvas, place(corners), mix(own.shade, own.light, lit));
    }
  }
  const dark = lighten(red.shade, -0.06);
  paintShape(canvas, place([-0.1, 0.8, -0.1, 0.825, 0.1, 0.825, 0.1, 0.8]), dark);
  paintShape(canvas, place([-0.052, 0.825, -0.052, 0.92, 0.052, 0.92, 0.052, 0.825]), palette.lamp);
  for (const post of [-0.05, 0, 0.05])
    paintShape(
      canvas,
      place([post - 0.006, 0.825, post - 0.006, 0.92, post + 0.006, 0.92, post + 0.006, 0.825]),
      dark,
    );
  paintShape(
    canvas,
    place([-0.068, 0.92, -0.04, 0.965, 0, 0.995, 0.04, 0.965, 0.068, 0.92]),
    red.middle,
  );
  paintStroke(
    canvas,
    x,
    foot - size * 0.99,
    size * 0.006,
    x,
    foot - size * 1.04,
    size * 0.004,
    dark,
  );
  if (scene.time === "dusk" || scene.time === "night")
    paintBeam(stage, x, foot - size * 0.872, size);
}

/** Rock under a lighthouse, a point of land or an islet; gives the y of its top. */
function paintPoint(stage: Stage, x: number, isOnLand: boolean): number {
  const { canvas, horizon, unit, noise, palette, lightSide, texture } = stage;
  const rock = palette.lit("rock", "relief");
  const grass = palette.lit("hill", "relief");
  for (let column = 0; column < canvas.width; column++) {
    const out = (x - column) * -lightSide;
    const hump = Math.exp(-(((column - x) / unit / 0.1) ** 2)) * 0.042;
    const inland = isOnLand ? smoothStep(unit * -0.04, unit * 0.5, out) * 0.055 : 0;
    const rise =
      unit * ((hump + inland) * (1 + 0.25 * noise.fractal((column / unit) * 9, 4.4, 4)) - 0.004);
    for (let y = Math.floor(horizon - rise); y < horizon; y++) {
      const depth = y + 0.5 - (horizon - rise);
      const lit = 0.45 + texture.at(column * 2.3, y * 2) * 0.7;
      const own = mix(
        mix(grass.shade, grass.light, lit),
        mix(rock.shade, rock.light, lit * 0.8),
        smoothStep(0.008, 0.02, depth / unit + texture.at(column, y) * 0.01),
      );
      blend(
        canvas,
        (y * canvas.width + column) * 3,
        own[0],
        own[1],
        own[2],
        Math.min(1, Math.max(0, depth + 0.5)),
      );
    }
    if (rise > 0) stage.ridge[column] = Math.min(stage.ridge[column]!, horizon - rise);
  }
  return stage.ridge[Math.round(x)]!;
}

function paintBeam(stage: Stage, x: number, y: number, size: number): void {
  const { canvas, palette, lightSide } = stage;
  paintDab(canvas, x, y, size * 0.5, size * 0.5, 0, palette.lamp, 0.6, 1);
  for (const [direction, reach, strength] of [
    [lightSide, 3.2, 0.34],
    [-lightSide, 2, 0.2],
  ] as const) {
    for (let step = 0; step < size * reach; step++) {
      const column = Math.round(x + direction * step);
      if (column < 0 || column >= canvas.width) break;
      const half = size * 0.02 + step * 0.075;
      const middle = y - step * 0.05;
      for (
        let row = Math.max(0, Math.floor(middle - half));
        row <= Math.min(canvas.height - 1, middle + half);
        row++
      ) {
        const across = Math.abs(row - middle) / half;
        const alpha = strength * (1 - step / (size * reach)) * smoothStep(1, 0.2, across);
        blend(
          canvas,
          (row * canvas.width + column) * 3,
          palette.lamp[0],
          palette.lamp[1],
          palette.lamp[2],
          Math.max(0, alpha),
        );
      }
    }
  }
}
