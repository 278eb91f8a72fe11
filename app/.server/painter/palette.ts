import { colorOf } from "./color-words.ts";
import { labFromHex, labFromLinear, linearFromHex, mix, type Lab } from "./color.ts";
import { flowerSets, materials, type Material } from "./materials.ts";
import { swatches } from "./palette-swatches.ts";
import { createRandom, hashText, mixSeeds } from "../../domain/random.ts";
import type { Scene, TintTarget } from "./scene.ts";

/** A material as it looks in this scene's light. */
export interface Shades {
  readonly light: Lab;
  readonly middle: Lab;
  readonly shade: Lab;
}

/** Every color of one picture, already tinted by the prompt's color words and mood. */
export interface Palette {
  /** Four stops from the zenith to the horizon. */
  readonly sky: readonly Lab[];
  readonly glow: Lab;
  readonly disc: Lab;
  readonly cloudLight: Lab;
  readonly cloudShade: Lab;
  readonly haze: Lab;
  readonly deep: Lab;
  /** Warm light in windows and lamps. */
  readonly lamp: Lab;
  readonly flowers: readonly Lab[];
  /** How much light there is: about 0.35 at night, 1 by day. */
  readonly brightness: number;
  /** A material in the light of the hour, tinted for what it belongs to. */
  lit(material: Material, target: TintTarget): Shades;
}

const brightnessByTime = { dawn: 0.85, day: 1, golden: 0.95, dusk: 0.6, night: 0.35 } as const;

/** Chooses and tints the colors of a scene. */
export function createPalette(scene: Scene): Palette {
  const random = createRandom(mixSeeds(scene.seed, hashText("palette")));
  const swatch = random.pick(swatches[scene.time]);
  const color = (hex: string, target: TintTarget) =>
    inMood(scene, tinted(scene, labFromHex(hex), target));
  const flowerSet = random.pick(flowerSets);
  const grey = scene.clouds === "overcast" ? 0.55 : 0;
  const dulled = (hex: string, target: TintTarget) =>
    overcast(color(hex, target), grey, scene.features.has("rain") ? 0.3 : 0.12);
  return {
    sky: swatch.sky.map((hex) => dulled(hex, "sky")),
    glow: dulled(swatch.glow, "light"),
    disc: color(swatch.disc, "light"),
    cloudLight: dulled(swatch.cloudLight, "clouds"),
    cloudShade: dulled(swatch.cloudShade, "clouds"),
    haze: dulled(swatch.haze, "sky"),
    deep: dulled(swatch.deep, "water"),
    lamp: inMood(scene, labFromHex("#ffd680")),
    flowers: flowerSet.map((hex) => flowerColor(scene, hex, swatch.key)),
    brightness: brightnessByTime[scene.time] * (grey > 0 ? 0.85 : 1),
    lit(material, target) {
      const own = tinted(scene, labFromHex(materials[material]), target, true);
      const light = inMood(scene, underLight(own, swatch.key, 1));
      const shade = inMood(scene, underLight(own, swatch.ambient, 0.62));
      const flat = mix(light, shade, grey * 0.7);
      return { light: flat, middle: mix(flat, shade, 0.5), shade };
    },
  };
}

function flowerColor(scene: Scene, hex: string, key: string): Lab {
  const own = tinted(scene, labFromHex(hex), "flowers", true);
  return inMood(scene, mix(own, underLight(own, key, 1), 0.8));
}

/** Multiplies a color with a light, as paint under a colored lamp. */
function underLight(own: Lab, light: string, strength: number): Lab {
  const [red, green, blue] = linearFromHex(light);
  const [long, medium, short] = linearFromLab(own);
  return labFromLinear([long * red * strength, medium * green * strength, short * blue * strength]);
}

function tinted(scene: Scene, color: Lab, target: TintTarget, own = false): Lab {
  let result = color;
  for (const tint of scene.tints) {
    if (tint.target === target)
      result = towards(result, colorOf(tint.color), 0.8, own ? 0.7 : 0.25);
    else if (tint.target === "all")
      result = towards(result, colorOf(tint.color), own ? 0.3 : 0.5, 0.08);
  }
  return result;
}

/** Moves a color's hue by `hueShare` and its lightness by `lightShare`, so that light stays light. */
function towards(color: Lab, goal: Lab, hueShare: number, lightShare: number): Lab {
  const lightness = color[0] + (goal[0] - color[0]) * lightShare;
  // Very light and very dark colors hold less chroma.
  const room = Math.min(1, (1.02 - lightness) * 3.2, lightness * 2.4 + 0.1);
  return [
    lightness,
    color[1] + (goal[1] * room - color[1]) * hueShare,
    color[2] + (goal[2] * room - color[2]) * hueShare,
  ];
}

function inMood(scene: Scene, [lightness, greenRed, blueYellow]: Lab): Lab {
  switch (scene.mood) {
    case "pastel":
      return [0.3 + lightness * 0.7, greenRed * 0.75, blueYellow * 0.75];
    case "vivid":
      return [lightness, greenRed * 1.3, blueYellow * 1.3];
    case "dark":
      return [
        lightness * (scene.time === "night" ? 0.95 : 0.8),
        greenRed * 0.85,
        blueYellow * 0.85,
      ];
    case "monochrome":
      return [lightness, 0, 0];
    default:
      return [lightness, greenRed, blueYellow];
  }
}

function overcast([lightness, greenRed, blueYellow]: Lab, share: number, darkness: number): Lab {
  return [lightness * (1 - share * darkness), greenRed * (1 - share), blueYellow * (1 - share)];
}

function linearFromLab([lightness, greenRed, blueYellow]: Lab): [number, number, number] {
  const long = (lightness + 0.3963377774 * greenRed + 0.2158037573 * blueYellow) ** 3;
  const medium = (lightness - 0.1055613458 * greenRed - 0.0638541728 * blueYellow) ** 3;
  const short = (lightness - 0.0894841775 * greenRed - 1.291485548 * blueYellow) ** 3;
  return [
    Math.max(0, 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    Math.max(0, -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    Math.max(0, -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}
