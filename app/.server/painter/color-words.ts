import { labFromHex, type Lab } from "./color.ts";

const hexByWord: Readonly<Record<string, string>> = {
  red: "#d13b34",
  crimson: "#b3203a",
  scarlet: "#e0402c",
  ruby: "#a81f45",
  orange: "#ee8a34",
  amber: "#f0a830",
  copper: "#c0703f",
  gold: "#e6b449",
  golden: "#e6b449",
  yellow: "#f0d24a",
  green: "#5d9c4b",
  emerald: "#2f9a68",
  mint: "#a4dcc0",
  olive: "#8c8c46",
  teal: "#2b8f8f",
  turquoise: "#45b8b4",
  cyan: "#52bcd2",
  blue: "#3f78c4",
  azure: "#5c9fe0",
  indigo: "#4b4496",
  navy: "#27386e",
  purple: "#7f4fa3",
  violet: "#8a5cc0",
  lilac: "#b99ad4",
  lavender: "#a68fd0",
  mauve: "#a880a8",
  magenta: "#c0418f",
  pink: "#ee9ab8",
  rose: "#e0849a",
  peach: "#f8c09a",
  coral: "#f08a70",
  brown: "#8a6242",
  sepia: "#a07c50",
  cream: "#f6ead0",
  white: "#f4f4f0",
  silver: "#bcc4cc",
  grey: "#8c9298",
  gray: "#8c9298",
  black: "#22242a",
};

/** Whether a word (lower case) names a color that the painter knows. */
export function isColor(word: string): boolean {
  return Object.hasOwn(hexByWord, word);
}

/** The color that a word names; grey for unknown words. */
export function colorOf(word: string): Lab {
  return labFromHex(hexByWord[word] ?? "#8c9298");
}
