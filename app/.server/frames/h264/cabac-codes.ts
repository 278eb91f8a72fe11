import { createCabacBlocks } from "./cabac-blocks.ts";
import type { Cabac } from "./cabac.ts";
import { context } from "./cabac-tables.ts";
import type { BitReader } from "./bit-reader.ts";
import type { Codes } from "./codes.ts";
import { isSamples, kinds, type Grid, type Place } from "./grid.ts";

/** How many of the neighbours say so, the one above as often as `weight`. */
function asked(
  { columns }: Grid,
  { at, left, above }: Place,
  says: (at: number) => boolean,
  weight: 1 | 2,
): number {
  return (left && says(at - 1) ? 1 : 0) + (above && says(at - columns) ? weight : 0);
}

/** Which quarters of brightness are told, and how much of the colors (ITU-T H.264, section 9.3.3.1.1.4). */
function readPattern(code: Cabac, grid: Grid, place: Place): number {
  let quarters = 0;
  for (let quarter = 0; quarter < 4; quarter++) {
    const isEmpty = (dx: number, dy: number): boolean => {
      const [x, y] = [(quarter & 1) + dx, (quarter >> 1) + dy];
      if (x >= 0 && y >= 0) return ((quarters >> (y * 2 + x)) & 1) === 0;
      if (x < 0 ? !place.left : !place.above) return false;
      const at = x < 0 ? place.at - 1 : place.at - grid.columns;
      return !isSamples(grid, at) && ((grid.patterns[at]! >> ((y & 1) * 2 + (x & 1))) & 1) === 0;
    };
    const found = (isEmpty(-1, 0) ? 1 : 0) + (isEmpty(0, -1) ? 2 : 0);
    quarters |= code.bit(context.lumaPattern + found) << quarter;
  }
  const colors = (at: number) => (isSamples(grid, at) ? 2 : grid.patterns[at]! >> 4);
  const some = asked(grid, place, (at) => colors(at) > 0, 2);
  if (code.bit(context.chromaPattern + some) === 0) return quarters;
  const all = asked(grid, place, (at) => colors(at) === 2, 2);
  return quarters + (code.bit(context.chromaPattern + 4 + all) === 1 ? 32 : 16);
}

/** CABAC: context-adaptive binary arithmetic codes (section 9.3). */
export function createCabacCodes(code: Cabac, bits: BitReader, grid: Grid): Codes {
  let lastChange = 0;
  return {
    ...createCabacBlocks(code, grid),
    type(place) {
      const first = asked(grid, place, (at) => grid.kinds[at] !== kinds.blocks, 1);
      if (code.bit(context.type + first) === 0) return 0;
      // Whoever says nothing of its quantizer changes nothing.
      if (code.isEnd()) {
        lastChange = 0;
        return 25;
      }
      const detail = code.bit(context.type + 3) * 12;
      const color = code.bit(context.type + 4) === 0 ? 0 : 1 + code.bit(context.type + 5);
      return 1 + detail + color * 4 + code.bit(context.type + 6) * 2 + code.bit(context.type + 7);
    },
    isLarge: (place) =>
      code.bit(context.isLarge + asked(grid, place, (at) => grid.isLarge[at] === 1, 1)) === 1,
    mode() {
      if (code.bit(context.isPredictedMode) === 1) return null;
      return [0, 1, 2].reduce((mode, bit) => mode | (code.bit(context.mode) << bit), 0);
    },
    chromaMode(place) {
      const isOther = (at: number) => !isSamples(grid, at) && grid.chromaModes[at]! > 0;
      if (code.bit(context.chromaMode + asked(grid, place, isOther, 1)) === 0) return 0;
      if (code.bit(context.chromaMode + 3) === 0) return 1;
      return 2 + code.bit(context.chromaMode + 3);
    },
    pattern(place) {
      const pattern = readPattern(code, grid, place);
      if (pattern === 0) lastChange = 0;
      return pattern;
    },
    quantizerChange() {
      let steps = code.bit(context.quantizer + (lastChange === 0 ? 0 : 1));
      if (steps === 1)
        for (let at = 2; code.bit(context.quantizer + at) === 1; at = 3)
          if (++steps > 104) throw new RangeError("No such quantizer");
      return (lastChange = steps & 1 ? (steps + 1) / 2 : -steps / 2);
    },
    samples() {
      bits.align();
      const samples = Uint8Array.from({ length: 384 }, () => bits.read(8));
      code.restart();
      return samples;
    },
    isEnd: () => code.isEnd(),
  };
}
