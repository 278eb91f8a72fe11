import { paintBeach } from "./beach.ts";
import { paintFallenLeaves, paintFlowers, paintGrass } from "./grass.ts";
import { paintHouses } from "./house.ts";
import { paintLand, type Land } from "./land.ts";
import type { Shades } from "./palette.ts";
import type { Stage } from "./stage.ts";
import { plantTrees } from "./trees.ts";
import { paintMist } from "./weather.ts";

/** A stretch of land with what stands on it. */
export interface Strip {
  /** 0 far away, 1 at the viewer's feet. */
  readonly nearness: number;
  paint(stage: Stage): void;
}

/** The land in front of the relief and the water, the farthest stretch first. */
export function groundStrips(stage: Stage): Strip[] {
  const { scene } = stage;
  if (scene.ground === "beach") return [{ nearness: 0.7, paint: paintBeach }];
  const lands = scene.water === "none" ? openCountry(stage) : bank(stage);
  return lands.map((land, at) => ({
    nearness: land.nearness,
    paint: (on) => paintStrip(on, land, at === Math.min(1, lands.length - 1)),
  }));
}

function paintStrip(stage: Stage, land: Land, hasHouses: boolean): void {
  const { scene } = stage;
  paintLand(stage, land);
  if (land.surface === "grass" && land.nearness > 0.5) paintGrass(stage, land);
  if (scene.features.has("flowers") && (land.surface === "grass" || land.surface === "crop"))
    paintFlowers(stage, land);
  if (scene.season === "autumn" && scene.trees === "leafy" && land.surface === "grass") {
    const leaves = (["leafAutumn", "leafAutumnRed"] as const).map(
      (material) => stage.palette.lit(material, "trees").light,
    );
    paintFallenLeaves(stage, land, leaves);
  }
  if (hasHouses) paintHouses(stage, land);
  plantTrees(stage, land);
  if (scene.features.has("fog") && land.nearness < 0.8) {
    paintMist(
      stage,
      land.line[0]!,
      stage.unit * (0.09 + 0.05 * land.nearness),
      0.6 - 0.3 * land.nearness,
    );
  }
}

const levels = [0, 0.13, 0.34, 0.72];

function openCountry(stage: Stage): Land[] {
  const { canvas, horizon, unit, noise, scene } = stage;
  const random = stage.random("country");
  const sandy = scene.ground === "desert";
  return levels.map((level, at) => {
    const nearness = at / (levels.length - 1);
    const offset = random.between(0, 200);
    const rolling = scene.relief === "hills" && at > 0 ? 1.9 - 0.8 * nearness : 1;
    const swing = unit * (sandy ? 0.05 + 0.06 * nearness : (0.022 + 0.075 * nearness) * rolling);
    const wide = sandy ? 1.1 : 1.5 - nearness * 0.7;
    const line = new Float32Array(canvas.width);
    for (let x = 0; x < canvas.width; x++) {
      const across = (x / unit) * wide + offset;
      const wave = sandy
        ? 0.3 - Math.abs(noise.fractal(across, at * 3.7, 2)) * 1.8
        : noise.fractal(across, at * 3.7, 2);
      const y = horizon + (canvas.height - horizon) * level - wave * swing;
      line[x] = at === 0 ? Math.min(y, horizon - 2) : y;
    }
    return { line, nearness, shades: groundShades(stage), surface: surfaceOf(stage, at) };
  });
}

/** A grassy bank in the foreground, higher at one side, so that the water stays in view. */
function bank(stage: Stage): Land[] {
  const { canvas, unit, noise, scene, horizon } = stage;
  if (scene.ground === "none") return [];
  const random = stage.random("bank");
  const side = random.chance(0.5) ? 1 : -1;
  const offset = random.between(0, 200);
  const level = canvas.height - (canvas.height - horizon) * random.between(0.1, 0.16);
  const line = new Float32Array(canvas.width);
  for (let x = 0; x < canvas.width; x++) {
    const across = (x / canvas.width - 0.5) * side;
    const rise = Math.max(0, across + 0.1) ** 1.5 * 0.32 * (canvas.height - horizon);
    line[x] = level - rise - unit * 0.03 * noise.fractal((x / unit) * 2.4 + offset, 1.5, 3);
  }
  const surface = surfaceOf(stage, levels.length - 1);
  return [
    {
      line,
      nearness: 1,
      shades: groundShades(stage),
      surface: surface === "crop" ? "grass" : surface,
    },
  ];
}

function surfaceOf({ scene }: Stage, layer: number): Land["surface"] {
  if (scene.ground === "desert") return "sand";
  if (scene.ground === "snow") return "snow";
  return scene.ground === "field" && layer >= 2 ? "crop" : "grass";
}

function groundShades({ scene, palette }: Stage): Shades {
  if (scene.ground === "desert") return palette.lit("desert", "ground");
  if (scene.ground === "snow") return palette.lit("snow", "ground");
  if (scene.ground === "field" && scene.season !== "spring") return palette.lit("wheat", "ground");
  if (scene.season === "autumn") return palette.lit("meadowAutumn", "ground");
  return palette.lit(scene.season === "spring" ? "meadowSpring" : "meadow", "ground");
}
