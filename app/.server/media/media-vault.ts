import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { FinishedMedia, ProviderFile } from "~/domain/media";
import { maxUploadBytes } from "~/domain/uploads";
import { AppError } from "~/.server/errors";
import { hashThumb, ingestImage } from "./ingest/ingest-image";
import { defaultVideoLimits, ingestVideo } from "./ingest/ingest-video";
import { mediaPaths, thumbContentType } from "./stores/paths";
import type { IngestMedia, MediaFile, MediaStore, MediaVault, RemoteFiles } from "./port";
import { drawMask, ingestMask, prepareMask } from "./ingest/mask";
import { drawPoster, framePoster } from "./ingest/poster";
import { buildXmp } from "./ingest/provenance";
import { prepareSource } from "./ingest/prepare-source";
import { fileName } from "./serve/content-disposition";
import { streamZip } from "./serve/stream-zip";
import { createPromptHider } from "./serve/hide-prompt";
import { createPreviews } from "./serve/previews";
import { serveMedia, strangersOf } from "./serve/serve-media";

export interface MediaVaultParts {
  /** Gets the new files. */
  store: MediaStore;
  /** Where files of earlier days may be. */
  olderStores?: readonly MediaStore[];
  outside: RemoteFiles;
}

const pictureFetch = { maxBytes: 50 * 1024 * 1024, totalSeconds: 120 };
/** Faster than an answer is due: two are looked at at once, and each waits for others at most. */
const uploadLimits = {
  maxPixels: 50_000_000,
  maxBytes: maxUploadBytes,
  maxSidePixels: 16_384,
  maxRatio: 20,
  timeoutSeconds: 5,
};
const videoFetch = { maxBytes: defaultVideoLimits.maxBytes, totalSeconds: 600 };

/**
 * Keeps new files in `store`; files of earlier days are read from whichever store their row names. Files that a
 * provider only points to are fetched through `outside`. Repeating an ingestion writes the same bytes to the same
 * paths, so a worker that takes over after a crash adds nothing.
 */
export function createMediaVault({
  store,
  olderStores = [],
  outside,
}: MediaVaultParts): MediaVault {
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

  const ingest = createIngestion(store, outside);
  const hidePrompt = createPromptHider();

  return {
    async ingest(input, signal) {
      return await (input.kind === "video" ? ingest.video : ingest.picture)(input, signal);
    },
    readUpload: (bytes) => ingestImage(bytes, null, uploadLimits),
    readMaskUpload: (bytes) => ingestMask(bytes, uploadLimits),
    drawMask,
    async readMask(file, picture) {
      const { body } = await storeOf(file).open(file.path);
      return await prepareMask(await buffer(body), picture);
    },
    async storeUpload(uploadId, folderId, { original, thumb, ...facts }) {
      const { contentType } = facts;
      const ids = { userId: folderId, mediaId: uploadId };
      const paths = mediaPaths({ ...ids, contentType, area: "temporary" });
      await store.put(paths.path, original, contentType);
      await store.put(paths.thumbPath, thumb, thumbContentType);
      return { id: uploadId, store: store.name, ...facts, ...paths };
    },
    async open(file, variant, range) {
      return await storeOf(file).open(variant === "thumb" ? file.thumbPath : file.path, range);
    },
    async readSource(file, form) {
      const { body } = await storeOf(file).open(file.path);
      return await prepareSource(await buffer(body), form);
    },
    nameOf: fileName,
    zip: streamZip,
    serve: (request, file, variant) => serveMedia(request, file, variant, storeOf(file)),
    async serveShared(request, file, variant) {
      const whole = storeOf(file);
      const shown = file.showsPrompt ? whole : hidePrompt(whole);
      return await serveMedia(request, file, variant, shown, strangersOf(file, variant));
    },
    preview: createPreviews(storeOf),
  };
}

/** Makes files that are safe to keep, and keeps them in `store`. */
function createIngestion(store: MediaStore, outside: RemoteFiles) {
  async function ingestPicture(input: IngestMedia, signal?: AbortSignal): Promise<FinishedMedia> {
    const { mediaId, file } = input;
    const bytes =
      "bytes" in file
        ? file.bytes
        : await buffer(await openFile(outside, file, pictureFetch, signal));
    const image = await ingestImage(bytes, xmpOf(input));
    const { width, height, contentType, sizeBytes, sha256, thumbhash } = image;
    const paths = mediaPaths({ ...input, contentType, area: "temporary" });
    await store.put(paths.path, image.original, contentType, signal);
    await store.put(paths.thumbPath, image.thumb, thumbContentType, signal);
    const facts = { width, height, contentType, sizeBytes, sha256, thumbhash };
    return { id: mediaId, durationSeconds: null, store: store.name, ...facts, ...paths };
  }

  async function ingestMovie(input: IngestMedia, signal?: AbortSignal): Promise<FinishedMedia> {
    const { mediaId, file } = input;
    const contentType = "video/mp4";
    const paths = mediaPaths({ ...input, contentType, area: "temporary" });
    const xmp = xmpOf(input);
    const body = await openFile(outside, file, videoFetch, signal);
    try {
      const video = await ingestVideo(body, xmp, (marked) =>
        store.put(paths.path, marked, contentType, signal),
      );
      const frame = "bytes" in file ? file.poster : undefined;
      const poster = await (frame ? framePoster(frame, xmp) : drawPoster(mediaId, video, xmp));
      await store.put(paths.thumbPath, poster, thumbContentType, signal);
      const thumbhash = await hashThumb(poster);
      return { id: mediaId, store: store.name, contentType, thumbhash, ...video, ...paths };
    } finally {
      body.destroy();
    }
  }

  return { picture: ingestPicture, video: ingestMovie };
}

/** The bytes of a file, wherever a provider has put them. Errors: those of `outside`. */
async function openFile(
  outside: RemoteFiles,
  file: ProviderFile,
  limits: typeof videoFetch,
  signal?: AbortSignal,
): Promise<Readable> {
  if ("bytes" in file) return Readable.from([file.bytes], { objectMode: false });
  return (await outside.open(file, limits, signal)).body;
}

const xmpOf = ({ marks, mediaId }: IngestMedia): string => buildXmp(marks, timeOfId(mediaId));

/**
 * The moment at which a UUIDv7 was made (RFC 9562, section 5.7); null for another kind of id. The creation date inside
 * a file comes from its id and not from the clock, so that a repeated ingestion gives the same bytes.
 */
function timeOfId(id: string): Date | null {
  return id[14] === "7" ? new Date(Number.parseInt(id.replace("-", "").slice(0, 12), 16)) : null;
}
