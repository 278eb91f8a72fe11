import sharp, { type OverlayOptions } from "sharp";
import { decodeImage, defaultImageLimits, runDecoding } from "~/.server/media/ingest/decode-image";
import { stripMetadata } from "~/.server/media/ingest/strip-metadata";
import { previewSize } from "~/domain/sharing-choices";

const gap = 8;
const ground = "#1d1a18";

/**
 * A JPEG of 1200 × 630 with `xmp` inside: one picture whole before its own blurred light, several cut to fit side by
 * side. Throws what sharp throws.
 */
export async function drawPreview(
  pictures: readonly Uint8Array[],
  xmp: string | null,
): Promise<Uint8Array> {
  return await runDecoding(async () => {
    const [only, another] = pictures;
    const parts = only && !another ? await wholeOverItsLight(only) : await sideBySide(pictures);
    const canvas = sharp({ create: { ...previewSize, channels: 3, background: ground } })
      .composite(parts)
      .jpeg({ quality: 86, mozjpeg: false });
    return await (xmp === null ? canvas : canvas.withXmp(xmp)).toBuffer();
  });
}

const open = (picture: Uint8Array) =>
  decodeImage(stripMetadata(picture), defaultImageLimits).autoOrient();

async function wholeOverItsLight(picture: Uint8Array): Promise<OverlayOptions[]> {
  const { width, height } = previewSize;
  // So small that a slight blur is a strong one once it is large.
  const small = await open(picture)
    .resize(48, 25, { fit: "cover" })
    .flatten({ background: ground })
    .blur(1.5)
    .modulate({ brightness: 0.7 })
    .png()
    .toBuffer();
  const light = await sharp(small).resize(width, height, { kernel: "cubic" }).png().toBuffer();
  const whole = await open(picture).resize(width, height, { fit: "inside" }).png().toBuffer();
  return [{ input: light }, { input: whole }];
}

async function sideBySide(pictures: readonly Uint8Array[]): Promise<OverlayOptions[]> {
  return await Promise.all(
    placesFor(pictures.length).map(async ({ left, top, width, height }, at) => ({
      input: await open(pictures[at] ?? new Uint8Array())
        .resize(width, height, { fit: "cover", position: "attention" })
        .flatten({ background: ground })
        .png()
        .toBuffer(),
      left,
      top,
    })),
  );
}

/** Two or three columns; four in two rows. */
function placesFor(count: number) {
  const columns = count === 4 ? 2 : count;
  const rows = Math.ceil(count / columns);
  const width = Math.floor((previewSize.width - gap * (columns - 1)) / columns);
  const height = Math.floor((previewSize.height - gap * (rows - 1)) / rows);
  return Array.from({ length: count }, (_, at) => ({
    left: (at % columns) * (width + gap),
    top: Math.floor(at / columns) * (height + gap),
    width,
    height,
  }));
}
