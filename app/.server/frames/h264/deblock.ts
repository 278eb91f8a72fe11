import { limitsOf, deblockChroma, deblockLuma } from "../../motion/h264/deblock.ts";
import { kinds, type Grid } from "./grid.ts";
import { chromaQuantizer } from "./read-macroblock.ts";
import type { Picture } from "./parameter-sets.ts";
import type { SliceHeader } from "./slice-header.ts";

/** Deblocks the edges of blocks in a frame that has come in full (ITU-T H.264, section 8.7). */
export function deblock(grid: Grid, slices: readonly SliceHeader[], picture: Picture): void {
  const { columns, rows, slices: numbers } = grid;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const slice = slices[numbers[at]! - 1];
      if (!slice || slice.filter === "none") continue;
      for (const isUpright of [true, false]) {
        const other = isUpright ? at - 1 : at - columns;
        const isOuter = (isUpright ? column : row) > 0;
        const crosses = slice.filter === "all" || numbers[other] === numbers[at];
        const first = isOuter && crosses ? 0 : 1;
        for (let edge = first; edge < 4; edge++)
          deblockEdge(grid, slice, picture, { at, column, row, isUpright, edge, other });
      }
    }
  }
}

interface Edge {
  at: number;
  column: number;
  row: number;
  isUpright: boolean;
  /** In blocks, from the left or from above. */
  edge: number;
  /** The macroblock on the other side of the first one. */
  other: number;
}

function deblockEdge(
  grid: Grid,
  { filterOffsets: [step, slope] }: SliceHeader,
  { chromaOffsets }: Picture,
  { at, column, row, isUpright, edge, other }: Edge,
): void {
  const strength = edge === 0 ? 4 : 3;
  const before = edge === 0 ? other : at;
  const quantizerOf = (each: number) =>
    grid.kinds[each] === kinds.samples ? 0 : grid.quantizers[each]!;
  const limitsFor = (of: (each: number) => number) => {
    const mean = (of(at) + of(before) + 1) >> 1;
    return limitsOf(mean + step, mean + slope);
  };
  const { y, u, v } = grid.frame;
  const isLuma = edge % 2 === 0 || grid.isLarge[at] === 0;
  const luma = limitsFor(quantizerOf);
  const chroma = chromaOffsets.map((offset) =>
    limitsFor((each) => chromaQuantizer(quantizerOf(each), offset)),
  );
  for (let part = 0; part < 4; part++) {
    const [right, down] = isUpright ? [edge, part] : [part, edge];
    if (isLuma)
      deblockLuma(y, column * 16 + right * 4, row * 16 + down * 4, isUpright, strength, luma);
    if (edge % 2 === 1) continue;
    for (const [color, plane] of [u, v].entries())
      deblockChroma(
        plane,
        column * 8 + right * 2,
        row * 8 + down * 2,
        isUpright,
        strength,
        chroma[color]!,
      );
  }
}
