import { createHash } from "node:crypto";
import sharp from "sharp";
import type { MaskImage } from "~/domain/media";
import type { MaskArea } from "~/domain/uploads";
import { AppError } from "~/.server/errors";
import type { GivenBytes } from "../file-bytes-port";
import type { ReadUpload } from "../uploads-port";
import { decodeInTime } from "./bounded-decoding";
import { decodeImage, defaultImageLimits, runDecoding, type ImageLimits } from "./decode-image";
import { ingestGiven } from "./ingest-image";
import { stripMetadata } from "./strip-metadata";

/** From here on a grey counts as marked. */
const markedFrom = 128;
const drawnSide = 1000;

/**
 * Makes of a picture that a person gives a mask that is safe to keep: a PNG of one channel, white where something is to
 * change; what is transparent stays. Errors: those of `ingestGiven`; unreadable_media with `unmarked` when no part of
 * it is marked.
 */
export async function ingestMask(
  read: () => Promise<GivenBytes>,
  limits: ImageLimits,
): Promise<ReadUpload> {
  const given = await ingestGiven(read, limits);
  const whiten = async () => {
    const { data, info } = await decodeImage(stripMetadata(given.original), limits)
      .flatten({ background: "#000000" })
      .toColorspace("b-w")
      .png({ palette: false })
      .toBuffer({ resolveWithObject: true });
    const { channels } = await sharp(data).stats();
    if (Math.max(...channels.map(({ max }) => max)) < markedFrom)
      throw new AppError("unreadable_media", { facts: { unmarked: "yes" } });
    return {
      ...given,
      original: data,
      contentType: "image/png",
      sizeBytes: data.byteLength,
      sha256: createHash("sha256").update(data).digest("hex"),
      width: info.width,
      height: info.height,
    };
  };
  return await runDecoding(() => decodeInTime(limits, whiten));
}

/** A kept mask as large as the picture that it is for. Errors: unreadable_media, unavailable. */
export async function prepareMask(
  stored: Uint8Array,
  { width, height }: Pick<MaskImage, "width" | "height">,
): Promise<MaskImage> {
  const decode = () =>
    decodeImage(stripMetadata(stored), defaultImageLimits)
      .resize(width, height, { fit: "fill" })
      .toColorspace("b-w")
      .png()
      .toBuffer();
  const bytes = await runDecoding(() => decodeInTime(defaultImageLimits, decode));
  return { bytes, contentType: "image/png", width, height };
}

/** A mask of one rectangle, for a picture of any size. */
export async function drawMask({ left, top, width, height }: MaskArea): Promise<Uint8Array> {
  const at = (percent: number) => Math.round((Math.min(percent, 100) * drawnSide) / 100);
  const [from, to] = [at(left), Math.max(at(left + width), at(left) + 1)];
  const pixels = Buffer.alloc(drawnSide * drawnSide);
  for (let row = at(top); row < Math.max(at(top + height), at(top) + 1); row += 1)
    pixels.fill(255, row * drawnSide + from, row * drawnSide + to);
  const raw = { width: drawnSide, height: drawnSide, channels: 1 } as const;
  return await sharp(pixels, { raw }).png().toBuffer();
}
