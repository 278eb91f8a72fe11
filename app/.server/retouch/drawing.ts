import { drawPaper, reliefOf, softLight, steepness } from "./surface.ts";
import {
  drawPlane,
  lightnessOf,
  mapPixels,
  type Picture,
  type Plane,
  planeThroughSharp,
  scaleOf,
} from "./picture.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import { createRandom } from "../../domain/random.ts";
import { makeGray } from "./tint.ts";

/** Ink lines on white. */
export async function drawEdges(picture: Picture, share: number): Promise<Picture> {
  const edges = steepness(await softLight(picture, 1.1 * scaleOf(picture)));
  return mapPixels(picture, (_r, _g, _b, out, pixel) => {
    const ink = 255 * (1 - smoothStep(0.015, 0.14 / (0.5 + 0.5 * share), edges.data[pixel]!));
    out[0] = ink;
    out[1] = ink;
    out[2] = ink + 2;
  });
}

/** Lines where the light changes, hatched shade, a little paper. */
export async function drawPencil(picture: Picture, share: number): Promise<Picture> {
  const light = lightnessOf(picture);
  const soft = await planeThroughSharp(light, (plane) =>
    plane.blur(Math.max(1, 7 * scaleOf(picture))),
  );
  const paper = await drawPaper(picture, 0.05);
  const hatch = await drawHatching(picture);
  return mapPixels(picture, (_r, _g, _b, out, pixel) => {
    const here = light.data[pixel]!;
    // The dodge of the picture by its own blurred negative leaves its edges alone.
    const lines = Math.min(1, here / Math.max(0.02, soft.data[pixel]!)) ** (1.4 + 1.6 * share);
    const shade = smoothStep(0.62, 0.08, here) * hatch.data[pixel]! * 0.62;
    const value = 246 * lines * (1 - shade) * paper.data[pixel]! + 8;
    out[0] = value;
    out[1] = value;
    out[2] = value * 0.985;
  });
}

/** Strokes of one direction, each with its own pressure. */
async function drawHatching(picture: Picture): Promise<Plane> {
  const { width, height } = picture;
  const random = createRandom(43);
  const apart = Math.max(1.6, 3.4 * scaleOf(picture));
  const lines = Float32Array.from(
    { length: Math.ceil((width + height) / apart) + 2 },
    () => 0.45 + 0.55 * random.next(),
  );
  return drawPlane(picture, (x, y) => {
    const along = (x * width + 0.8 * y * height) / apart;
    const at = Math.floor(along);
    const wave = 0.5 - 0.5 * Math.cos(2 * Math.PI * (along - at));
    return wave * lines[Math.min(lines.length - 1, at)]!;
  });
}

/** As pressed into gray metal. */
export async function emboss(picture: Picture, share: number): Promise<Picture> {
  const relief = reliefOf(await softLight(picture, 0.9 * scaleOf(picture)));
  const gray = makeGray(picture);
  return mapPixels(gray, (r, _g, _b, out, pixel) => {
    const value = 128 - relief.data[pixel]! * 420 * (0.4 + 0.6 * share) + (r - 128) * 0.12;
    out[0] = value;
    out[1] = value;
    out[2] = value;
  });
}
