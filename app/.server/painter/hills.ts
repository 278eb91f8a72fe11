import { blend } from "./canvas.ts";
import { mix, type Lab } from "./color.ts";
import { lowestOf, slopesOf } from "./land.ts";
import { softSteps } from "./noise.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import type { Stage } from "./stage.ts";

/** One row of far hills, from its ridge line down to the horizon. */
interface HillRow {
  /** The y of the ridge for every column. */
  readonly line: Float32Array;
  readonly height: number;
  readonly light: Lab;
  readonly shade: Lab;
  /** What the foot fades into. */
  readonly haze: Lab;
}

/** Paints rows of soft hills that fade with distance, if the scene has hills; at sea they are a headland. */
export function paintHills(stage: Stage): void {
  const { palette, unit, scene } = stage;
  if (scene.relief !== "hills") return;
  const random = stage.random("hills");
  const winter = scene.season === "winter" || scene.ground === "snow";
  const hill = palette.lit(
    winter ? "hillWinter" : scene.season === "autumn" ? "hillAutumn" : "hill",
    "relief",
  );
  const haze = mix(palette.haze, palette.sky[3]!, 0.2);
  const rows = scene.water === "sea" ? 2 : 4;
  const side = random.chance(0.5) ? 1 : -1;
  for (let row = 0; row < rows; row++) {
    const near = (row + 1) / rows;
    const height = unit * (0.19 - 0.1 * near) * random.between(0.85, 1.15);
    const line = ridgeOf(
      stage,
      row,
      near,
      height,
      scene.water === "sea" ? side : 0,
      random.between(0, 200),
    );
    const far = 0.82 - near * 0.5;
    paintRow(stage, {
      line,
      height,
      haze,
      light: mix(hill.light, haze, far),
      shade: mix(hill.shade, haze, far * 0.88),
    });
  }
}

/** The ridge of one row; with a `side` (1 or -1) it sinks into the sea towards the other side. */
function ridgeOf(
  stage: Stage,
  row: number,
  near: number,
  height: number,
  side: number,
  offset: number,
): Float32Array {
  const { canvas, unit, noise, horizon } = stage;
  const line = new Float32Array(canvas.width);
  for (let x = 0; x < canvas.width; x++) {
    const at = x / unit;
    const swell = 0.55 + 0.6 * noise.fractal(at * (1.4 + near) + offset, row * 5.3, 3);
    const across = (x / canvas.width - 0.5) * side + (row - 0.5) * 0.24;
    const share = side === 0 ? 1 : smoothStep(0.1, -0.35, across);
    const treetops = unit * 0.0018 * noise.fractal(at * 85, row * 3.1, 2);
    line[x] = horizon - height * swell * share + (share < 0.02 ? 2 : -treetops);
  }
  return line;
}

function paintRow(stage: Stage, { line, height, light, shade, haze }: HillRow): void {
  const { canvas, texture, unit, lightSide, scene, horizon } = stage;
  const slopes = slopesOf(line, Math.round(unit * 0.03));
  const fog = scene.features.has("fog") ? 0.85 : 0.55;
  const last = canvas.width - 1;
  for (let y = Math.max(0, Math.floor(lowestOf(line) - 1)); y < horizon; y++) {
    for (let x = 0; x <= last; x++) {
      const depth = y + 0.5 - line[x]!;
      if (depth < -0.5) continue;
      const woods = texture.at((x * 1.7) % last, (y * 3.3) % canvas.height);
      const shift = Math.round(lightSide * depth * 0.6 + woods * unit * 0.02);
      const slope = slopes[Math.min(last, Math.max(0, x - shift))]!;
      const crest = Math.exp(-depth / (height * 0.35));
      const lit = softSteps(0.4 + slope * lightSide * 0.9 + crest * 0.25 + woods * 0.3, 5, 0.4);
      const veil = fog * smoothStep(0.75, 0, (horizon - y) / height + woods * 0.06);
      const l = shade[0] + (light[0] - shade[0]) * lit;
      const a = shade[1] + (light[1] - shade[1]) * lit;
      const b = shade[2] + (light[2] - shade[2]) * lit;
      const cover = Math.min(1, depth + 0.5);
      blend(
        canvas,
        (y * canvas.width + x) * 3,
        l + (haze[0] - l) * veil,
        a + (haze[1] - a) * veil,
        b + (haze[2] - b) * veil,
        cover,
      );
    }
  }
  for (let x = 0; x <= last; x++) stage.ridge[x] = Math.min(stage.ridge[x]!, line[x]!);
}
