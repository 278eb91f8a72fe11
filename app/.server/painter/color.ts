/** A color in OKLab (Ottosson 2020): lightness 0..1, green–red axis, blue–yellow axis. */
export type Lab = readonly [lightness: number, greenRed: number, blueYellow: number];

/** A color in linear-light sRGB, each part 0..1. */
export type LinearRgb = readonly [red: number, green: number, blue: number];

/** Reads "#rrggbb" as linear-light sRGB. The text must be well formed. */
export function linearFromHex(hex: string): LinearRgb {
  const bits = Number.parseInt(hex.slice(1), 16);
  return [toLinear((bits >> 16) & 255), toLinear((bits >> 8) & 255), toLinear(bits & 255)];
}

/** Reads "#rrggbb" as OKLab. The text must be well formed. */
export function labFromHex(hex: string): Lab {
  return labFromLinear(linearFromHex(hex));
}

/** Converts linear-light sRGB to OKLab. */
export function labFromLinear([red, green, blue]: LinearRgb): Lab {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  ];
}

/** Mixes two colors; share 0 gives the first, 1 the second. */
export function mix(first: Lab, second: Lab, share: number): Lab {
  return [
    first[0] + (second[0] - first[0]) * share,
    first[1] + (second[1] - first[1]) * share,
    first[2] + (second[2] - first[2]) * share,
  ];
}

/** Makes a color lighter (positive) or darker (negative) by an amount of OKLab lightness. */
export function lighten(color: Lab, amount: number): Lab {
  return [Math.min(1, Math.max(0, color[0] + amount)), color[1], color[2]];
}

const gammaSteps = 4096;
const gammaTable = new Float32Array(gammaSteps + 2);
for (let step = 0; step < gammaTable.length; step++) {
  const light = step / gammaSteps;
  gammaTable[step] =
    255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);
}

/** Encodes one linear-light channel as sRGB, 0..255 with fraction; values outside 0..1 are clamped. */
export function encodeGamma(light: number): number {
  const scaled = Math.min(1, Math.max(0, light)) * gammaSteps;
  const step = scaled | 0;
  return gammaTable[step]! + (gammaTable[step + 1]! - gammaTable[step]!) * (scaled - step);
}

function toLinear(byte: number): number {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
