/** Hue 0 to 360 degrees, saturation and lightness 0 to 1. */
export type Hsl = [hue: number, saturation: number, lightness: number];

/** Writes to `out`, for there are millions of them. */
export function toHsl(r: number, g: number, b: number, out: Hsl): void {
  const [red, green, blue] = [r / 255, g / 255, b / 255];
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const range = most - least;
  const light = (most + least) / 2;
  let hue = 0;
  if (range > 0) {
    if (most === red) hue = ((green - blue) / range + 6) % 6;
    else if (most === green) hue = (blue - red) / range + 2;
    else hue = (red - green) / range + 4;
  }
  out[0] = hue * 60;
  out[1] = range === 0 ? 0 : range / (1 - Math.abs(2 * light - 1));
  out[2] = light;
}

/** R, G and B from 0 to 255, written to `out`. */
export function fromHsl(hue: number, sat: number, light: number, out: [number, number, number]) {
  const chroma = (1 - Math.abs(2 * light - 1)) * sat;
  const base = light - chroma / 2;
  const part = (offset: number) => {
    const k = (offset + hue / 60) % 6;
    return 255 * (base + chroma * (1 - Math.max(0, Math.min(k, 4 - k, 1))));
  };
  // Of the formula of CSS Color 4, turned from value to chroma.
  out[0] = part(5);
  out[1] = part(3);
  out[2] = part(1);
}

/** A color that has a name. */
export interface NamedColor {
  readonly name: string;
  readonly rgb: readonly [number, number, number];
  /** The middle of its hues and how far they reach to each side, in degrees; null: white, gray and black. */
  readonly hues: { readonly middle: number; readonly reach: number } | null;
}

const named = (
  name: string,
  rgb: NamedColor["rgb"],
  middle: number,
  reach: number,
): NamedColor => ({ name, rgb, hues: { middle, reach } });
const plain = (name: string, rgb: NamedColor["rgb"]): NamedColor => ({ name, rgb, hues: null });

const colors: readonly (NamedColor & { also?: string })[] = [
  { ...named("red", [214, 40, 40], 358, 24), also: "reds crimson scarlet ruby" },
  { ...named("orange", [243, 129, 38], 28, 18), also: "oranges amber" },
  { ...named("yellow", [247, 206, 53], 52, 18), also: "yellows" },
  { ...named("gold", [212, 166, 55], 44, 18), also: "golden" },
  { ...named("green", [62, 150, 81], 115, 52), also: "greens emerald olive lime" },
  { ...named("turquoise", [44, 176, 168], 176, 22), also: "teal cyan aqua mint" },
  { ...named("blue", [45, 105, 196], 216, 36), also: "blues azure" },
  { ...named("navy", [26, 46, 100], 223, 28), also: "" },
  { ...named("purple", [126, 70, 170], 276, 30), also: "purples violet lilac lavender" },
  { ...named("pink", [236, 116, 170], 330, 30), also: "pinks magenta rose" },
  { ...named("brown", [128, 82, 48], 26, 20), also: "browns" },
  { ...named("cream", [244, 231, 206], 40, 20), also: "beige ivory" },
  plain("white", [250, 250, 250]),
  { ...plain("gray", [128, 128, 128]), also: "grey silver" },
  plain("black", [16, 16, 16]),
];

const byWord = new Map(
  colors.flatMap(({ also = "", ...color }) =>
    `${color.name} ${also}`
      .trim()
      .split(" ")
      .map((word) => [word, color] as const),
  ),
);

/** Every word for a color. */
export const colorWords: readonly string[] = [...byWord.keys()];

export function colorNamed(word: string): NamedColor | undefined {
  return byWord.get(word);
}

/** How much a pixel is of a color, 0 to 1, with soft edges. */
export function closeness({ name, hues }: NamedColor, [hue, sat, light]: Hsl): number {
  if (!hues) return closenessToPlain(name, sat, light);
  const away = Math.abs(((hue - hues.middle + 540) % 360) - 180);
  const ofHue = fall(hues.reach, hues.reach + 14, away);
  const isColored = rise(0.12, 0.28, sat) * rise(0.03, 0.1, light) * fall(0.93, 0.99, light);
  // A light red is pink.
  return ofHue * isColored * (name === "red" ? fall(0.6, 0.76, light) : 1);
}

function closenessToPlain(name: string, sat: number, light: number): number {
  const isPlain = fall(0.12, 0.3, sat);
  if (name === "white") return rise(0.72, 0.86, light) * isPlain;
  if (name === "black") return fall(0.14, 0.26, light);
  return rise(0.14, 0.26, light) * fall(0.74, 0.86, light) * isPlain;
}

const rise = (from: number, to: number, value: number) =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));
const fall = (from: number, to: number, value: number) => 1 - rise(from, to, value);
