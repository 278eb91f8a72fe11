import { bareGif } from "./bare-gif";
import { bareHeif } from "./bare-heif";
import { bareJpeg } from "./bare-jpeg";
import { barePng } from "./bare-png";
import { bareWebp } from "./bare-webp";
import { sniffMediaType } from "./sniff";

declare const isBare: unique symbol;

/** The bytes of a picture that may be decoded. Made by `barePicture` alone. */
export type BarePicture = Uint8Array & { readonly [isBare]: true };

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
export function barePicture(bytes: Uint8Array): BarePicture {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return strip(file) as Uint8Array as BarePicture;
}

function strip(file: Buffer): Buffer {
  switch (sniffMediaType(file)) {
    case "image/png":
      return barePng(file, maxProfileBytes);
    case "image/jpeg":
      return bareJpeg(file, maxProfileBytes);
    case "image/webp":
      return bareWebp(file, maxProfileBytes);
    case "image/gif":
      return bareGif(file);
    case "image/avif":
      return bareHeif(file);
    default:
      throw new RangeError("No picture");
  }
}
