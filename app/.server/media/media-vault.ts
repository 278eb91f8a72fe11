import { AppError } from "../errors";
import { ingestImage } from "./ingest-image";
import { mediaPaths, thumbContentType } from "./paths";
import type { MediaFile, MediaStore, MediaVault } from "./port";
import { buildXmp } from "./provenance";
import { serveMedia } from "./serve-media";

/**
 * Keeps new files in `store`; files of earlier days are read from whichever of `store` and `olderStores` their row names.
 * Repeating an ingestion writes the same bytes to the same paths, so a worker that takes over after a crash adds nothing.
 */
export function createMediaVault(
  store: MediaStore,
  olderStores: readonly MediaStore[] = [],
): MediaVault {
  const byName = new Map<string, MediaStore>(
    [...olderStores, store].map((each) => [each.name, each]),
  );

  function storeOf(file: MediaFile): MediaStore {
    const found = byName.get(file.store);
    if (!found)
      throw new AppError("unavailable", {
        cause: new Error(`No ${file.store} store is configured`),
      });
    return found;
  }

  return {
    async ingest({ userId, mediaId, bytes, marks }) {
      const image = await ingestImage(bytes, buildXmp(marks, timeOfId(mediaId)));
      const { width, height, contentType, sizeBytes, sha256, thumbhash } = image;
      const paths = mediaPaths({ userId, mediaId, contentType, area: "temporary" });
      await store.put(paths.path, image.original, contentType);
      await store.put(paths.thumbPath, image.thumb, thumbContentType);
      const facts = { width, height, contentType, sizeBytes, sha256, thumbhash };
      return { id: mediaId, durationSeconds: null, store: store.name, ...facts, ...paths };
    },
    async open(file, variant, range) {
      return await storeOf(file).open(variant === "thumb" ? file.thumbPath : file.path, range);
    },
    serve: (request, file, variant) => serveMedia(request, file, variant, storeOf(file)),
  };
}

/**
 * The moment at which a UUIDv7 was made (RFC 9562, section 5.7); null for another kind of id. The creation date inside a file comes
 * from its id and not from the clock, so that a repeated ingestion gives the same bytes.
 */
function timeOfId(id: string): Date | null {
  return id[14] === "7" ? new Date(Number.parseInt(id.replace("-", "").slice(0, 12), 16)) : null;
}
