import { paintDab, paintShape, paintStroke } from "./brush.ts";
import { mix, type Lab } from "./colour.ts";
import { sizeAt } from "./land.ts";
import type { Stage } from "./stage.ts";

/** Paints a small sailing boat with its broken reflection, if the scene has a boat and water. */
export function paintBoat(stage: Stage): void {
  const { canvas, horizon, scene, light, unit } = stage;
  if (!scene.subjects.has("boat") || scene.water === "none") return;
  const random = stage.random("boat");
  const y = horizon + (canvas.height - horizon) * random.between(0.16, 0.3);
  const size = Math.max(unit * 0.085, sizeAt(stage, y, 0.5));
  const side = light.x > canvas.width / 2 ? -1 : 1;
  const x = Math.min(
    canvas.width * 0.85,
    Math.max(canvas.width * 0.15, light.x + side * unit * random.between(0.1, 0.24)),
  );
  const tack = random.chance(0.5) ? 1 : -1;
  drawBoat(stage, x, y, size, tack, -0.72, 0.42);
  breakReflection(stage, x, y, size);
  drawBoat(stage, x, y, size, tack, 1, 1);
}

/** Draws the boat upright (`flip` 1) or mirrored in the water (`flip` negative, shortened). */
function drawBoat(
  stage: Stage,
  x: number,
  y: number,
  size: number,
  tack: number,
  flip: number,
  alpha: number,
): void {
  const { canvas, palette } = stage;
  const hull = palette.lit("wood", "boat");
  const sail = palette.lit("sail", "boat");
  const place = (corners: readonly number[]) =>
    corners.map((part, at) => (at % 2 ? y - part * size * flip : x + part * size * tack));
  const shape = (corners: readonly number[], colour: Lab) =>
    paintShape(canvas, place(corners), colour, alpha);
  const [mastX, mastFoot, , mastTop] = place([0.02, 0.12, 0.02, 1.16]) as [
    number,
    number,
    number,
    number,
  ];
  paintStroke(
    canvas,
    mastX,
    mastFoot,
    size * 0.012,
    mastX,
    mastTop,
    size * 0.006,
    hull.shade,
    alpha,
  );
  const main = [0.045, 0.2, 0.05, 1.12, 0.16, 0.84, 0.27, 0.56, 0.36, 0.3, 0.4, 0.2];
  const jib = [-0.01, 0.98, -0.12, 0.66, -0.26, 0.38, -0.4, 0.18, -0.02, 0.24];
  shape(main, mix(sail.light, sail.shade, 0.08));
  shape([0.045, 0.2, 0.05, 1.12, 0.12, 0.6, 0.13, 0.2], mix(sail.light, sail.shade, 0.34));
  shape(jib, mix(sail.light, sail.shade, 0.24));
  shape([-0.01, 0.98, -0.08, 0.62, -0.14, 0.22, -0.02, 0.24], mix(sail.light, sail.shade, 0.5));
  shape(
    [-0.5, 0.17, -0.42, 0.06, -0.32, -0.01, 0.36, -0.01, 0.46, 0.12, 0.1, 0.13, -0.2, 0.14],
    mix(hull.middle, hull.shade, 0.35),
  );
  shape(
    [-0.5, 0.17, -0.47, 0.125, 0.1, 0.095, 0.45, 0.1, 0.46, 0.13, 0.1, 0.13, -0.2, 0.145],
    mix(hull.light, sail.light, 0.5),
  );
}

function breakReflection(stage: Stage, x: number, y: number, size: number): void {
  const { canvas, palette } = stage;
  const random = stage.random("boat ripples");
  for (let line = 0; line < 26; line++) {
    const down = random.next();
    const colour = mix(palette.deep, palette.sky[2]!, random.between(0.3, 0.75));
    const wide = size * random.between(0.1, 0.4);
    paintDab(
      canvas,
      x + random.between(-0.5, 0.5) * size,
      y + down * size * 0.9 + 1,
      wide,
      size * (0.006 + 0.012 * down),
      0,
      colour,
      0.5,
    );
  }
}
