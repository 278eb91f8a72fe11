import { chromaQuantizerOf } from "../../motion/h264/coder.ts";
import { predictChroma, predictLuma } from "../../motion/h264/intra-prediction.ts";
import { placeOf, type Plane } from "../../motion/h264/planes.ts";
import { addBlock, chromaHadamard, hadamard } from "../../motion/h264/transform.ts";
import type { Codes } from "./codes.ts";
import { beside, fillBlocks, kinds, usualMode, type Grid, type Place } from "./grid.ts";
import { predictBlock } from "./intra-prediction.ts";
import { addLarge, scaleLumaDc, scaleBlock, scaleChromaDc, scaleLarge, zigzag } from "./levels.ts";
import type { Picture } from "./parameter-sets.ts";

/** Where the 16 blocks of a macroblock stand, in coding order (ITU-T H.264, figure 6-10). */
const columnOf = (block: number) => (block & 1) + ((block >> 1) & 2);
const rowOf = (block: number) => ((block >> 1) & 1) + ((block >> 2) & 2);
/** Which one stands at (x, y). */
const orderOf = (x: number, y: number) => (x & 1) + (y & 1) * 2 + (x & 2) * 2 + (y & 2) * 4;

const levels = new Int32Array(256);
const lumaDc = new Int32Array(16);
const chromaDc = new Int32Array(8);
const chromaLevels = new Int32Array(128);
const frequencies = new Int32Array(64);
const prediction = new Uint8Array(256);
const chromaPrediction = new Uint8Array(128);

/** Reads a macroblock and puts its samples into the frame. Gives the quantizer that the next one begins with. */
export function readMacroblock(
  grid: Grid,
  place: Place,
  codes: Codes,
  picture: Picture,
  quantizer: number,
): number {
  const type = codes.type(place);
  if (type === 25) {
    putSamples(grid, place, codes.samples());
    return quantizer;
  }
  const { at } = place;
  const isWhole = type > 0;
  grid.kinds[at] = isWhole ? kinds.whole : kinds.blocks;
  if (!isWhole && picture.mayHaveLargeBlocks && codes.isLarge(place)) grid.isLarge[at] = 1;
  if (!isWhole) readModes(grid, place, codes);
  const chromaMode = codes.chromaMode(place);
  if (chromaMode > 3) throw new RangeError("No such mode");
  grid.chromaModes[at] = chromaMode;
  const pattern = isWhole ? wholePattern(type) : codes.pattern(place);
  grid.patterns[at] = pattern;
  const isTold = isWhole || pattern > 0;
  const own = isTold ? (quantizer + codes.quantizerChange(place) + 104) % 52 : quantizer;
  grid.quantizers[at] = own;
  readLevels(grid, place, codes, pattern);
  if (isWhole) putWhole(grid, place, (type - 1) & 3, own);
  else if (grid.isLarge[at] === 1) putLarge(grid, place, own);
  else putBlocks(grid, place, own);
  putChroma(grid, place, picture, own);
  return own;
}

/** Table 7-11. */
const wholePattern = (type: number) => (type > 12 ? 15 : 0) + (((type - 1) >> 2) % 3) * 16;

function readModes(grid: Grid, place: Place, codes: Codes): void {
  const side = grid.isLarge[place.at] === 1 ? 2 : 1;
  for (let block = 0; block < 16; block += side * side) {
    const [x, y] = [columnOf(block), rowOf(block)];
    const [left, above] = beside(grid, grid.modes, place, 4, x, y, 255);
    const likely = left === 255 || above === 255 ? usualMode : Math.min(left, above);
    const told = codes.mode();
    const mode = told === null ? likely : told < likely ? told : told + 1;
    fillBlocks(grid, grid.modes, place, { size: 4, x, y, side }, mode);
  }
}

function readLevels(grid: Grid, place: Place, codes: Codes, pattern: number): void {
  const isWhole = grid.kinds[place.at] === kinds.whole;
  const isLarge = grid.isLarge[place.at] === 1;
  for (const each of [levels, lumaDc, chromaDc, chromaLevels]) each.fill(0);
  if (isWhole) codes.lumaDc(place, lumaDc);
  for (let block = 0; block < 16; block++) {
    if (((pattern >> (block >> 2)) & 1) === 0) continue;
    const [x, y] = [columnOf(block), rowOf(block)];
    if (!isLarge) codes.luma(place, x, y, levels, block * 16, isWhole ? 1 : 0);
    else if (block % 4 === 0) codes.large(place, x, y, levels, block * 16);
  }
  const colors = [0, 1] as const;
  if (pattern >= 16) for (const color of colors) codes.chromaDc(place, color, chromaDc, color * 4);
  if (pattern < 32) return;
  for (const color of colors)
    for (let block = 0; block < 4; block++)
      codes.chroma(place, color, block & 1, block >> 1, chromaLevels, color * 64 + block * 16);
}

function putSamples(grid: Grid, place: Place, samples: Uint8Array): void {
  const { at, column, row } = place;
  grid.kinds[at] = kinds.samples;
  grid.patterns[at] = 47;
  fillBlocks(grid, grid.lumaCounts, place, { size: 4, x: 0, y: 0, side: 4 }, 16);
  for (const counts of grid.chromaCounts)
    fillBlocks(grid, counts, place, { size: 2, x: 0, y: 0, side: 2 }, 16);
  const { y, u, v } = grid.frame;
  const put = (plane: Plane, size: number, from: number) => {
    for (let line = 0; line < size; line++) {
      const to = placeOf(plane, column * size, row * size + line);
      plane.samples.set(samples.subarray(from + line * size, from + line * size + size), to);
    }
  };
  put(y, 16, 0);
  put(u, 8, 256);
  put(v, 8, 320);
}

function putWhole(grid: Grid, place: Place, mode: number, quantizer: number): void {
  const { column, row } = place;
  const plane = grid.frame.y;
  if (!predictLuma(plane, column * 16, row * 16, mode, place, prediction)) refusePrediction();
  const spread = new Int32Array(16);
  for (let rank = 0; rank < 16; rank++) spread[zigzag[rank]!] = lumaDc[rank]!;
  hadamard(spread);
  for (let block = 0; block < 16; block++) {
    const [x, y] = [columnOf(block), rowOf(block)];
    scaleBlock(levels, block * 16, 1, quantizer, frequencies);
    frequencies[0] = scaleLumaDc(spread[y * 4 + x]!, quantizer);
    const to = placeOf(plane, column * 16 + x * 4, row * 16 + y * 4);
    addBlock(frequencies, 0, prediction, y * 64 + x * 4, 16, plane.samples, to, plane.stride);
  }
}

function putBlocks(grid: Grid, place: Place, quantizer: number): void {
  const { column, row } = place;
  const plane = grid.frame.y;
  for (let block = 0; block < 16; block++) {
    const [x, y] = [columnOf(block), rowOf(block)];
    const hasRight = y > 0 && x < 3 && orderOf(x + 1, y - 1) < block;
    predictAt(grid, place, x, y, 4, hasRight || (y === 0 && isAboveRight(place, x === 3)));
    scaleBlock(levels, block * 16, 0, quantizer, frequencies);
    const to = placeOf(plane, column * 16 + x * 4, row * 16 + y * 4);
    addBlock(frequencies, 0, prediction, 0, 4, plane.samples, to, plane.stride);
  }
}

function putLarge(grid: Grid, place: Place, quantizer: number): void {
  const { column, row } = place;
  const plane = grid.frame.y;
  for (let quarter = 0; quarter < 4; quarter++) {
    const [x, y] = [(quarter & 1) * 2, (quarter >> 1) * 2];
    predictAt(grid, place, x, y, 8, quarter === 2 || (y === 0 && isAboveRight(place, x === 2)));
    scaleLarge(levels, quarter * 64, quantizer, frequencies);
    const to = placeOf(plane, column * 16 + x * 4, row * 16 + y * 4);
    addLarge(frequencies, prediction, plane.samples, to, plane.stride);
  }
}

const isAboveRight = ({ above, aboveRight }: Place, isLast: boolean) =>
  isLast ? aboveRight : above;

/** Predicts the block that begins at (x, y), in blocks of 4 × 4. */
function predictAt(
  grid: Grid,
  place: Place,
  x: number,
  y: number,
  size: 4 | 8,
  aboveRight: boolean,
): void {
  const { column, row, left, above, aboveLeft } = place;
  const mode = grid.modes[(row * 4 + y) * grid.columns * 4 + column * 4 + x]!;
  const around = {
    left: x > 0 || left,
    above: y > 0 || above,
    corner: x > 0 ? y > 0 || above : y > 0 ? left : aboveLeft,
    aboveRight,
  };
  predictBlock(grid.frame.y, column * 16 + x * 4, row * 16 + y * 4, size, mode, around, prediction);
}

function putChroma(grid: Grid, place: Place, picture: Picture, quantizer: number): void {
  const { at, column, row } = place;
  const { u, v } = grid.frame;
  for (const [color, plane] of [u, v].entries()) {
    const mode = grid.chromaModes[at]!;
    if (!predictChroma(plane, column * 8, row * 8, mode, place, chromaPrediction, 0))
      refusePrediction();
    const own = chromaQuantizer(quantizer, picture.chromaOffsets[color]!);
    const four = chromaDc.subarray(color * 4, color * 4 + 4);
    chromaHadamard(four);
    for (let block = 0; block < 4; block++) {
      const [x, y] = [(block & 1) * 4, (block >> 1) * 4];
      scaleBlock(chromaLevels, color * 64 + block * 16, 1, own, frequencies);
      frequencies[0] = scaleChromaDc(four[block]!, own);
      const to = placeOf(plane, column * 8 + x, row * 8 + y);
      addBlock(frequencies, 0, chromaPrediction, y * 8 + x, 8, plane.samples, to, plane.stride);
    }
  }
}

/** Section 8.5.8. */
export const chromaQuantizer = (quantizer: number, offset: number): number =>
  chromaQuantizerOf(Math.min(51, Math.max(0, quantizer + offset)));

function refusePrediction(): never {
  throw new RangeError("Nothing to predict from");
}
