import { beachSide } from "./beach.ts";
import { paintDab, paintShape, paintStroke } from "./brush.ts";
import { mix, type Lab } from "./color.ts";
import { sizeAt } from "./land.ts";
import { spread } from "./spread.ts";
import { parallax, type Stage } from "./stage.ts";

interface Boat {
  x: number;
  y: number;
  size: number;
  /** The side that it heels to. */
  tack: number;
}

/** Paints sailing boats with their broken reflections, if the scene has boats and water; the farthest first. */
export function paintBoats(stage: Stage): void {
  const { scene } = stage;
  if (!scene.subjects.has("boat") || scene.water === "none") return;
  const count = stage.count("boat");
  const boats = count === 1 ? [loneBoat(stage)] : fleet(stage, count);
  for (const { x: startX, y: startY, size, tack } of boats.toSorted((a, b) => a.y - b.y)) {
    const { x, y } = sail(stage, startX, startY, size, tack);
    drawBoat(stage, x, y, size, tack, -0.72, 0.42);
    breakReflection(stage, x, y, size);
    drawBoat(stage, x, y, size, tack, 1, 1);
  }
}

/** Where a boat is by now: it sails slowly on and goes up and down. */
function sail(stage: Stage, x: number, y: number, size: number, tack: number) {
  const { seconds } = stage.moment;
  const nearness = (y - stage.horizon) / (stage.canvas.height - stage.horizon);
  const swell = Math.sin(seconds * 1.5 + x) - Math.sin(x);
  return {
    x: x + parallax(stage, nearness) - tack * seconds * size * 0.045,
    y: y + swell * size * 0.012,
  };
}

/** Near the light, where the eye goes. */
function loneBoat(stage: Stage): Boat {
  const { canvas, horizon, light, unit } = stage;
  const random = stage.random("boat");
  const y = horizon + depthOf(stage, random.between(0.16, 0.3));
  const size = Math.max(unit * 0.085, sizeAt(stage, y, 0.5)) * stage.scale("boat");
  const side = light.x > canvas.width / 2 ? -1 : 1;
  const [from, to] = openWater(stage);
  const x = Math.min(
    canvas.width * to,
    Math.max(canvas.width * from, light.x + side * unit * random.between(0.1, 0.24)),
  );
  return { x, y, size, tack: random.chance(0.5) ? 1 : -1 };
}

/** Side by side, clear of what frames the picture. */
function fleet(stage: Stage, count: number): Boat[] {
  const { canvas, horizon, unit } = stage;
  const random = stage.random("boats");
  const tack = random.chance(0.5) ? 1 : -1;
  const [from, to] = openWater(stage);
  return spread(random, count, from, to).map(({ at, room }) => {
    const y = horizon + depthOf(stage, random.between(0.07, 0.3));
    const wished = Math.max(unit * 0.07, sizeAt(stage, y, 0.45)) * stage.scale("boat");
    return { x: at * canvas.width, y, size: Math.min(wished, room * canvas.width), tack };
  });
}

/** The stretch of water, in widths of the picture, where nothing stands in front. */
function openWater(stage: Stage): [from: number, to: number] {
  if (stage.scene.ground !== "beach") return [0.15, 0.85];
  return beachSide(stage) > 0 ? [0.05, 0.52] : [0.48, 0.95];
}

/** How far below the horizon, in pixels. A beach leaves only far water free on its side. */
function depthOf({ canvas, horizon, scene }: Stage, share: number): number {
  return (canvas.height - horizon) * (scene.ground === "beach" ? share / 3 : share);
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
  const shape = (corners: readonly number[], color: Lab) =>
    paintShape(canvas, place(corners), color, alpha);
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
  const { seconds } = stage.moment;
  for (let line = 0; line < 26; line++) {
    const down = random.next();
    const color = mix(palette.deep, palette.sky[2]!, random.between(0.3, 0.75));
    const wide = size * random.between(0.1, 0.4);
    const swing = Math.sin(seconds * 2 + line) - Math.sin(line);
    paintDab(
      canvas,
      x + random.between(-0.5, 0.5) * size + swing * size * 0.03,
      y + down * size * 0.9 + 1,
      wide,
      size * (0.006 + 0.012 * down),
      0,
      color,
      0.5,
    );
  }
}
