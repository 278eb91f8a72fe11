import { shareOf, type Step } from "./operation.ts";
import { blendBy, type Picture, type Plane } from "./picture.ts";
import { findRegion } from "./regions.ts";

/**
 * Does the steps one after the other; deterministic. With a mask (as large as the picture, 1: change) nothing outside
 * it changes, but for steps that turn or cut the whole picture: the mask goes along with those. `onProgress` gets
 * rising shares of the work, the last one 1.
 */
export async function retouch(
  picture: Picture,
  steps: readonly Step[],
  mask: Plane | null = null,
  onProgress: (share: number) => void = () => {},
): Promise<Picture> {
  let current = picture;
  let where = mask;
  for (const [index, step] of steps.entries()) {
    const next = await doStep(current, step);
    if (step.operation.isGeometry) {
      where = where && (await alongWith(where, step));
      current = next;
    } else current = where ? blendBy(current, next, where) : next;
    onProgress((index + 1) / steps.length);
  }
  return current;
}

async function doStep(picture: Picture, step: Step): Promise<Picture> {
  const { operation, region, details } = step;
  const changed = await operation.apply(picture, shareOf(step), details);
  if (!region || operation.isGeometry) return changed;
  return blendBy(picture, changed, await findRegion(picture, region));
}

/** The mask, turned and cut like the picture. What was added around the picture is not to be changed. */
async function alongWith(mask: Plane, step: Step): Promise<Plane> {
  const { width, height } = mask;
  const gray = new Uint8Array(width * height * 4);
  mask.data.forEach((value, at) => {
    const level = Math.round(255 * value);
    gray.set([level, level, level, 255], 4 * at);
  });
  const black = {
    ...step.details,
    colors: [{ name: "black", rgb: [0, 0, 0], hues: null }],
  } as const;
  const turned = await step.operation.apply({ width, height, data: gray }, shareOf(step), black);
  const data = new Float32Array(turned.width * turned.height);
  for (let at = 0; at < data.length; at += 1) data[at] = turned.data[4 * at]! / 255;
  return { width: turned.width, height: turned.height, data };
}
