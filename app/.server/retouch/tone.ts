import {
  blendBy,
  clamp01,
  lightness,
  lightnessOf,
  mapCurve,
  mapPixels,
  type Picture,
  planeThroughSharp,
  scaleOf,
  throughSharp,
} from "./picture.ts";
import { smoothStep } from "../../domain/smooth-step.ts";

/** Shares are 0 to 1. The middle of the tones moves most, black and white stay. */
export function brighten(picture: Picture, share: number): Picture {
  return mapCurve(picture, (value) => value ** (1 / (1 + 1.6 * share)));
}

export function darken(picture: Picture, share: number): Picture {
  return mapCurve(picture, (value) => value ** (1 + 1.6 * share) * (1 - 0.18 * share));
}

/** An S-shaped curve, so that nothing is cut off. */
export function addContrast(picture: Picture, share: number): Picture {
  return mapCurve(picture, (value) => value + (smoothStep(0, 1, value) - value) * 1.6 * share);
}

export function lowerContrast(picture: Picture, share: number): Picture {
  return mapCurve(picture, (value) => 0.5 + (value - 0.5) * (1 - 0.75 * share));
}

/** What lies in the dark, without what is light; by the surroundings, so that edges keep their contrast. */
export async function lightenShadows(picture: Picture, share: number): Promise<Picture> {
  const around = await surroundings(picture);
  return mapPixels(picture, (r, g, b, out, pixel) => {
    const lift = 1 + 1.5 * share * smoothStep(0.55, 0.02, around[pixel]!);
    raise(r, g, b, lift, out);
  });
}

export async function calmHighlights(picture: Picture, share: number): Promise<Picture> {
  const around = await surroundings(picture);
  return mapPixels(picture, (r, g, b, out, pixel) => {
    const down = 1 - 0.5 * share * smoothStep(0.5, 1, Math.max(around[pixel]!, r / 255));
    out[0] = r * down;
    out[1] = g * down;
    out[2] = b * down;
  });
}

async function surroundings(picture: Picture): Promise<Float32Array> {
  const sigma = Math.max(1, 24 * scaleOf(picture));
  const { data } = await planeThroughSharp(lightnessOf(picture), (plane) => plane.blur(sigma));
  return data;
}

/** A gain that runs out towards white, with the colors kept. */
function raise(r: number, g: number, b: number, gain: number, out: [number, number, number]) {
  const light = lightness(r, g, b) / 255;
  const wanted = 1 - (1 - light) ** gain;
  const factor = light > 0.002 ? Math.min(4, wanted / light) : gain;
  out[0] = r * factor;
  out[1] = g * factor;
  out[2] = b * factor;
}

/** Half a percent of the pixels may become black, and as many white. */
const cutShare = 0.005;

/** The whole range from black to white, and no color cast in the darkest and lightest parts. */
export function correctLevels(picture: Picture, share: number): Picture {
  const [low, high] = [0, 1, 2].reduce<[number[], number[]]>(
    ([lows, highs], channel) => {
      const [least, most] = rangeOf(picture, channel);
      return [
        [...lows, least],
        [...highs, most],
      ];
    },
    [[], []],
  );
  const [together, above] = [Math.min(...low), Math.max(...high)];
  const tables = [0, 1, 2].map((channel) => {
    // Half by the channel, half by all of them: a sunset stays one.
    const least = (low[channel]! + together) / 2;
    const range = Math.max(40, (high[channel]! + above) / 2 - least);
    return Float32Array.from({ length: 256 }, (_, value) => {
      const wanted = clamp01((value - least) / range) * 255;
      return value + (wanted - value) * share;
    });
  });
  return mapPixels(picture, (r, g, b, out) => {
    out[0] = tables[0]![r]!;
    out[1] = tables[1]![g]!;
    out[2] = tables[2]![b]!;
  });
}

function rangeOf({ data }: Picture, channel: number): [number, number] {
  const counts = new Uint32Array(256);
  for (let at = channel; at < data.length; at += 4) counts[data[at]!]! += 1;
  const cut = (data.length / 4) * cutShare;
  const first = (values: readonly number[]) => {
    let seen = 0;
    return values.find((value) => (seen += counts[value]!) > cut) ?? values[0]!;
  };
  const values = Array.from({ length: 256 }, (_, value) => value);
  return [first(values), first(values.toReversed())];
}

/** Lifted blacks, softer whites and less color, as on a print that hung in the sun. */
export function fade(picture: Picture, share: number): Picture {
  return mapPixels(picture, (r, g, b, out) => {
    const light = lightness(r, g, b);
    const muted = (value: number) => {
      const less = light + (value - light) * (1 - 0.35 * share);
      return less + (52 + less * 0.72 - less) * share;
    };
    out[0] = muted(r);
    out[1] = muted(g);
    out[2] = muted(b) + 4 * share;
  });
}

/** Contrast of the details alone. */
export async function addClarity(picture: Picture, share: number): Promise<Picture> {
  const sigma = Math.max(1, 18 * scaleOf(picture));
  const soft = await throughSharp(picture, (image) => image.blur(sigma));
  const sharper = mapPixels(picture, (r, g, b, out, pixel) => {
    const at = 4 * pixel;
    const light = lightness(r, g, b);
    const around = lightness(soft.data[at]!, soft.data[at + 1]!, soft.data[at + 2]!);
    const more = (light - around) * 1.1 * share;
    out[0] = r + more;
    out[1] = g + more;
    out[2] = b + more;
  });
  // Black and white keep out of it.
  const { width, height, data } = lightnessOf(picture);
  const shares = data.map((light) => smoothStep(0, 0.2, light) * smoothStep(1, 0.8, light));
  return blendBy(picture, sharper, { width, height, data: shares });
}

/** As a negative. */
export function invert(picture: Picture): Picture {
  return mapPixels(picture, (r, g, b, out) => {
    out[0] = 255 - r;
    out[1] = 255 - g;
    out[2] = 255 - b;
  });
}

/** Only the light half is turned round. */
export function solarize(picture: Picture): Picture {
  return mapCurve(picture, (value) => (value > 0.5 ? 2 * (1 - value) : 2 * value * 0.9));
}
