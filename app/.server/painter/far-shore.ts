import type { Land } from "./land.ts";
import type { Stage } from "./stage.ts";
import { leafShades, paintTree } from "./trees.ts";

/** Paints a dark, distant line of trees along the horizon, before the water mirrors it. */
export function paintFarShore(stage: Stage): void {
  const { scene, canvas, unit, horizon, noise } = stage;
  if (scene.water !== "lake" || scene.ground === "desert" || scene.ground === "beach") return;
  const random = stage.random("far shore");
  const offset = random.between(0, 90);
  const line = new Float32Array(canvas.width);
  for (let x = 0; x < canvas.width; x++)
    line[x] = horizon - unit * (0.008 + 0.012 * noise.fractal((x / unit) * 2 + offset, 0.5, 2));
  const land: Land = {
    line,
    shades: stage.palette.lit("meadow", "ground"),
    surface: "grass",
    nearness: 0.12,
  };
  const shades = leafShades(stage, land, random);
  for (let x = 0; x < canvas.width; x++) {
    for (let y = Math.max(0, Math.round(line[x]!)); y < horizon; y++) {
      const offset = (y * canvas.width + x) * 3;
      for (let channel = 0; channel < 3; channel++)
        stage.canvas.pixels[offset + channel] = shades.shade[channel]!;
    }
  }
  if (scene.trees === "none") return;
  const count = Math.round((canvas.width / unit) * 150);
  for (let tree = 0; tree < count; tree++) {
    const x = random.next() * canvas.width;
    const dense = noise.fractal((x / unit) * 2.2 + offset, 4.5, 2);
    if (dense < -0.12) continue;
    const height = unit * (0.022 + 0.035 * Math.max(0, dense + 0.3)) * random.between(0.6, 1.2);
    paintTree(stage, {
      x,
      foot: horizon + 1,
      height,
      shades: leafShades(stage, land, random),
      random,
    });
  }
}
