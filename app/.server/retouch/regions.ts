import {
  clamp01,
  drawPlane,
  lightness,
  type Picture,
  type Plane,
  planeThroughSharp,
  throughSharp,
} from "./picture.ts";
import { smoothStep } from "../../domain/smooth-step.ts";

/** A part of the picture that words can name. */
export type Region = "subject" | "background" | "sky";

/** Regions are looked for in a picture of this side, and drawn softly in the whole one. */
const sidePixels = 96;

/** How much each pixel is part of a region, 0 to 1. Never empty. */
export async function findRegion(picture: Picture, region: Region): Promise<Plane> {
  const small = await throughSharp(picture, (image) =>
    image.resize(sidePixels, sidePixels, { fit: "inside", withoutEnlargement: true }),
  );
  if (region === "sky") return await enlarge(findSky(small), picture);
  const subject = await enlarge(findSubject(small), picture);
  return region === "subject" ? subject : { ...subject, data: subject.data.map((v) => 1 - v) };
}

async function enlarge(plane: Plane, { width, height }: Picture): Promise<Plane> {
  const softness = Math.max(1, (0.6 * Math.max(width, height)) / sidePixels);
  return await planeThroughSharp(plane, (image) =>
    image.resize(width, height, { fit: "fill", kernel: "cubic" }).blur(softness),
  );
}

/**
 * What differs from the colors along the edges of the picture, and lies near its middle. Where nothing stands out, an
 * ellipse in the middle.
 */
function findSubject(picture: Picture): Plane {
  const { width, height, data } = picture;
  const edge = edgeColors(picture);
  const raw = drawPlane(picture, (x, y) => {
    const at = 4 * (Math.floor(y * height) * width + Math.floor(x * width));
    const away = Math.min(...edge.map((color) => distance(data, at, color)));
    return away * Math.exp(-2.2 * ((x - 0.5) ** 2 * 2.6 + (y - 0.55) ** 2 * 2));
  });
  const calm = smooth(raw, Math.max(1, Math.round(width / 40)));
  const most = Math.max(1e-6, ...calm.data);
  const cut = otsu(calm.data.map((value) => value / most));
  const data01 = calm.data.map((value) => smoothStep(cut * 0.7, cut * 1.25, value / most));
  const share = data01.reduce((sum, value) => sum + value, 0) / data01.length;
  const found = { width, height, data: data01 };
  return share > 0.04 && share < 0.55 ? found : middleEllipse(found);
}

function middleEllipse(size: Pick<Picture, "width" | "height">): Plane {
  return drawPlane(size, (x, y) => {
    const away = Math.hypot((x - 0.5) / 0.34, (y - 0.55) / 0.42);
    return smoothStep(1.15, 0.8, away);
  });
}

/** The mean colors of short stretches along the left, right and upper edge, and of half the lower one. */
function edgeColors({ width, height, data }: Picture): number[][] {
  const stretches: number[][] = [];
  const depth = Math.max(1, Math.round(Math.min(width, height) / 24));
  const add = (left: number, top: number, right: number, bottom: number) => {
    const sums = [0, 0, 0];
    let count = 0;
    for (let y = Math.floor(top); y < Math.min(height, bottom); y += 1)
      for (let x = Math.floor(left); x < Math.min(width, right); x += 1, count += 1)
        for (let channel = 0; channel < 3; channel += 1)
          sums[channel]! += data[4 * (y * width + x) + channel]!;
    if (count > 0) stretches.push(sums.map((sum) => sum / count));
  };
  const parts = 8;
  for (let part = 0; part < parts; part += 1) {
    const [fromX, toX] = [(part * width) / parts, ((part + 1) * width) / parts];
    const [fromY, toY] = [(part * height) / parts, ((part + 1) * height) / parts];
    add(fromX, 0, toX, depth);
    add(0, fromY, depth, toY);
    add(width - depth, fromY, width, toY);
    // In the middle below, a subject often reaches out of the picture.
    if (part < 2 || part > 5) add(fromX, height - depth, toX, height);
  }
  return stretches;
}

function distance(data: Uint8Array, at: number, [r = 0, g = 0, b = 0]: readonly number[]): number {
  const [dr, dg, db] = [data[at]! - r, data[at + 1]! - g, data[at + 2]! - b];
  const light = lightness(dr, dg, db);
  // Shade on one and the same thing says less than another color.
  return 0.5 * Math.abs(light) + Math.abs(dr - light) + Math.abs(db - light);
}

/**
 * What can be reached from the upper edge without crossing one, and what it surrounds, such as the sun. Where that is
 * next to nothing or nearly everything, what lies above the upper two fifths, softly.
 */
function findSky(picture: Picture): Plane {
  const { width, height } = picture;
  const reached = fill(picture, width, (from, to) => isSameSky(picture, from, to));
  const ground = new Uint8Array(width * height);
  const open = Array.from({ length: width }, (_, x) => (height - 1) * width + x);
  spread(
    { width, height },
    open.filter((at) => !reached[at]),
    ground,
    (_from, to) => !reached[to],
  );
  const data = Float32Array.from(ground, (isGround) => (isGround ? 0 : 1));
  const share = data.reduce((sum, value) => sum + value, 0) / data.length;
  if (share > 0.06 && share < 0.85) return { width, height, data };
  return drawPlane(picture, (_x, y) => 0.9 * smoothStep(0.55, 0.25, y));
}

function fill(
  size: Pick<Picture, "width" | "height">,
  count: number,
  goesOn: (from: number, to: number) => boolean,
): Uint8Array {
  const reached = new Uint8Array(size.width * size.height);
  spread(
    size,
    Array.from({ length: count }, (_, at) => at),
    reached,
    goesOn,
  );
  return reached;
}

/** Marks the places of `open` and what `goesOn` lets be reached from them, side by side. */
function spread(
  { width, height }: Pick<Picture, "width" | "height">,
  open: number[],
  reached: Uint8Array,
  goesOn: (from: number, to: number) => boolean,
): void {
  for (const at of open) reached[at] = 1;
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    const x = from % width;
    const near = [
      x > 0 ? from - 1 : -1,
      x < width - 1 ? from + 1 : -1,
      from - width,
      from + width < width * height ? from + width : -1,
    ];
    for (const to of near)
      if (to >= 0 && !reached[to] && goesOn(from, to)) {
        reached[to] = 1;
        open.push(to);
      }
  }
}

function isSameSky({ width, height, data }: Picture, from: number, to: number): boolean {
  if (to > 0.72 * width * height) return false;
  const [r, g, b] = [data[4 * from]!, data[4 * from + 1]!, data[4 * from + 2]!];
  return distance(data, 4 * to, [r, g, b]) < 15;
}

/** A box blur in both directions, twice. */
function smooth({ width, height, data }: Plane, radius: number): Plane {
  let blurred = data;
  for (let round = 0; round < 2; round += 1) {
    blurred = smoothLines(
      blurred,
      radius,
      { count: height, apart: width },
      { count: width, apart: 1 },
    );
    blurred = smoothLines(
      blurred,
      radius,
      { count: width, apart: 1 },
      { count: height, apart: width },
    );
  }
  return { width, height, data: blurred };
}

interface Steps {
  count: number;
  apart: number;
}

function smoothLines(data: Float32Array, radius: number, lines: Steps, along: Steps) {
  const result = new Float32Array(data.length);
  for (let line = 0; line < lines.count; line += 1) {
    const start = line * lines.apart;
    for (let at = 0; at < along.count; at += 1) {
      const [from, to] = [Math.max(0, at - radius), Math.min(along.count - 1, at + radius)];
      let sum = 0;
      for (let near = from; near <= to; near += 1) sum += data[start + near * along.apart]!;
      result[start + at * along.apart] = sum / (to - from + 1);
    }
  }
  return result;
}

/** Otsu's threshold of values from 0 to 1. */
function otsu(values: Float32Array): number {
  const counts = new Float64Array(64);
  for (const value of values) counts[Math.min(63, Math.floor(clamp01(value) * 64))]! += 1;
  const total = values.length;
  const sum = counts.reduce((all, count, at) => all + count * at, 0);
  let [best, cut, below, sumBelow] = [-1, 0.5, 0, 0];
  counts.forEach((count, at) => {
    below += count;
    sumBelow += count * at;
    if (below === 0 || below === total) return;
    const [low, high] = [sumBelow / below, (sum - sumBelow) / (total - below)];
    const between = below * (total - below) * (high - low) ** 2;
    if (between > best) [best, cut] = [between, (at + 1) / 64];
  });
  return cut;
}
