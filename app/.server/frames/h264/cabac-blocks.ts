import type { Cabac } from "./cabac.ts";
import { context, largeLasts, largeSignificance } from "./cabac-tables.ts";
import type { BlockCodes } from "./codes.ts";
import { beside, fillBlocks, isSamples, type Grid, type Place } from "./grid.ts";

/** A sort of block: its size, and its places among the contexts (ITU-T H.264, table 9-40). */
interface Sort {
  size: number;
  isCoded: number;
  isSignificant: number;
  isLast: number;
  level: number;
}

const sortOf = (size: number, isCoded: number, places: number, level: number): Sort => ({
  size,
  isCoded: context.isCoded + isCoded,
  isSignificant: context.isSignificant + places,
  isLast: context.isLast + places,
  level: context.level + level,
});
const lumaDc = sortOf(16, 0, 0, 0);
const withoutDc = sortOf(15, 4, 15, 10);
const block = sortOf(16, 8, 29, 20);
const chromaDc = sortOf(4, 12, 44, 30);
const chroma = sortOf(15, 16, 47, 39);
const large: Sort = {
  size: 64,
  isCoded: 0,
  isSignificant: context.isSignificantLarge,
  isLast: context.isLastLarge,
  level: context.levelLarge,
};

const places = new Uint8Array(64);

/** Reads the levels of a block that has some (section 7.3.5.3.3), from `levels[from]` on. Gives how many. */
function readLevels(code: Cabac, sort: Sort, levels: Int32Array, from: number): number {
  let count = 0;
  const last = sort.size - 1;
  for (let at = 0; at < last; at++) {
    const significance =
      sort === large ? largeSignificance[at]! : sort === chromaDc ? Math.min(at, 2) : at;
    if (code.bit(sort.isSignificant + significance) === 0) continue;
    places[count++] = at;
    const ending = sort === large ? largeLasts[at]! : significance;
    if (code.bit(sort.isLast + ending) === 1) return putLevels(code, sort, levels, from, count);
  }
  places[count++] = last;
  return putLevels(code, sort, levels, from, count);
}

function putLevels(
  code: Cabac,
  sort: Sort,
  levels: Int32Array,
  from: number,
  count: number,
): number {
  let ones = 0;
  let more = 0;
  const mostMore = sort === chromaDc ? 3 : 4;
  for (let each = count - 1; each >= 0; each--) {
    const first = sort.level + (more > 0 ? 0 : Math.min(4, 1 + ones));
    let size = 1;
    if (code.bit(first) === 1) {
      const further = sort.level + 5 + Math.min(mostMore, more);
      size = 2;
      while (size < 15 && code.bit(further) === 1) size++;
      if (size === 15) size += readLarge(code);
      more++;
    } else ones++;
    levels[from + places[each]!] = code.even() === 1 ? -size : size;
  }
  return count;
}

/** What a level is above 15 (section 9.3.2.3). */
function readLarge(code: Cabac): number {
  let power = 0;
  let size = 0;
  while (code.even() === 1) {
    size += 1 << power;
    if (++power > 20) throw new RangeError("A level is too large");
  }
  while (power > 0) size += code.even() << --power;
  return size;
}

/** The levels of blocks, as CABAC codes them (section 9.3). */
export function createCabacBlocks(code: Cabac, grid: Grid): BlockCodes {
  const { columns, lumaCounts, chromaCounts } = grid;

  /** Whether DC levels are told; `bit` names them. */
  const readDc = (
    place: Place,
    bit: number,
    sort: Sort,
    levels: Int32Array,
    from: number,
  ): void => {
    const says = (isThere: boolean, at: number) =>
      !isThere || isSamples(grid, at) || (grid.dcFlags[at]! & bit) !== 0;
    const left = says(place.left, place.at - 1) ? 1 : 0;
    const above = says(place.above, place.at - columns) ? 2 : 0;
    if (code.bit(sort.isCoded + left + above) === 0) return;
    grid.dcFlags[place.at]! |= bit;
    readLevels(code, sort, levels, from);
  };

  const readBlock = (
    place: Place,
    [counts, size]: readonly [Uint8Array, 2 | 4],
    [x, y]: readonly [number, number],
    sort: Sort,
    levels: Int32Array,
    from: number,
  ): void => {
    const [left, above] = beside(grid, counts, place, size, x, y, 1);
    const is = code.bit(sort.isCoded + (left > 0 ? 1 : 0) + (above > 0 ? 2 : 0)) === 1;
    const count = is ? readLevels(code, sort, levels, from) : 0;
    fillBlocks(grid, counts, place, { size, x, y, side: 1 }, count);
  };

  return {
    lumaDc: (place, levels) => readDc(place, 1, lumaDc, levels, 0),
    luma(place, x, y, levels, from, first) {
      const sort = first === 1 ? withoutDc : block;
      readBlock(place, [lumaCounts, 4], [x, y], sort, levels, from + first);
    },
    large(place, x, y, levels, from) {
      readLevels(code, large, levels, from);
      // Whoever asks hears that something is told, which the pattern says already.
      fillBlocks(grid, lumaCounts, place, { size: 4, x, y, side: 2 }, 1);
    },
    chromaDc: (place, color, levels, from) => readDc(place, 2 << color, chromaDc, levels, from),
    chroma: (place, color, x, y, levels, from) =>
      readBlock(place, [chromaCounts[color], 2], [x, y], chroma, levels, from + 1),
  };
}
