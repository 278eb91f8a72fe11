import { AppError } from "~/.server/errors";

/**
 * What files are called that come in place of one that is taken, by a text (latin1) and where it stands. The first that
 * fits counts.
 */
const kinds: readonly (readonly [number, string, string])[] = [
  [0, "\x1aE\xdf\xa3", "a WebM video"],
  [0, "GIF8", "a GIF"],
  [0, "\x89PNG", "a picture"],
  [0, "\xff\xd8\xff", "a picture"],
  [8, "WEBP", "a picture"],
  [4, "ftypavif", "a picture"],
  [4, "ftyphei", "a HEIC picture"],
  [4, "ftypmif", "a HEIC picture"],
  [4, "ftypqt", "a QuickTime video"],
  [4, "ftyp", "an MP4 video"],
  [8, "AVI ", "an AVI video"],
  [0, "II*\0", "a TIFF picture"],
  [0, "MM\0*", "a TIFF picture"],
  [0, "BM", "a BMP picture"],
  [0, "#EXTM3U", "a playlist"],
  [0, "<", "a web page or a drawing"],
];

/** The refusal of a file that is none of those that are taken. Its fact `found` is what it is called in a sentence. */
export function unsupportedMedia(bytes: Uint8Array): AppError {
  const head = Buffer.from(bytes.subarray(0, 32)).toString("latin1");
  const kind = kinds.find(([at, text]) => head.startsWith(text, at));
  const found = kind ? kind[2] : "a file of an unknown kind";
  return new AppError("unsupported_media", { facts: { found } });
}
