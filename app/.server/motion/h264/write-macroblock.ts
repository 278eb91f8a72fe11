import { blockColumns, blockRows, type Coder } from "./coder.ts";
import { firstChroma } from "./chroma.ts";
import { ofChromaDc, writeResidual } from "./write-residual.ts";

/** How many coefficients the blocks to the left of this one and above it have (section 9.2.1). */
function lumaAround(coder: Coder, column: number, row: number, x: number, y: number): number {
  const { lumaCounts, columns } = coder;
  const at = (row * columns + column) * 16 + y * 4 + x;
  const left = x > 0 ? lumaCounts[at - 1]! : column > 0 ? lumaCounts[at - 13]! : -1;
  const above = y > 0 ? lumaCounts[at - 4]! : row > 0 ? lumaCounts[at - columns * 16 + 12]! : -1;
  return around(left, above);
}

function chromaAround(coder: Coder, column: number, row: number, color: number, block: number) {
  const { chromaCounts, columns } = coder;
  const at = (row * columns + column) * 8 + color * 4 + block;
  const left = block & 1 ? chromaCounts[at - 1]! : column > 0 ? chromaCounts[at - 7]! : -1;
  const above =
    block & 2 ? chromaCounts[at - 2]! : row > 0 ? chromaCounts[at - columns * 8 + 2]! : -1;
  return around(left, above);
}

function around(left: number, above: number): number {
  if (left >= 0 && above >= 0) return (left + above + 1) >> 1;
  return Math.max(left, above, 0);
}

/** Notes that a macroblock tells nothing but how it is predicted. */
export function clearCounts(coder: Coder, column: number, row: number): void {
  const at = row * coder.columns + column;
  coder.lumaCounts.fill(0, at * 16, at * 16 + 16);
  coder.chromaCounts.fill(0, at * 8, at * 8 + 8);
}

/**
 * Writes the brightness of a macroblock: all of the quarters that `pattern` has a bit for. `first` is 1 where the
 * DC stands apart.
 */
export function writeLuma(
  coder: Coder,
  column: number,
  row: number,
  pattern: number,
  first: 0 | 1,
): void {
  const { bits, scratch, lumaCounts, columns } = coder;
  const counts = (row * columns + column) * 16;
  for (let block = 0; block < 16; block++) {
    const x = blockColumns[block]!;
    const y = blockRows[block]!;
    const isTold = ((pattern >> (block >> 2)) & 1) === 1;
    lumaCounts[counts + y * 4 + x] = isTold
      ? writeResidual(
          bits,
          scratch.levels,
          block * 16 + first,
          16 - first,
          lumaAround(coder, column, row, x, y),
        )
      : 0;
  }
}

/** Writes the DC levels of all 16 blocks of a macroblock that is predicted from its own frame. */
export function writeLumaDc(coder: Coder, column: number, row: number): void {
  const { bits, scratch } = coder;
  writeResidual(bits, scratch.lumaDcLevels, 0, 16, lumaAround(coder, column, row, 0, 0));
}

/** Writes both colors; `detail` as `codeChroma` gives it. */
export function writeChroma(coder: Coder, column: number, row: number, detail: number): void {
  const { bits, scratch, chromaCounts, columns } = coder;
  const { levels, chromaDcLevels } = scratch;
  const counts = (row * columns + column) * 8;
  if (detail > 0) {
    for (let color = 0; color < 2; color++)
      writeResidual(bits, chromaDcLevels, color * 4, 4, ofChromaDc);
  }
  for (let each = 0; each < 8; each++) {
    const from = (firstChroma + each) * 16 + 1;
    const beside = chromaAround(coder, column, row, each >> 2, each & 3);
    chromaCounts[counts + each] = detail > 1 ? writeResidual(bits, levels, from, 15, beside) : 0;
  }
}
