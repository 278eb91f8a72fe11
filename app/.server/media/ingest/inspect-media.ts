import { createHash } from "node:crypto";
import { AppError } from "~/.server/errors";
import { stripMetadata } from "./strip-metadata";
import { decodeImage, defaultImageLimits, type ImageLimits } from "./decode-image";
import { defaultVideoLimits } from "./ingest-video";
import { walkBoxes } from "./mp4-boxes";
import { readMovie } from "./mp4-movie";
import type { MediaInspector, MediaInspection } from "../examination-port";
import { type SniffedType, sniffMediaType } from "./sniff";

/** As much of a file as its type can be told from. */
const headBytes = 4096;

/** Finds the size of a picture or of a video's frames out of all of its bytes. */
interface SizeReader {
  push(chunk: Uint8Array): void;
  end(): Promise<MediaInspection["size"]>;
}

/**
 * Tells what stored bytes are, decodes pictures to the last line within `limits`, and follows the boxes of videos to
 * the end.
 */
export function createMediaInspector(limits: ImageLimits = defaultImageLimits): MediaInspector {
  return {
    async inspect(body) {
      const hash = createHash("sha256");
      let sizeBytes = 0;
      let head = Buffer.alloc(0);
      let reader: SizeReader | null = null;
      for await (const chunk of body) {
        hash.update(chunk);
        sizeBytes += chunk.byteLength;
        if (reader) {
          reader.push(chunk);
          continue;
        }
        head = Buffer.concat([head, chunk]);
        if (head.length >= headBytes) reader = createReader(sniffMediaType(head), head, limits);
      }
      const contentType = sniffMediaType(head);
      reader ??= createReader(contentType, head, limits);
      return { sizeBytes, sha256: hash.digest("hex"), contentType, size: await reader.end() };
    },
  };
}

function createReader(type: SniffedType | null, head: Buffer, limits: ImageLimits): SizeReader {
  const reader = type === "video/mp4" ? createVideoReader() : createPictureReader(limits);
  reader.push(head);
  return reader;
}

function createPictureReader(limits: ImageLimits): SizeReader {
  let sizeBytes = 0;
  const chunks: Uint8Array[] = [];
  return {
    push(chunk) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes <= limits.maxBytes) chunks.push(chunk);
    },
    async end() {
      const bytes = Buffer.concat(chunks);
      const isPicture = sniffMediaType(bytes)?.startsWith("image/") ?? false;
      return isPicture && sizeBytes <= limits.maxBytes ? await decodedSize(bytes, limits) : null;
    },
  };
}

async function decodedSize(bytes: Uint8Array, limits: ImageLimits) {
  try {
    const { info } = await decodeImage(stripMetadata(bytes), limits)
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height };
  } catch {
    // Sharp has no error codes; whatever it says, the picture cannot be shown.
    return null;
  }
}

function createVideoReader(): SizeReader {
  const walk = walkBoxes(Infinity);
  let isBroken = false;
  return {
    push(chunk) {
      if (isBroken) return;
      isBroken = orBroken(() => walk.push(chunk)) === null;
    },
    async end() {
      const movie = isBroken ? null : orBroken(() => readMovie(walk.end(), defaultVideoLimits));
      return movie && { width: movie.width, height: movie.height };
    },
  };
}

function orBroken<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return null;
  }
}
