import type { SourceForm, SourceImage } from "~/domain/media";
import { AppError } from "~/.server/errors";
import { readMark } from "./provenance";
import { stripMetadata } from "./strip-metadata";
import { decodeImage, defaultImageLimits, runDecoding } from "./decode-image";

/** Providers shrink larger pictures themselves, or refuse them. */
const maxSidePixels = 2048;
/** A PNG that is larger is sent as JPEG: some providers take requests of a few megabytes only. */
const maxPngBytes = 4 * 1024 * 1024;

/**
 * Makes of a stored picture, which is upright and in sRGB, what others take: without metadata. `as stored` leaves its
 * pixels alone. `to send` has no side longer than 2048 px and is a JPEG, or a PNG when parts of it are transparent and
 * the file stays small; else those parts become white. Error: unreadable_media.
 */
export async function prepareSource(
  stored: Uint8Array,
  form: SourceForm = "to send",
): Promise<SourceImage> {
  try {
    const source = await runDecoding(() =>
      form === "as stored" ? withoutMetadata(stored) : encodeForProviders(stored),
    );
    return { ...source, mark: readMark(stored) };
  } catch (cause) {
    throw new AppError("unreadable_media", { cause });
  }
}

async function withoutMetadata(stored: Uint8Array): Promise<SourceImage> {
  const bytes = stripMetadata(stored);
  const { width, height, format } = await decodeImage(bytes, defaultImageLimits).metadata();
  if (format !== "png" && format !== "jpeg" && format !== "webp")
    throw new TypeError(`A stored picture is ${format}`);
  return { bytes, contentType: `image/${format}`, width, height };
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
