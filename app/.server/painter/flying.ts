import { paintShape, paintStroke } from "./brush.ts";
import { maxCount, defaultRange } from "./counts.ts";
import { labFromHex, mix, type Lab } from "./color.ts";
import { spread } from "./spread.ts";
import { parallax, type Stage } from "./stage.ts";

/** Paints a loose flock of birds, if the scene has birds. */
export function paintBirds(stage: Stage): void {
  const { canvas, horizon, unit, scene, palette, light } = stage;
  if (!scene.subjects.has("birds")) return;
  const random = stage.random("birds");
  const color = mix(
    palette.lit("pine", "all").shade,
    palette.sky[1]!,
    scene.time === "night" ? 0.3 : 0.12,
  );
  const side = light.x > canvas.width / 2 ? -1 : 1;
  const centreX = canvas.width * (0.5 + side * random.between(0.02, 0.16));
  const centreY = horizon * random.between(0.3, 0.5);
  const flock = random.whole(7, 12);
  const spots = birdSpots(stage);
  const count = spots?.length ?? flock;
  const { seconds } = stage.moment;
  for (let bird = 0; bird < count; bird++) {
    const aside = (random.next() + random.next() - 1) * unit * 0.26;
    const x = spots?.[bird] ?? centreX + aside;
    const down = (random.next() + random.next() - 1) * unit * 0.13;
    const y = spots ? horizon * (0.1 + 0.3 * random.next()) : centreY + down;
    const span = unit * random.between(0.011, 0.026) * stage.scale("birds");
    const lift = random.between(0.1, 0.75);
    const flap = Math.sin(seconds * (9 + (bird % 4)) + bird) - Math.sin(bird);
    paintBird(
      stage,
      x + stage.windSide * seconds * span * 1.4,
      y - (Math.sin(seconds * 1.1 + bird) - Math.sin(bird)) * span * 0.3,
      span,
      lift + flap * 0.3,
      random.between(-0.25, 0.25),
      color,
    );
  }
}

/** Apart from each other, where a number is asked for; null for a flock. */
function birdSpots(stage: Stage): number[] | null {
  const [, maxBirds] = stage.scene.counts.get("birds") ?? defaultRange("birds");
  if (maxBirds > maxCount) return null;
  const count = stage.count("birds");
  return spread(stage.random("bird spots"), count, 0.24, 0.76).map(
    ({ at }) => at * stage.canvas.width,
  );
}

function paintBird(
  { canvas }: Stage,
  x: number,
  y: number,
  span: number,
  lift: number,
  bank: number,
  color: Lab,
): void {
  for (const side of [-1, 1]) {
    const elbowX = x + side * span * 0.45;
    const elbowY = y - span * (lift * 0.6 + bank * side * 0.5);
    const tipX = x + side * span;
    const tipY = y - span * (lift * 0.42 - 0.12 + bank * side);
    paintStroke(canvas, x, y, span * 0.075, elbowX, elbowY, span * 0.06, color);
    paintStroke(canvas, elbowX, elbowY, span * 0.06, tipX, tipY, span * 0.012, color);
  }
  paintStroke(
    canvas,
    x,
    y - span * 0.03,
    span * 0.07,
    x + span * 0.1,
    y + span * 0.14,
    span * 0.03,
    color,
  );
}

const balloonColors = ["#e2574c", "#f2b84b", "#3f9aa8", "#f3ead8", "#8a62b4", "#ef8f5a"];

/** Paints hot-air balloons, if the scene has them, the farthest first. */
export function paintBalloons(stage: Stage): void {
  const { canvas, horizon, unit, scene, light } = stage;
  if (!scene.subjects.has("balloon")) return;
  const random = stage.random("balloons");
  const count = stage.count("balloon");
  if (count > 3) return paintManyBalloons(stage, count);
  const side = light.x > canvas.width / 2 ? -1 : 1;
  for (let balloon = count - 1; balloon >= 0; balloon--) {
    const near = 1 / (1 + balloon * 0.9);
    const x = canvas.width * (0.5 + side * (0.16 - balloon * 0.22) + random.between(-0.04, 0.04));
    const y = horizon * (0.34 + balloon * 0.12 + random.between(-0.05, 0.05));
    const radius = unit * 0.085 * near * stage.scale("balloon");
    paintBalloon(stage, ...rise(stage, x, y, radius), radius, (1 - near) * 0.5, random.whole(0, 5));
  }
}

function paintManyBalloons(stage: Stage, count: number): void {
  const { canvas, horizon, unit } = stage;
  const random = stage.random("many balloons");
  spread(random, count, 0.06, 0.94).forEach(({ at, room }, balloon) => {
    const near = random.between(0.45, 0.8);
    const y = horizon * (0.3 + (balloon % 2) * 0.24 + random.between(-0.07, 0.07));
    const wished = unit * 0.085 * near * stage.scale("balloon");
    const radius = Math.min(wished, (room * canvas.width) / 2);
    const place = rise(stage, at * canvas.width, y, radius);
    paintBalloon(stage, ...place, radius, (1 - near) * 0.5, random.whole(0, 5));
  });
}

/** Where a balloon is by now: it drifts with the wind, and up and down a little. */
function rise(stage: Stage, x: number, y: number, radius: number): [x: number, y: number] {
  const { moment, windSide } = stage;
  const blown = windSide * moment.seconds * radius * 0.12;
  const lifted = Math.sin(moment.seconds * 0.5 + x) - Math.sin(x);
  return [x + blown + parallax(stage, 0.2), y - lifted * radius * 0.15];
}

function paintBalloon(
  stage: Stage,
  x: number,
  y: number,
  radius: number,
  far: number,
  first: number,
): void {
  const { canvas, palette, lightSide, scene } = stage;
  const isTinted = scene.tints.some((tint) => tint.target === "balloon");
  const gores = 10;
  const own = palette.lit("stripe", "balloon");
  const pale = palette.lit("sail", "all");
  for (let gore = 0; gore < gores; gore++) {
    const from = Math.sin((gore / gores - 0.5) * Math.PI);
    const to = Math.sin(((gore + 1) / gores - 0.5) * Math.PI);
    const plain = isTinted
      ? own.light
      : mix(
          labFromHex(balloonColors[(first + (gore % 2) * 3) % 6]!),
          palette.lit("sail", "all").light,
          0.12,
        );
    const lit = 0.5 + 0.5 * ((from + to) / 2) * lightSide;
    const striped = isTinted && gore % 2 ? pale.light : plain;
    const shade = mix(
      striped,
      palette.lit("roof", "all").shade,
      (1 - lit) * 0.5 + (1 - palette.brightness) * 0.5,
    );
    paintShape(canvas, goreShape(x, y, radius, from, to + 0.01), mix(shade, palette.haze, far));
  }
  const wood = mix(palette.lit("wood", "all").shade, palette.haze, far);
  for (const end of [-1, 1])
    paintStroke(
      canvas,
      x + end * radius * 0.24,
      y + radius * 1.22,
      radius * 0.012,
      x + end * radius * 0.12,
      y + radius * 1.55,
      radius * 0.012,
      wood,
    );
  const basket = [-0.14, 1.52, 0.14, 1.52, 0.11, 1.74, -0.11, 1.74];
  paintShape(
    canvas,
    basket.map((part, at) => (at % 2 ? y : x) + part * radius),
    wood,
  );
}

/** One upright segment of the envelope between two shares (-1..1) of its half width. */
function goreShape(x: number, y: number, radius: number, from: number, to: number): number[] {
  const corners: number[] = [];
  const steps = 18;
  for (let step = 0; step <= steps; step++)
    corners.push(...envelopePoint(x, y, radius, from, step / steps));
  for (let step = steps; step >= 0; step--)
    corners.push(...envelopePoint(x, y, radius, to, step / steps));
  return corners;
}

function envelopePoint(
  x: number,
  y: number,
  radius: number,
  aside: number,
  down: number,
): [number, number] {
  const roundUntil = 0.7;
  const widest = Math.PI * 0.68;
  if (down < roundUntil) {
    const angle = (down / roundUntil) * widest;
    return [x + aside * Math.sin(angle) * radius, y - Math.cos(angle) * radius];
  }
  const below = (down - roundUntil) / (1 - roundUntil);
  const half = Math.sin(widest) * (1 - below) + 0.24 * below;
  return [x + aside * half * radius, y + (-Math.cos(widest) * (1 - below) + 1.24 * below) * radius];
}
