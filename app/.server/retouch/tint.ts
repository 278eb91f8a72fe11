import { closeness, fromHsl, type Hsl, type NamedColor, toHsl } from "./color.ts";
import { lightness, mapPixels, type Picture } from "./picture.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import { addContrast } from "./tone.ts";

type Rgb = readonly [number, number, number];

export function makeGray(picture: Picture): Picture {
  return mapPixels(picture, (r, g, b, out) => {
    // A little redder than the eye: skies get deep and faces light, as on film.
    const light = 0.3 * r + 0.59 * g + 0.11 * b;
    out[0] = light;
    out[1] = light;
    out[2] = light;
  });
}

export function makeNoir(picture: Picture): Picture {
  return addContrast(addContrast(makeGray(picture), 0.55), 0.35);
}

export function makeSepia(picture: Picture): Picture {
  return mapPixels(makeDuotone(picture, [30, 16, 6], [255, 242, 218]), (r, g, b, out) => {
    // Browner in the middle than either end.
    const middle = 1 - Math.abs(r - 140) / 140;
    out[0] = r + 6 * middle;
    out[1] = g - 10 * middle;
    out[2] = b - 26 * middle;
  });
}

/** From the dark color over a middle between them to the light one. */
export function makeDuotone(picture: Picture, dark: Rgb, light: Rgb): Picture {
  const table = Array.from({ length: 256 }, (_, value) => {
    const share = value / 255;
    return [0, 1, 2].map((channel) => dark[channel]! + (light[channel]! - dark[channel]!) * share);
  });
  return mapPixels(picture, (r, g, b, out) => {
    const [red, green, blue] = table[Math.round(lightness(r, g, b))]!;
    out[0] = red!;
    out[1] = green!;
    out[2] = blue!;
  });
}

/** Colors further away from gray or nearer to it; `factor` 1 changes nothing. */
export function saturate(picture: Picture, factor: number): Picture {
  return mapPixels(picture, (r, g, b, out) => {
    const light = lightness(r, g, b);
    out[0] = light + (r - light) * factor;
    out[1] = light + (g - light) * factor;
    out[2] = light + (b - light) * factor;
  });
}

/** More color where there is little, so that skin and sunsets do not burn out. */
export function addVibrance(picture: Picture, share: number): Picture {
  return mapPixels(picture, (r, g, b, out) => {
    const light = lightness(r, g, b);
    const range = (Math.max(r, g, b) - Math.min(r, g, b)) / 255;
    const factor = 1 + share * (1.3 - range);
    const lift = (value: number) => {
      const more = light + (value - light) * factor;
      return more + (smoothStep(0, 255, more) * 255 - more) * 0.3 * share;
    };
    out[0] = lift(r);
    out[1] = lift(g);
    out[2] = lift(b);
  });
}

export function makePastel(picture: Picture, share: number): Picture {
  return mapPixels(picture, (r, g, b, out) => {
    const light = lightness(r, g, b);
    const pale = (value: number) => {
      const muted = light + (value - light) * 0.75;
      return value + (255 - (255 - muted) * 0.55 - value) * share;
    };
    out[0] = pale(r);
    out[1] = pale(g);
    out[2] = pale(b);
  });
}

/** `share` above 0 towards yellow and red, below towards blue. Light stays as it is. */
export function warm(picture: Picture, share: number): Picture {
  return mapPixels(picture, (r, g, b, out) => {
    const before = lightness(r, g, b);
    const [red, green, blue] = [
      r * (1 + 0.32 * share),
      g * (1 + 0.05 * share),
      b * (1 - 0.36 * share),
    ];
    const factor = before / Math.max(1, lightness(red, green, blue));
    out[0] = red * factor;
    out[1] = green * factor;
    out[2] = blue * factor;
  });
}

/** A glaze of one color: white and black keep a hint of it too. */
export function tint(picture: Picture, [red, green, blue]: Rgb, share: number): Picture {
  const strength = 0.55 * share;
  const own = Math.max(1, lightness(red, green, blue));
  return mapPixels(picture, (r, g, b, out) => {
    const light = lightness(r, g, b);
    // The color as light as the pixel, between black and white.
    const of = (value: number) =>
      light < own
        ? (value * light) / own
        : 255 - ((255 - value) * (255 - light)) / Math.max(1, 255 - own);
    out[0] = r + (of(red) - r) * strength;
    out[1] = g + (of(green) - g) * strength;
    out[2] = b + (of(blue) - b) * strength;
  });
}

/** The average of all colors, and of the brightest ones, becomes gray. */
export function removeCast(picture: Picture, share: number): Picture {
  const { data } = picture;
  const sums = [0, 0, 0];
  let weight = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
    const most = Math.max(r, g, b);
    // What is burnt out, dark or plainly colored says little of the light.
    if (most > 250 || most < 20) continue;
    const trust = 1.05 - (most - Math.min(r, g, b)) / most;
    sums[0]! += r * trust;
    sums[1]! += g * trust;
    sums[2]! += b * trust;
    weight += trust;
  }
  if (weight === 0) return picture;
  const means = sums.map((sum) => Math.max(1, sum / weight));
  const gray = lightness(means[0]!, means[1]!, means[2]!);
  const gains = means.map((mean) => 1 + (Math.min(2, Math.max(0.5, gray / mean)) - 1) * share);
  return mapPixels(picture, (r, g, b, out) => {
    out[0] = r * gains[0]!;
    out[1] = g * gains[1]!;
    out[2] = b * gains[2]!;
  });
}

/** One color stays, all others turn gray. */
export function keepColors(picture: Picture, kept: readonly NamedColor[]): Picture {
  const hsl: Hsl = [0, 0, 0];
  return mapPixels(picture, (r, g, b, out) => {
    toHsl(r, g, b, hsl);
    const share = Math.max(...kept.map((color) => closeness(color, hsl)));
    const light = lightness(r, g, b);
    out[0] = light + (r - light) * share;
    out[1] = light + (g - light) * share;
    out[2] = light + (b - light) * share;
  });
}

/** One color alone stronger (`factor` above 1) or paler. */
export function changeStrength(picture: Picture, color: NamedColor, factor: number): Picture {
  const hsl: Hsl = [0, 0, 0];
  return mapPixels(picture, (r, g, b, out) => {
    toHsl(r, g, b, hsl);
    const here = 1 + (factor - 1) * closeness(color, hsl);
    const light = lightness(r, g, b);
    out[0] = light + (r - light) * here;
    out[1] = light + (g - light) * here;
    out[2] = light + (b - light) * here;
  });
}

/** Whatever has one color gets another, with its own light and shade. */
export function recolor(picture: Picture, from: NamedColor, to: NamedColor): Picture {
  const hsl: Hsl = [0, 0, 0];
  const target: Hsl = [0, 0, 0];
  toHsl(...to.rgb, target);
  const own: Hsl = [0, 0, 0];
  toHsl(...from.rgb, own);
  const lift = target[2] - own[2];
  const made: [number, number, number] = [0, 0, 0];
  return mapPixels(picture, (r, g, b, out) => {
    toHsl(r, g, b, hsl);
    const share = closeness(from, hsl);
    const [, sat, light] = hsl;
    const away = to.hues ? Math.max(from.hues ? sat : 0.45, 0.25) * saturationOf(to) : 0;
    // The lightness of the new color, as far as black and white leave room.
    const moved = light + lift * 4 * light * (1 - light);
    fromHsl(target[0], Math.min(1, away), Math.min(1, Math.max(0, moved)), made);
    out[0] = r + (made[0] - r) * share;
    out[1] = g + (made[1] - g) * share;
    out[2] = b + (made[2] - b) * share;
  });
}

const saturationOf = ({ name }: NamedColor) => (name === "brown" || name === "cream" ? 0.6 : 1);

/** Shadows of teal and lights of orange, as in films. */
export function gradeForFilm(picture: Picture, share: number): Picture {
  const graded = mapPixels(picture, (r, g, b, out) => {
    const light = lightness(r, g, b) / 255;
    const [dark, bright] = [1 - smoothStep(0, 0.55, light), smoothStep(0.35, 1, light)];
    out[0] = r + (-22 * dark + 20 * bright) * share;
    out[1] = g + (4 * dark + 3 * bright) * share;
    out[2] = b + (22 * dark - 26 * bright) * share;
  });
  return addContrast(graded, 0.3 * share);
}
