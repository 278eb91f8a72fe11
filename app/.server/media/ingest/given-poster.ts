import type { PixelSize } from "~/domain/shapes";
import { AppError } from "~/.server/errors";
import type { GivenBytes } from "../file-bytes-port";
import { decodeInTime } from "./bounded-decoding";
import { decodeImage, runDecoding, type ImageLimits } from "./decode-image";
import { ingestGiven } from "./ingest-image";
import { framePoster } from "./poster";
import { stripMetadata } from "./strip-metadata";

/** By so much a browser may round the proportions. */
const roundingShare = 0.02;

/**
 * Makes a poster of a frame that a browser has taken of a video, with `xmp` inside where there is some. It is read when
 * its turn has come. Errors: those of `ingestGiven`; unreadable_media with `frame` for what can't be one: of other
 * proportions, or see-through.
 */
export async function readGivenPoster(
  given: () => Promise<GivenBytes>,
  film: PixelSize,
  xmp: string | null,
  limits: ImageLimits,
): Promise<Uint8Array> {
  const { original, width, height } = await ingestGiven(given, limits);
  const isAlike = Math.abs((width * film.height) / (height * film.width) - 1) <= roundingShare;
  const picture = stripMetadata(original);
  const { isOpaque } = await runDecoding(() =>
    decodeInTime(limits, () => decodeImage(picture, limits).stats()),
  );
  if (!isAlike || !isOpaque) throw new AppError("unreadable_media", { facts: { frame: "no" } });
  return await runDecoding(() => decodeInTime(limits, () => framePoster(original, film, xmp)));
}
