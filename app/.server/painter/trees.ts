import { paintDab, paintStroke } from "./brush.ts";
import { housePlaces } from "./house.ts";
import { mix } from "./color.ts";
import type { Land } from "./land.ts";
import { paintLeafyTree } from "./leafy-trees.ts";
import { paintPalm } from "./palms.ts";
import type { Shades } from "./palette.ts";
import { paintPine } from "./pines.ts";
import type { Random } from "../../domain/random.ts";
import type { Stage } from "./stage.ts";
import { findPlaces, type Place, type TreePlace } from "./tree-places.ts";

/** Plants the scene's trees on one stretch of land: groves on far land, framing trees on the nearest. */
export function plantTrees(stage: Stage, land: Land): void {
  const { scene } = stage;
  if (scene.trees === "none") return;
  const random = stage.random(`trees ${land.nearness}`);
  const places = findPlaces(stage, land, random);
  const open = clearOf(stage, places);
  open.sort((first, second) => first.foot - second.foot);
  for (const place of open) {
    paintTree(stage, { ...place, shades: leafShades(stage, land, random), random });
    if (place.height > 60) paintFoot(stage, land, place, random);
  }
}

/** A tree's crown reaches so far to each side, as a share of its height. */
const reach = 0.4;

/**
 * Of the places for trees those that hide no house; where none is left, a small tree at the one that is farthest away.
 */
function clearOf(stage: Stage, places: readonly Place[]): Place[] {
  const houses = housePlaces(stage);
  const free = ({ x }: Place) =>
    Math.min(
      ...houses.map((house) => Math.abs(x - house.x) - Math.min(stage.unit * 0.11, house.room / 2)),
    );
  const open = places.filter((place) => free(place) > place.height * reach);
  const [best] = places.toSorted((a, b) => free(b) - free(a));
  if (open.length > 0 || !best) return open;
  return [{ ...best, height: Math.max(stage.unit * 0.1, free(best) / reach) }];
}

/** Hides the foot of a trunk in grass, snow or sand. */
function paintFoot(
  { canvas }: Stage,
  land: Land,
  { x, foot, height }: Place,
  random: Random,
): void {
  const { light, middle, shade } = land.shades;
  const wide = height * 0.05;
  if (land.surface === "snow" || land.surface === "sand") {
    return paintDab(
      canvas,
      x,
      foot + wide * 0.35,
      wide * 1.5,
      wide * 0.5,
      0,
      mix(light, middle, 0.5),
      0.9,
      0.6,
    );
  }
  for (let blade = 0; blade < 26; blade++) {
    const from = x + (random.next() + random.next() - 1) * wide * 1.7;
    const length = wide * random.between(0.35, 0.85);
    const color = mix(mix(shade, middle, 0.5), light, random.between(0, 0.55));
    const y = foot + wide * random.between(0.2, 0.5);
    paintStroke(
      canvas,
      from,
      y,
      length * 0.08 + 0.3,
      from + length * random.between(-0.4, 0.4),
      y - length,
      0.3,
      color,
      0.9,
    );
  }
}

/** Paints one tree of the scene's kind. */
export function paintTree(stage: Stage, place: TreePlace): void {
  switch (stage.scene.trees) {
    case "pines":
      return paintPine(stage, place);
    case "palms":
      return paintPalm(stage, place);
    case "leafy":
    case "blossom":
      return paintLeafyTree(stage, place);
    case "none":
      return;
  }
}

/** The colors of one tree's leaves on a stretch of land, a little different for every tree. */
export function leafShades(stage: Stage, land: Land, random: Random): Shades {
  const { palette, scene } = stage;
  const own = palette.lit(leafMaterial(stage, random), "trees");
  const far =
    Math.max(0, 0.62 - land.nearness * 0.75) +
    (scene.features.has("fog") ? 0.2 * (1 - land.nearness) : 0);
  const haze = mix(palette.haze, palette.sky[3]!, 0.2);
  const vary = random.between(-0.02, 0.02);
  const fade = (share: number) => (color: readonly [number, number, number]) =>
    mix([color[0] + vary, color[1], color[2]], haze, share);
  return {
    light: fade(far)(own.light),
    middle: fade(far)(own.middle),
    shade: fade(far * 0.92)(own.shade),
  };
}

function leafMaterial({ scene }: Stage, random: Random) {
  if (scene.trees === "pines") return "pine";
  if (scene.trees === "palms") return "palm";
  if (scene.trees === "blossom") return "blossom";
  if (scene.season === "autumn")
    return random.pick(["leafAutumn", "leafAutumnRed", "leafAutumn"] as const);
  return scene.season === "spring" ? "leafSpring" : "leaf";
}
