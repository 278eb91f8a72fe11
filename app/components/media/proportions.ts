/** Tile proportions as class names: a page may not carry inline styles. Static, so that Tailwind finds them. */
const proportions = [
  [0.43, "[--ratio:0.43]"],
  [0.5, "[--ratio:0.5]"],
  [0.571, "[--ratio:0.571]"],
  [0.667, "[--ratio:0.667]"],
  [0.75, "[--ratio:0.75]"],
  [0.8, "[--ratio:0.8]"],
  [0.9, "[--ratio:0.9]"],
  [1, "[--ratio:1]"],
  [1.12, "[--ratio:1.12]"],
  [1.25, "[--ratio:1.25]"],
  [1.333, "[--ratio:1.333]"],
  [1.5, "[--ratio:1.5]"],
  [1.75, "[--ratio:1.75]"],
  [2, "[--ratio:2]"],
  [2.33, "[--ratio:2.33]"],
] as const;

/** The class of the nearest proportion of a tile: exact for the built-in shapes, within a few per cent for others. */
export function ratioClass(width: number, height: number): string {
  const wanted = Math.log(width / height);
  let nearest: (typeof proportions)[number] = proportions[7];
  for (const proportion of proportions) {
    if (Math.abs(Math.log(proportion[0]) - wanted) < Math.abs(Math.log(nearest[0]) - wanted))
      nearest = proportion;
  }
  return nearest[1];
}
