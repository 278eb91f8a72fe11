import { type Picture, scaleOf, throughSharp } from "./picture.ts";

type Rgb = readonly [number, number, number];
export type Side = "left" | "right" | "top" | "bottom";

const colorOf = ([r, g, b]: Rgb) => ({ r, g, b, alpha: 1 });

/** The largest part in the middle that has these proportions. */
export async function cropTo(picture: Picture, [across, down]: readonly [number, number]) {
  const { width, height } = picture;
  const wanted = across / down;
  const [w, h] =
    width / height > wanted
      ? [Math.max(1, Math.round(height * wanted)), height]
      : [width, Math.max(1, Math.round(width / wanted))];
  const [left, top] = [Math.floor((width - w) / 2), Math.floor((height - h) / 2)];
  return await throughSharp(picture, (image) => image.extract({ left, top, width: w, height: h }));
}

/** So many degrees clockwise, in quarter turns. */
export async function turn(picture: Picture, degrees: 90 | 180 | 270) {
  return await throughSharp(picture, (image) => image.rotate(degrees));
}

export async function mirror(picture: Picture) {
  return await throughSharp(picture, (image) => image.flop());
}

export async function turnUpsideDown(picture: Picture) {
  return await throughSharp(picture, (image) => image.flip());
}

/** A few degrees clockwise, cut to the largest upright part of the same proportions that has no empty corner. */
export async function straighten(picture: Picture, degrees: number): Promise<Picture> {
  const { width, height } = picture;
  const angle = (Math.abs(degrees) * Math.PI) / 180;
  const shape = width / height;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const factor = Math.min(1 / (cos + sin / shape), 1 / (cos + sin * shape));
  // Two pixels less: along the edge the turned picture is not quite opaque.
  const inside = (side: number) => Math.max(1, Math.floor(side * factor) - 2);
  const [w, h] = [inside(width), inside(height)];
  const turned = await throughSharp(picture, (image) =>
    image.rotate(degrees, { background: { r: 0, g: 0, b: 0, alpha: 0 } }),
  );
  const [left, top] = [Math.floor((turned.width - w) / 2), Math.floor((turned.height - h) / 2)];
  return await throughSharp(turned, (image) => image.extract({ left, top, width: w, height: h }));
}

/** A frame around the picture, in percent of its shorter side; nothing of it is covered. */
export async function addBorder(picture: Picture, share: number, color: Rgb): Promise<Picture> {
  const side = Math.max(1, Math.round(Math.min(picture.width, picture.height) * share));
  return await throughSharp(picture, (image) =>
    image.extend({
      top: side,
      bottom: side,
      left: side,
      right: side,
      background: colorOf(color),
    }),
  );
}

/** The middle, as large as before: `share` of each side falls away in all. */
export async function moveCloser(picture: Picture, share: number): Promise<Picture> {
  const { width, height } = picture;
  const [w, h] = [width, height].map((side) => Math.max(1, Math.round(side * (1 - share)))) as [
    number,
    number,
  ];
  const [left, top] = [Math.floor((width - w) / 2), Math.floor((height - h) / 2)];
  return await throughSharp(picture, (image) =>
    image.extract({ left, top, width: w, height: h }).resize(width, height, { fit: "fill" }),
  );
}

export async function cutOff(picture: Picture, side: Side, share: number): Promise<Picture> {
  const isAcross = side === "left" || side === "right";
  const length = isAcross ? picture.width : picture.height;
  const gone = Math.min(length - 1, Math.round(length * share));
  const area = {
    left: side === "left" ? gone : 0,
    top: side === "top" ? gone : 0,
    width: picture.width - (isAcross ? gone : 0),
    height: picture.height - (isAcross ? 0 : gone),
  };
  return await throughSharp(picture, (image) => image.extract(area));
}

/** Fewer pixels: `share` 0.5 is half as wide and half as high. */
export async function shrink(picture: Picture, share: number): Promise<Picture> {
  const [width, height] = [picture.width, picture.height].map((side) =>
    Math.max(1, Math.round(side * share)),
  ) as [number, number];
  return await throughSharp(picture, (image) => image.resize(width, height, { fit: "fill" }));
}

/** Transparent corners with a soft edge. */
export function roundCorners(picture: Picture, share: number): Picture {
  const { width, height } = picture;
  const radius = Math.max(2, 0.5 * Math.min(width, height) * share);
  const data = Uint8Array.from(picture.data);
  const soft = Math.max(0.5, 0.5 * scaleOf(picture));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const dx = Math.max(radius - x - 0.5, x + 0.5 - (width - radius), 0);
      const dy = Math.max(radius - y - 0.5, y + 0.5 - (height - radius), 0);
      if (dx === 0 || dy === 0) continue;
      const cover = Math.min(1, Math.max(0, (radius - Math.hypot(dx, dy)) / soft + 0.5));
      const at = 4 * (y * width + x) + 3;
      data[at] = Math.round(data[at]! * cover);
    }
  return { ...picture, data };
}
