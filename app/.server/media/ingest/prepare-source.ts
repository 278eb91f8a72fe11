import type { SourceImage } from "~/domain/media";
import { AppError } from "~/.server/errors";
import { stripMetadata } from "./strip-metadata";
import { decodeImage, defaultImageLimits, runDecoding } from "./decode-image";

/** Providers shrink larger pictures themselves, or refuse them. */
const maxSidePixels = 2048;
/** A PNG that is larger is sent as JPEG: some providers take requests of a few megabytes only. */
const maxPngBytes = 4 * 1024 * 1024;

/**
 * Makes of a stored picture what providers take: upright, sRGB, without metadata, no side longer than 2048 px. JPEG, or
 * PNG when parts of it are transparent and the file stays small; else those parts become white. Error:
 * unreadable_media.
 */
export async function prepareSource(stored: Uint8Array): Promise<SourceImage> {
  try {
    return await runDecoding(() => encodeForProviders(stored));
  } catch (cause) {
    throw new AppError("unreadable_media", { cause });
  }
}

async function encodeForProviders(stored: Uint8Array): Promise<SourceImage> {
  const picture = stripMetadata(stored);
  const upright = decodeImage(picture, defaultImageLimits)
    .autoOrient()
    .resize(maxSidePixels, maxSidePixels, { fit: "inside", withoutEnlargement: true });
  const { isOpaque } = await decodeImage(picture, defaultImageLimits).stats();
  const withInfo = { resolveWithObject: true } as const;
  const png = isOpaque ? null : await upright.clone().png().toBuffer(withInfo);
  if (png && png.data.byteLength <= maxPngBytes) {
    const { width, height } = png.info;
    return { bytes: png.data, contentType: "image/png", width, height };
  }
  const { data, info } = await upright
    .flatten({ background: "#ffffff" })
    .jpeg({ quality: 92, chromaSubsampling: "4:4:4" })
    .toBuffer(withInfo);
  return { bytes: data, contentType: "image/jpeg", width: info.width, height: info.height };
}
