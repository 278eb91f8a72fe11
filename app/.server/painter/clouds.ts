import { blend } from "./canvas.ts";
import { createField, softSteps, type Field } from "./noise.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import { paintPuffs } from "./puffs.ts";
import type { Stage } from "./stage.ts";

const step = 2;
/** In units of the ceiling of clouds, in a second. */
const windSpeed = 0.045;

/** Paints the clouds that the scene asks for over the sky. */
export function paintClouds(stage: Stage): void {
  switch (stage.scene.clouds) {
    case "puffs":
      return paintPuffs(stage);
    case "streaks":
      return paintStreaks(stage);
    case "wisps":
      return paintWisps(stage);
    case "overcast":
      return paintOvercast(stage);
    case "none":
      return;
  }
}

/** Long flat bands, lit from below near the light. */
function paintStreaks(stage: Stage): void {
  const { noise, unit, horizon } = stage;
  const random = stage.random("streaks");
  const offset = random.between(0, 90);
  const field = perspectiveField(stage, (x, depth) => {
    const warp = noise.fractal(x * 0.5 + offset, depth * 0.9, 2) * 0.7;
    return noise.fractal(x * 0.55 + offset, depth * 2.6 + warp, 5);
  });
  const threshold = random.between(-0.04, 0.08);
  shadeLayer(
    stage,
    field,
    (density) => smoothStep(threshold, threshold + 0.3, density) * 0.9,
    unit * 0.012,
    horizon,
  );
}

function paintWisps(stage: Stage): void {
  const { noise, unit, horizon } = stage;
  const random = stage.random("wisps");
  const offset = random.between(0, 90);
  const slant = random.between(-0.5, 0.5);
  const field = perspectiveField(stage, (x, depth) => {
    const warp = noise.fractal(x * 0.4, depth * 0.6 + offset, 3) * 1.6;
    return noise.fractal((x + depth * slant) * 0.6 + warp * 0.5 + offset, depth * 2 + warp, 6);
  });
  shadeLayer(stage, field, (density) => smoothStep(0, 0.62, density) * 0.6, unit * 0.014, horizon);
}

function paintOvercast(stage: Stage): void {
  const { noise, unit, horizon } = stage;
  const offset = stage.random("overcast").between(0, 90);
  const field = perspectiveField(stage, (x, depth) => {
    const warp = noise.fractal(x * 0.5 + offset, depth * 0.8, 3);
    return noise.fractal(x * 0.7 + warp + offset, depth * 1.5 + warp * 0.6, 5) * 0.9 + 0.18;
  });
  shadeLayer(
    stage,
    field,
    (density) => smoothStep(-0.25, 0.4, density) * 0.86,
    unit * 0.035,
    horizon,
  );
}

/** Samples noise on a flat ceiling of cloud seen in perspective: bands get thinner towards the horizon. */
function perspectiveField(stage: Stage, sample: (x: number, depth: number) => number): Field {
  const { canvas, horizon, unit, moment, windSide } = stage;
  const blown = moment.seconds * windSide * windSpeed;
  return createField(canvas.width, horizon, step * 1.5, (x, y) => {
    const near = Math.max(0, (horizon - y) / unit) + 0.16;
    const spread = 0.55 / near;
    const across = ((x - canvas.width / 2) / unit) * (1 + spread) * 1.6;
    return sample(across - blown, Math.log(near) * 3.2);
  });
}

/** Lays a cloud field over the sky; its shading follows how the density changes towards the light. */
function shadeLayer(
  stage: Stage,
  field: Field,
  coverOf: (density: number) => number,
  reach: number,
  horizon: number,
): void {
  const { canvas, palette, light, unit } = stage;
  const { cloudLight, cloudShade } = palette;
  for (let y = 0; y < horizon; y++) {
    const edge = smoothStep(1, 0.9, y / horizon);
    for (let x = 0; x < canvas.width; x++) {
      const density = field.at(x, y);
      const cover = coverOf(density) * edge;
      if (cover <= 0.004) continue;
      const dx = light.x - x;
      const dy = light.y - y;
      const distance = Math.sqrt(dx * dx + dy * dy * 2.2) / unit;
      const change =
        density -
        field.at(
          x + (dx / unit / (distance + 0.1)) * reach,
          y + (dy / unit / (distance + 0.1)) * reach,
        );
      const lit = softSteps(
        0.44 + change * 2.2 + 0.5 * Math.exp(-distance * 3) - density * 0.3,
        5,
        0.4,
      );
      blend(
        canvas,
        (y * canvas.width + x) * 3,
        cloudShade[0] + (cloudLight[0] - cloudShade[0]) * lit,
        cloudShade[1] + (cloudLight[1] - cloudShade[1]) * lit,
        cloudShade[2] + (cloudLight[2] - cloudShade[2]) * lit,
        cover,
      );
    }
  }
}
