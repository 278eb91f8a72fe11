import type { SourceForm, SourceImage } from "~/domain/media";
import { readMark } from "./provenance";
import { stripMetadata } from "./strip-metadata";
import { decodeInTime } from "./bounded-decoding";
import { decodeImage, defaultImageLimits, runDecoding } from "./decode-image";

/** Providers shrink larger pictures themselves, or refuse them. */
const maxSidePixels = { "to send": 2048, small: 1000 } as const;
/** A PNG that is larger is sent as JPEG: some providers take requests of a few megabytes only. */
const maxPngBytes = 4 * 1024 * 1024;

/**
 * Makes of a stored picture, which is upright and in sRGB, what others take: without metadata. `as stored` leaves its
 * pixels alone. `to send` has no side longer than 2048 px, `small` none longer than 1000, and each is a JPEG, or a
 * PNG when parts of it are transparent and the file stays small; else those parts become white. A form with a longest
 * side is like `to send`, and never larger. Errors:
 * unreadable_media, unavailable.
 */
export async function prepareSource(
  stored: Uint8Array,
  form: SourceForm = "to send",
): Promise<SourceImage> {
  const decode = () =>
    form === "as stored" ? withoutMetadata(stored) : encodeForProviders(stored, form);
  const source = await runDecoding(() => decodeInTime(defaultImageLimits, decode));
  return { ...source, mark: readMark(stored) };
}

async function withoutMetadata(stored: Uint8Array): Promise<SourceImage> {
  const bytes = stripMetadata(stored);
  const { width, height, format } = await decodeImage(bytes, defaultImageLimits).metadata();
  if (format !== "png" && format !== "jpeg" && format !== "webp")
    throw new TypeError(`A stored picture is ${format}`);
  return { bytes, contentType: `image/${format}`, width, height };
}

async function encodeForProviders(
  stored: Uint8Array,
  form: Exclude<SourceForm, "as stored">,
): Promise<SourceImage> {
  const picture = stripMetadata(stored);
  const size = await decodeImage(picture, defaultImageLimits).metadata();
  const maxSide =
    typeof form === "string"
      ? maxSidePixels[form]
      : Math.min(maxSidePixels["to send"], form.longestSide(size));
  const scaleOf = ({ width }: { width: number }) => width / size.width;
  // Each time from the bytes: a clone of sharp's copies them.
  const upright = () =>
    decodeImage(picture, defaultImageLimits)
      .autoOrient()
      .resize(maxSide, maxSide, { fit: "inside", withoutEnlargement: true });
  const { isOpaque } = await decodeImage(picture, defaultImageLimits).stats();
  const withInfo = { resolveWithObject: true } as const;
  const png = isOpaque ? null : await upright().png().toBuffer(withInfo);
  if (png && png.data.byteLength <= maxPngBytes) {
    const { width, height } = png.info;
    return { bytes: png.data, contentType: "image/png", width, height, scale: scaleOf(png.info) };
  }
  const { data, info } = await upright()
    .flatten({ background: "#ffffff" })
    .jpeg({ quality: 92, chromaSubsampling: "4:4:4" })
    .toBuffer(withInfo);
  const { width, height } = info;
  return { bytes: data, contentType: "image/jpeg", width, height, scale: scaleOf(info) };
}
