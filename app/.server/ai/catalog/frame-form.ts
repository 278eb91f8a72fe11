import {
  frameWish,
  type FrameWish,
  marginsOf,
  proportionsOf,
  roomIn,
  sizeWithin,
} from "~/domain/frame";
import type { SourceForm, SourceImage } from "~/domain/media";
import type { PixelSize } from "~/domain/shapes";
import type { FrameRoute, ModelRequest } from "../port";

const wishOf = (settings: ModelRequest["settings"]): FrameWish =>
  frameWish(roomIn(settings), null, proportionsOf(settings["shape"]));

/** The form of a picture that leaves room for the frame around it. Pure. */
export function frameForm(route: FrameRoute, settings: ModelRequest["settings"]): SourceForm {
  return {
    longestSide(stored) {
      const margins = marginsOf(stored, wishOf(settings));
      const whole = sizeWithin(stored, margins);
      const byPixels = Math.sqrt(route.pixels / (whole.width * whole.height));
      const bySide = route.sidePixels / Math.max(1, ...Object.values(margins));
      const factor = Math.min(1, byPixels, bySide);
      let side = Math.max(1, Math.floor(factor * Math.max(stored.width, stored.height)));
      // Whole pixels may be a few more than that.
      while (side > 1 && framedPixels(stored, side, wishOf(settings)) > route.pixels) side -= 1;
      return side;
    },
  };
}

/** Of the frame around a picture whose longer side is made so long. */
function framedPixels(stored: PixelSize, longestSide: number, wish: FrameWish): number {
  const share = longestSide / Math.max(stored.width, stored.height);
  const [width, height] = [stored.width, stored.height].map((side) =>
    Math.max(1, Math.round(side * share)),
  ) as [number, number];
  const margins = marginsOf({ width, height }, wish, width / stored.width);
  const whole = sizeWithin({ width, height }, margins);
  return whole.width * whole.height;
}

/** What to send of the frame around a picture, in the route's terms; nothing for a route without one. Pure. */
export function frameParameters(
  { frame }: { frame?: FrameRoute },
  { settings }: Pick<ModelRequest, "settings">,
  { width, height, scale = 1 }: Pick<SourceImage, "width" | "height" | "scale">,
): Record<string, unknown> {
  if (!frame) return {};
  const most = (room: number) => Math.min(frame.sidePixels, room);
  const { left, right, top, bottom } = marginsOf({ width, height }, wishOf(settings), scale);
  const margins = { left: most(left), right: most(right), top: most(top), bottom: most(bottom) };
  return frame.parameters(margins, { width, height });
}
