/** The colors of things in plain daylight, as "#rrggbb". */
export const materials = {
  rock: "#8f8b92",
  redRock: "#b8805f",
  hill: "#86a06a",
  hillAutumn: "#b89a5c",
  hillWinter: "#c8d2da",
  snow: "#f6f8fa",
  meadow: "#a4b860",
  meadowSpring: "#98c264",
  meadowAutumn: "#c6a65a",
  wheat: "#e2bc62",
  desert: "#e6b47c",
  beach: "#efd9ae",
  pine: "#3f6f5c",
  leaf: "#6f9c4c",
  leafSpring: "#8cb856",
  leafAutumn: "#d9843a",
  leafAutumnRed: "#c25a3a",
  palm: "#5a9450",
  blossom: "#f6b4c6",
  trunk: "#7a5c48",
  wall: "#f0e4d0",
  roof: "#b8573f",
  wood: "#9c6c48",
  sail: "#fbf3e2",
  stripe: "#cf4a40",
  city: "#7c86a0",
} as const;

export type Material = keyof typeof materials;

/** The colors that wild flowers come in; the seed picks one set. */
export const flowerSets: readonly (readonly string[])[] = [
  ["#e8503c", "#f2f0e4", "#e8503c"],
  ["#f6e26a", "#f8f6ea", "#f0b840"],
  ["#a77cc8", "#d4b4e4", "#f4eef8"],
  ["#f09ab4", "#fbe4ea", "#f6d878"],
  ["#6f8ee0", "#f6f2e4", "#b490dc"],
];
