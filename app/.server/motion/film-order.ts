import sharp from "sharp";

import { refuseFile } from "../subprocesses/unusable-request.ts";
import type { FilmRequest } from "./make-film.ts";
import { pictureRoom } from "./picture-frames.ts";
import type { Picture } from "./picture-planes.ts";

/** What to film, from words or from the bytes of picture files: the first, and the last if it is another one. */
export interface FilmOrder extends Omit<FilmRequest, "pictures"> {
  pictures: readonly Uint8Array[];
}

/** Decodes the pictures of an order. Rejects with UnusableRequestError where one is no picture. */
export async function openOrder(order: FilmOrder): Promise<FilmRequest> {
  const { width, height } = order;
  const opened = order.pictures.map((bytes) => readPicture(bytes, width, height));
  return { ...order, pictures: await Promise.all(opened) };
}

/** Fills the film, and the room that its camera has; what is clear becomes white. */
async function readPicture(
  bytes: Uint8Array,
  filmWidth: number,
  filmHeight: number,
): Promise<Picture> {
  const [width, height] = [filmWidth, filmHeight].map(
    (side) => 2 * Math.ceil((side * pictureRoom) / 2),
  ) as [number, number];
  const rgb = await sharp(bytes)
    .resize(width, height, { fit: "cover" })
    .flatten({ background: "#ffffff" })
    .toColorspace("srgb")
    .removeAlpha()
    .raw()
    .toBuffer()
    .catch(refuseFile);
  return { width, height, rgb };
}
