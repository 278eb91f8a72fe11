import type { FileBytes, GivenBytes } from "../file-bytes-port";
import { fileBytes } from "./bytes-in-memory";
import { stripGif } from "./strip-gif";
import { stripHeif } from "./strip-heif";
import { stripJpeg } from "./strip-jpeg";
import { stripPng } from "./strip-png";
import { stripWebp } from "./strip-webp";
import { sniffMediaType } from "./sniff";

declare const isStripped: unique symbol;

/** The bytes of a picture that may be decoded. Made by `stripMetadata` alone. */
export type StrippedImage = Uint8Array & { readonly [isStripped]: true };

/** Has what tells the kind of a file. */
export const headBytes = 256;
/** The largest profiles of printing presses have under 3 MB. */
const maxProfileBytes = 4 * 1024 * 1024;

/**
 * A stranger's picture without anything that is not drawn: texts, EXIF but for the turn, XMP, thumbnails, whatever is
 * unknown, and what hides behind the end. Decoders unfold such things before they are asked for pixels: a PNG of 1 MB
 * can hold 1 GB of text. A copy, of at most the size of the file and 64 bytes, and no other memory; each byte is looked
 * at once: the largest files keep a core busy for a fifth of a second. C2PA manifests go with the rest: they vouch for
 * bytes that are about to be encoded anew. Throws a RangeError for what is no picture that Easel knows, is put together
 * as none can be, or of more than 50,000 pieces. Whether the rest is whole is for the decoder to say.
 */
export function stripMetadata(given: GivenBytes): StrippedImage {
  return strip(fileBytes(given)) as Uint8Array as StrippedImage;
}

function strip(file: FileBytes): Buffer {
  switch (sniffMediaType(file.piece(0, headBytes))) {
    case "image/png":
      return stripPng(file, maxProfileBytes);
    case "image/jpeg":
      return stripJpeg(file, maxProfileBytes);
    case "image/webp":
      return stripWebp(file, maxProfileBytes);
    case "image/gif":
      return stripGif(file);
    case "image/avif":
      return stripHeif(file);
    default:
      throw new RangeError("No picture");
  }
}
