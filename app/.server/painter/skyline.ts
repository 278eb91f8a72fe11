import { paintSpan, paintStroke } from "./brush.ts";
import { mix, type Lab } from "./color.ts";
import type { Stage } from "./stage.ts";

/** Paints a city on the horizon in hazy rows, its windows lit in the dark, if the scene has one. */
export function paintSkyline(stage: Stage): void {
  const { canvas, scene, unit, horizon, palette } = stage;
  if (!scene.features.has("skyline")) return;
  const random = stage.random("skyline");
  const city = palette.lit("city", "relief");
  const centre = canvas.width * random.between(0.38, 0.62);
  for (let row = 0; row < 3; row++) {
    const far = 0.68 - row * 0.26;
    const own = mix(city.middle, palette.haze, far);
    const lit = mix(city.light, palette.haze, far);
    const dark = mix(city.shade, palette.haze, far);
    for (let x = -unit * 0.02; x < canvas.width;) {
      const width = unit * random.between(0.026, 0.068);
      const focus = Math.exp(-(((x - centre) / unit / 0.3) ** 2));
      const height =
        unit *
        (0.04 + (0.26 - row * 0.06) * focus * random.between(0.35, 1) + 0.05 * random.next());
      const shaded = stage.lightSide > 0 ? [own, lit] : [lit, own];
      paintTower(stage, x, width, height, shaded[0]!, shaded[1]!, dark, row);
      x += width * random.between(0.75, 1.15);
    }
  }
  for (let x = 0; x < canvas.width; x++)
    stage.ridge[x] = Math.min(stage.ridge[x]!, horizon - unit * 0.05);
}

function paintTower(
  stage: Stage,
  x: number,
  width: number,
  height: number,
  left: Lab,
  right: Lab,
  dark: Lab,
  row: number,
): void {
  const { canvas, horizon, unit, palette, scene } = stage;
  const random = stage.random(`tower ${row} ${Math.round(x)}`);
  const top = Math.round(horizon - height);
  const fold = x + width * random.between(0.45, 0.75);
  for (let y = top; y < horizon; y++) {
    const rise = (y - top) / height;
    paintSpan(canvas, y, x, fold, mix(left, palette.haze, rise * 0.35));
    paintSpan(canvas, y, fold, x + width, mix(right, palette.haze, rise * 0.35));
  }
  if (random.chance(0.3))
    paintStroke(
      canvas,
      x + width / 2,
      top,
      width * 0.05,
      x + width / 2,
      top - height * 0.16,
      width * 0.015,
      dark,
    );
  const lampsLit = scene.time === "day" ? 0 : scene.time === "night" ? 0.36 : 0.26;
  const pitch = Math.max(3, unit * 0.0085);
  for (let y = top + pitch; y < horizon - pitch; y += pitch * 1.25) {
    for (let across = x + pitch * 0.7; across < x + width - pitch * 0.6; across += pitch) {
      const isLit = random.chance(lampsLit);
      const color = isLit ? palette.lamp : dark;
      for (let line = 0; line < pitch * 0.55; line++) {
        paintSpan(
          canvas,
          Math.round(y) + line,
          across,
          across + pitch * 0.45,
          color,
          isLit ? 0.5 + row * 0.2 : 0.16,
        );
      }
    }
  }
}
