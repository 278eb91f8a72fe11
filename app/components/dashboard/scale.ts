const roundTops = [1, 2, 4, 6, 8, 10];

/** A round number at or above the largest, of which half is round too: the top of a plot. */
export function topOf(largest: number): number {
  if (!(largest > 0)) return 2;
  const power = 10 ** Math.floor(Math.log10(largest));
  const top = roundTops.find((step) => step * power >= largest - 1e-9) ?? 10;
  return Math.max(2, top * power);
}

/** Plots are so high; how wide depends on how much is in them, and they stretch. */
export const plotHeight = 100;
const columnWidth = 10;
/** As few columns as this do not become slabs. */
const leastColumns = 12;

/** Where the columns of a plot lie, from left to right. */
export function columnsOf(count: number) {
  const width = Math.max(count, leastColumns) * columnWidth;
  const start = (width - count * columnWidth) / 2;
  return {
    width,
    columnWidth,
    /** The left edge of a column. */
    leftOf: (index: number) => start + index * columnWidth,
  };
}

/** To a hundredth, so that the page stays small. */
export const near = (value: number): number => Math.round(value * 100) / 100;
