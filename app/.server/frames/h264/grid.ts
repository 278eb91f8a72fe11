import { createFrame, type Frame } from "../../motion/h264/planes.ts";

/** How a macroblock is told: in blocks, as a whole, or sample by sample. */
export const kinds = { blocks: 0, whole: 1, samples: 2 } as const;

/** What a macroblock in which blocks are not predicted one by one counts as, for its neighbours. */
export const usualMode = 2;

/** A frame that is being read, and what its macroblocks tell their neighbours. Blocks are counted row by row. */
export interface Grid {
  /** In macroblocks. */
  readonly columns: number;
  readonly rows: number;
  readonly frame: Frame;
  /** By macroblock: the number of its slice, from 1; 0: it has not come. */
  readonly slices: Uint16Array;
  readonly kinds: Uint8Array;
  readonly isLarge: Uint8Array;
  /** The quarters of brightness that are told, and from 16 on, how much of the colors (0 to 2). */
  readonly patterns: Uint8Array;
  readonly chromaModes: Uint8Array;
  readonly quantizers: Uint8Array;
  /** Which DC levels are told: 1 of luma, 2 and 4 of chroma. */
  readonly dcFlags: Uint8Array;
  /** By block of 4 × 4 samples. */
  readonly modes: Uint8Array;
  readonly lumaCounts: Uint8Array;
  readonly chromaCounts: readonly [Uint8Array, Uint8Array];
}

export function createGrid(columns: number, rows: number): Grid {
  const count = columns * rows;
  return {
    columns,
    rows,
    frame: createFrame(columns * 16, rows * 16),
    slices: new Uint16Array(count),
    kinds: new Uint8Array(count),
    isLarge: new Uint8Array(count),
    patterns: new Uint8Array(count),
    chromaModes: new Uint8Array(count),
    quantizers: new Uint8Array(count),
    dcFlags: new Uint8Array(count),
    modes: new Uint8Array(count * 16).fill(usualMode),
    lumaCounts: new Uint8Array(count * 16),
    chromaCounts: [new Uint8Array(count * 4), new Uint8Array(count * 4)],
  };
}

export const isSamples = (grid: Grid, at: number): boolean => grid.kinds[at] === kinds.samples;

/** A macroblock, and which neighbours it may be predicted from: those of its slice. */
export interface Place {
  readonly at: number;
  readonly column: number;
  readonly row: number;
  readonly left: boolean;
  readonly above: boolean;
  readonly aboveLeft: boolean;
  readonly aboveRight: boolean;
}

export function enter({ columns, slices }: Grid, at: number, slice: number): Place {
  const column = at % columns;
  const row = Math.floor(at / columns);
  const isThere = (there: number) => row > 0 && slices[there] === slice;
  slices[at] = slice;
  return {
    at,
    column,
    row,
    left: column > 0 && slices[at - 1] === slice,
    above: isThere(at - columns),
    aboveLeft: column > 0 && isThere(at - columns - 1),
    aboveRight: column + 1 < columns && isThere(at - columns + 1),
  };
}

/** What the blocks to the left and above say; `without` where there are none. `size`: blocks in a macroblock's side. */
export function beside(
  { columns }: Grid,
  values: Uint8Array,
  place: Place,
  size: 2 | 4,
  x: number,
  y: number,
  without: number,
): [left: number, above: number] {
  const stride = columns * size;
  const at = (place.row * size + y) * stride + place.column * size + x;
  return [
    x > 0 || place.left ? values[at - 1]! : without,
    y > 0 || place.above ? values[at - stride]! : without,
  ];
}

/** Sets the same value for a square of blocks of a macroblock. */
export function fillBlocks(
  { columns }: Grid,
  values: Uint8Array,
  place: Place,
  square: { size: 2 | 4; x: number; y: number; side: number },
  value: number,
): void {
  const { size, x, y, side } = square;
  const stride = columns * size;
  const from = (place.row * size + y) * stride + place.column * size + x;
  for (let row = 0; row < side; row++)
    values.fill(value, from + row * stride, from + row * stride + side);
}
