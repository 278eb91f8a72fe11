import { colorNamed, type NamedColor } from "./color.ts";

type Rgb = readonly [number, number, number];

/** The two colors of a duotone, the darker one first; what is not named is chosen to go with the rest. */
export function pairOf(named: readonly NamedColor[]): readonly NamedColor[] {
  const usual = ["purple", "orange"].flatMap((name) => colorNamed(name) ?? []);
  const [first, second] = named.length > 0 ? named : usual;
  if (!first) return usual;
  const partner = second ?? colorNamed(weight(first) > 380 ? "black" : "cream") ?? first;
  return [first, partner].toSorted((a, b) => weight(a) - weight(b));
}

/** What black and white become. */
export function duotoneColors(named: readonly NamedColor[]): [dark: Rgb, light: Rgb] {
  const [dark, light] = pairOf(named);
  const [r, g, b] = light?.rgb ?? [255, 255, 255];
  const lifted = (value: number) => value + (255 - value) * 0.45;
  const [red, green, blue] = dark?.rgb ?? [0, 0, 0];
  return [
    [red * 0.5, green * 0.5, blue * 0.5],
    [lifted(r), lifted(g), lifted(b)],
  ];
}

const weight = ({ rgb: [r, g, b] }: NamedColor) => r + 2 * g + b;
