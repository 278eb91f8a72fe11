import { decodeImage, defaultImageLimits, type ImageLimits } from "./decode-image";
import type { MediaExaminer } from "./port";
import { sniffMediaType } from "./sniff";

/** Tells what stored bytes are, and decodes pictures to the last line, within `limits`. */
export function createMediaExaminer(limits: ImageLimits = defaultImageLimits): MediaExaminer {
  return {
    async look(bytes) {
      const contentType = sniffMediaType(bytes);
      if (!contentType?.startsWith("image/") || bytes.length > limits.maxBytes)
        return { contentType, size: null };
      return { contentType, size: await decodedSize(bytes, limits) };
    },
  };
}

async function decodedSize(bytes: Uint8Array, limits: ImageLimits) {
  try {
    const { info } = await decodeImage(bytes, limits).raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height };
  } catch {
    // Sharp has no error codes; whatever it says, the picture cannot be shown.
    return null;
  }
}
