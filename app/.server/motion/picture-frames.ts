import { smoothStep } from "../../domain/smooth-step.ts";
import { viewAt, type CameraMove, type View } from "./camera.ts";
import { guessDepth } from "./depth.ts";
import { fillUp } from "./develop.ts";
import type { FrameSource } from "./frame-source.ts";
import { createFrame, extendEdges, type Frame } from "./h264/planes.ts";
import { planesOf, type Picture } from "./picture-planes.ts";
import { createWarp, type Grid } from "./warp.ts";

/** A picture is so much larger than the film that is made from it, so that the camera has room. */
export const pictureRoom = 1.14;

/** How much more near things move than far ones, in shares of the picture. */
const parallaxAside = 0.022;
const parallaxCloseness = 0.05;

/**
 * The camera's way over a picture of `pictureRoom` times the size of the film, from end to end. With a `last` picture
 * the first one softly becomes that one on the way. Sizes in pixels, even.
 */
export function createPictureFrames(
  first: Picture,
  last: Picture | null,
  move: CameraMove,
  width: number,
  height: number,
): FrameSource {
  const before = createCamera(first, width, height);
  if (!last) return (_seconds, share, frame) => before(viewAt(move, share), frame);
  const after = createCamera(last, width, height);
  const second = createFrame(Math.ceil(width / 16) * 16, Math.ceil(height / 16) * 16);
  return (_seconds, share, frame) => {
    const part = smoothStep(0.1, 0.9, share);
    const view = viewAt(move, share);
    if (part < 1) before(view, frame);
    if (part > 0) after(view, part < 1 ? second : frame);
    if (part > 0 && part < 1) fadeOver(frame, second, part);
  };
}

/** Takes pictures of a picture. */
function createCamera(picture: Picture, width: number, height: number) {
  const planes = planesOf(picture);
  fillUp(planes, picture.width, picture.height);
  for (const plane of [planes.y, planes.u, planes.v]) extendEdges(plane);
  const depth = guessDepth(picture);
  const warp = createWarp(planes, width, height);
  return (view: View, frame: Frame): void => {
    warp(frame, (grid) => aim(grid, picture, depth, view, width, height));
    fillUp(frame, width, height);
  };
}

/** Tells for each point of the grid where in the picture it is seen. */
function aim(
  { xs, ys, columns, rows, step }: Grid,
  { width: pictureWidth, height: pictureHeight }: Picture,
  depth: ReturnType<typeof guessDepth>,
  { closeness, aside, below }: View,
  width: number,
  height: number,
): void {
  const perPixel = (1 + (pictureRoom - 1) * (1 - closeness)) * (pictureWidth / width / pictureRoom);
  const roomX = (pictureWidth - width * perPixel) / 2;
  const roomY = (pictureHeight - height * perPixel) / 2;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const fromMiddleX = (column * step - width / 2) * perPixel;
      const fromMiddleY = (row * step - height / 2) * perPixel;
      const x = pictureWidth / 2 + fromMiddleX + aside * roomX * 0.7;
      const y = pictureHeight / 2 + fromMiddleY + below * roomY * 0.7;
      const nearness = depth.at(x, y) - 0.5;
      const closer = 1 - parallaxCloseness * nearness * (closeness - 0.5);
      xs[row * columns + column] =
        x + fromMiddleX * (closer - 1) + aside * nearness * parallaxAside * pictureWidth;
      ys[row * columns + column] =
        y + fromMiddleY * (closer - 1) + below * nearness * parallaxAside * pictureHeight;
    }
  }
}

function fadeOver(frame: Frame, over: Frame, part: number): void {
  for (const name of ["y", "u", "v"] as const) {
    const from = over[name].samples;
    const to = frame[name].samples;
    for (let at = 0; at < to.length; at++) to[at] = to[at]! + (from[at]! - to[at]!) * part + 0.5;
  }
}
