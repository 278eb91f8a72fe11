import { blend } from "./canvas.ts";
import { labFromHex, mix } from "./color.ts";
import { paintHouses } from "./house.ts";
import { createField } from "./noise.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import type { Land } from "./land.ts";
import type { Stage } from "./stage.ts";
import { plantTrees } from "./trees.ts";

/** Where the land of a beach rises: 1 at the right, -1 at the left. Open water is on the other side. */
export function beachSide(stage: Stage): 1 | -1 {
  return stage.random("beach").chance(0.5) ? 1 : -1;
}

/** Paints a sandy shore that sweeps in from one side, with wet sand and lines of foam at the water's edge. */
export function paintBeach(stage: Stage): void {
  const { canvas, unit, palette, horizon, noise } = stage;
  const random = stage.random("beach");
  const side = random.chance(0.5) ? 1 : -1;
  const line = shoreLine(stage, side, random.between(0, 90));
  const shades = palette.lit("beach", "ground");
  const foam = mix(labFromHex("#ffffff"), shades.light, 0.3 + 0.4 * (1 - palette.brightness));
  const wet = mix(mix(shades.shade, shades.light, 0.35), palette.sky[3]!, 0.35);
  const patches = createField(canvas.width, canvas.height, 3, (x, y) => {
    const distance = 1 / (Math.max(0, y - horizon) / unit + 0.1);
    return noise.fractal(((x - canvas.width / 2) / unit) * distance * 0.8, distance * 2.6, 4);
  });
  for (let y = horizon + 1; y < canvas.height; y++) {
    const near = (y - horizon) / (canvas.height - horizon);
    const scale = unit * (0.01 + 0.09 * near);
    for (let x = 0; x < canvas.width; x++) {
      const patch = patches.at(x, y);
      const inland = (y - line[x]!) / scale;
      if (inland < -2.2) continue;
      const offset = (y * canvas.width + x) * 3;
      const shallow = smoothStep(-2.2, 0, inland) * 0.34;
      blend(canvas, offset, wet[0], wet[1], wet[2], shallow);
      const dry = smoothStep(0.5, 1.15, inland + patch * 0.3);
      const lit = 0.72 + patch * 0.3 - 0.3 * smoothStep(0.75, 1.1, near);
      const cover = smoothStep(-0.06, 0.06, inland + patch * 0.12);
      for (let channel = 0; channel < 3; channel++) {
        const sand =
          shades.shade[channel]! + (shades.light[channel]! - shades.shade[channel]!) * lit;
        const own = wet[channel]! + (sand - wet[channel]!) * dry;
        canvas.pixels[offset + channel]! += (own - canvas.pixels[offset + channel]!) * cover;
      }
      const edge = foamAt(inland + patch * 0.12, patch);
      if (edge > 0.01) blend(canvas, offset, foam[0], foam[1], foam[2], edge);
    }
  }
  const land: Land = { line, shades, surface: "sand", nearness: 1 };
  paintHouses(stage, land);
  plantTrees(stage, land);
}

/** Three lines of foam, the strongest at the water's edge. */
function foamAt(inland: number, patch: number): number {
  const wave = (at: number, width: number) => smoothStep(width, 0, Math.abs(inland - at));
  const broken = smoothStep(-0.5, 0.1, patch);
  return (
    0.9 * wave(0, 0.1) +
    0.6 * wave(-0.7, 0.09) * broken +
    0.4 * wave(-1.45, 0.09) * smoothStep(-0.2, 0.3, patch)
  );
}

function shoreLine(stage: Stage, side: number, offset: number): Float32Array {
  const { canvas, horizon, unit, noise } = stage;
  const room = canvas.height - horizon;
  const line = new Float32Array(canvas.width);
  for (let x = 0; x < canvas.width; x++) {
    const across = (x / canvas.width - 0.5) * side + 0.5;
    const sweep = 0.86 - 0.74 * smoothStep(0.15, 1.15, across);
    line[x] =
      horizon +
      room * sweep +
      unit * 0.045 * noise.fractal((x / unit) * 2 + offset, 2.5, 2) * sweep;
  }
  return line;
}
