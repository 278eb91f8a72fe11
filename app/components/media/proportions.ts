/** Proportions of tiles, as class names: a page may not carry inline styles. The classes are named in app.css. */
const proportions = [
  0.25, 0.33, 0.43, 0.5, 0.571, 0.667, 0.75, 0.8, 0.9, 1, 1.12, 1.25, 1.333, 1.5, 1.75, 2, 2.33, 3,
  4,
] as const;

/** The class of the nearest proportion of a tile: exact for the built-in shapes, within a few per cent for others. */
export function ratioClass(width: number, height: number): string {
  const distance = (ratio: number) => Math.abs(Math.log((ratio * height) / width));
  const nearest = proportions.reduce<number>(
    (best, each) => (distance(each) < distance(best) ? each : best),
    1,
  );
  return `[--ratio:${nearest}]`;
}
