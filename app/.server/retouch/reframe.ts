import { blendBy, drawPlane, type Picture, scaleOf, throughSharp } from "./picture.ts";
import { smoothStep } from "../../domain/smooth-step.ts";
import type { Margins } from "~/domain/frame";

/** How the new parts are filled. */
export type Filling =
  | "soft"
  | "mirrored"
  | "blurred"
  | { readonly name: string; readonly rgb: readonly [number, number, number] };

/**
 * A larger picture with the given one inside, bit by bit as it was. The new parts go on from its edge: `soft` as a
 * mirror image that dissolves with the distance, `mirrored` as a clear one, `blurred` as a wide blur of the whole.
 */
export async function reframe(
  picture: Picture,
  margins: Margins,
  filling: Filling,
): Promise<Picture> {
  const { left, right, top, bottom } = margins;
  if (typeof filling === "object") {
    const [r, g, b] = filling.rgb;
    const background = { r, g, b, alpha: 1 };
    return await throughSharp(picture, (image) => image.extend({ ...margins, background }));
  }
  if (left + right + top + bottom === 0) return picture;
  const size = { width: picture.width + left + right, height: picture.height + top + bottom };
  return putInside(await fillAround(picture, margins, size, filling), picture, margins);
}

async function fillAround(
  picture: Picture,
  margins: Margins,
  size: Pick<Picture, "width" | "height">,
  filling: Exclude<Filling, object>,
): Promise<Picture> {
  if (filling === "blurred") return await spreadOut(picture, size);
  if (filling === "soft") return await dissolve(stretchEdges(picture, margins), picture, margins);
  return await throughSharp(picture, (image) => image.extend({ ...margins, extendWith: "mirror" }));
}

/** How deep the stretched edge reaches into the picture, as a share of its shorter side. */
const depthShare = 0.022;

/**
 * The picture with its edges mirrored and more and more drawn out, so that what stands further inside does not come
 * twice.
 */
function stretchEdges(picture: Picture, { left, right, top, bottom }: Margins): Picture {
  const depth = Math.max(4, depthShare * Math.min(picture.width, picture.height));
  const xs = placesAlong(picture.width, left, right, depth);
  const ys = placesAlong(picture.height, top, bottom, depth);
  const data = new Uint8Array(4 * xs.length * ys.length);
  for (const [row, y] of ys.entries()) {
    const [y0, partY] = [Math.floor(y), y - Math.floor(y)];
    const above = y0 * picture.width;
    const below = Math.min(picture.height - 1, y0 + 1) * picture.width;
    for (const [column, x] of xs.entries()) {
      const [x0, partX] = [Math.floor(x), x - Math.floor(x)];
      const x1 = Math.min(picture.width - 1, x0 + 1);
      const to = 4 * (row * xs.length + column);
      for (let channel = 0; channel < 4; channel += 1) {
        const at = (line: number, place: number) => picture.data[4 * (line + place) + channel]!;
        const upper = at(above, x0) + (at(above, x1) - at(above, x0)) * partX;
        const lower = at(below, x0) + (at(below, x1) - at(below, x0)) * partX;
        data[to + channel] = upper + (lower - upper) * partY + 0.5;
      }
    }
  }
  return { width: xs.length, height: ys.length, data };
}

/** Where in the old picture each column or row of the new one comes from. */
function placesAlong(length: number, before: number, after: number, depth: number): Float64Array {
  const inside = (away: number) => Math.min(length - 1, depth * Math.log1p(away / depth));
  return Float64Array.from({ length: before + length + after }, (_, at) => {
    const place = at - before;
    if (place < 0) return inside(-place - 1);
    return place < length ? place : length - 1 - inside(place - length);
  });
}

/** The whole picture, as large as the new one, out of focus and a little darker. */
async function spreadOut(picture: Picture, { width, height }: { width: number; height: number }) {
  const sigma = 34 * scaleOf({ width, height });
  return await throughSharp(picture, (image) =>
    image
      .resize(width, height, { fit: "cover" })
      .blur(Math.max(1, sigma))
      .modulate({ brightness: 0.92 }),
  );
}

/** Clear at the edge of the picture, softer and softer away from it. */
async function dissolve(around: Picture, inner: Picture, { left, top }: Margins): Promise<Picture> {
  const { width, height } = around;
  const scale = scaleOf(around);
  const away = (x: number, y: number) =>
    Math.max(
      left - x * width,
      x * width - left - inner.width,
      top - y * height,
      y * height - top - inner.height,
    );
  let current = around;
  for (const [sigma, from, to] of [
    [5, 2, 50],
    [15, 30, 140],
    [36, 100, 280],
  ] as const) {
    const soft = await throughSharp(around, (image) => image.blur(Math.max(0.5, sigma * scale)));
    const share = drawPlane(around, (x, y) => smoothStep(from * scale, to * scale, away(x, y)));
    current = blendBy(current, soft, share);
  }
  return current;
}

function putInside(around: Picture, inner: Picture, { left, top }: Margins): Picture {
  const data = Uint8Array.from(around.data);
  for (let y = 0; y < inner.height; y += 1) {
    const from = 4 * y * inner.width;
    const row = inner.data.subarray(from, from + 4 * inner.width);
    data.set(row, 4 * ((y + top) * around.width + left));
  }
  return { ...around, data };
}
