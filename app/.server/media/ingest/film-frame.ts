import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import type { FrameReader } from "../frames-port";
import type { MediaStore } from "../store-port";
import { walkBoxes } from "./mp4-boxes";
import { type FilmFrames, findFrames } from "./mp4-frames";

const codecs: Readonly<Record<string, "h264" | "av1">> = {
  avc1: "h264",
  avc3: "h264",
  av01: "av1",
};

/**
 * A frame of a stored film as a picture file, turned as it is shown. Null where there is no such frame or nobody here
 * can read it. Errors: those of `store`.
 */
export async function readFilmFrame(
  frames: FrameReader,
  store: Pick<MediaStore, "open">,
  path: string,
  film: FilmFrames | null,
  which: "poster" | "last",
): Promise<Uint8Array | null> {
  const place = film?.[which];
  const codec = film && codecs[film.codec];
  if (!film?.setup || !place || !codec) return null;
  const range = { start: place.offset, end: place.offset + place.sizeBytes - 1 };
  const sample = await buffer((await store.open(path, range)).body);
  const picture = await frames.read({ codec, setup: film.setup, sample });
  return picture && film.turn > 0
    ? await sharp(picture).rotate(film.turn).png().toBuffer()
    : picture;
}

/** Where the frames of a stored film lie. Reads it to its end and holds its head alone. Errors: those of `store`. */
export async function findStoredFrames(
  store: Pick<MediaStore, "open">,
  path: string,
): Promise<FilmFrames | null> {
  const walk = walkBoxes(Infinity);
  const { body } = await store.open(path);
  for await (const chunk of body) walk.push(chunk as Uint8Array);
  return findFrames(walk.end());
}
