import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type {
  FinishedMedia,
  ProviderFile,
  SourceFilm,
  SourceForm,
  SourceImage,
} from "~/domain/media";
import { maxFilmBytes } from "~/domain/film-input";
import { maxUploadBytes } from "~/domain/uploads";
import { createBufferCollector, giveBack } from "~/.server/buffer-memory";
import { AppError } from "~/.server/errors";
import { hashThumb, ingestGiven, ingestImage } from "./ingest/ingest-image";
import { defaultVideoLimits, ingestVideo } from "./ingest/ingest-video";
import { mediaPaths, newThumbPath, thumbContentType } from "./stores/paths";
import type { DrawnFilm, MediaFile, StoredPoster } from "./files-port";
import type { GivenBytes } from "./file-bytes-port";
import type { FrameReader } from "./frames-port";
import type { RemoteFiles } from "./outside-port";
import type { MediaStore } from "./store-port";
import type { ReadUpload } from "./uploads-port";
import type { IngestMedia, MediaVault } from "./vault-port";
import { drawMask, ingestMask, prepareMask } from "./ingest/mask";
import { findStoredFrames, readFilmFrame } from "./ingest/film-frame";
import { readGivenPoster } from "./ingest/given-poster";
import { drawPoster, framePoster } from "./ingest/poster";
import { buildXmp } from "./ingest/provenance";
import { ingestPortrait } from "./ingest/portrait";
import { prepareSource } from "./ingest/prepare-source";
import { createAdoption } from "./adopt-media";
import { fileName } from "./serve/content-disposition";
import { emptied, readXmpPacket } from "./serve/xmp-packet";
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
  /** Left out: no film can be looked into. */
  frames?: FrameReader;
}

const pictureFetch = { maxBytes: 50 * 1024 * 1024, totalSeconds: 120 };
/** Faster than an answer is due: two are looked at at once, and each waits for others at most. */
const uploadLimits = {
  maxPixels: 50_000_000,
  maxBytes: maxUploadBytes,
  maxStoredBytes: 2 * maxUploadBytes,
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
  frames = { read: async () => null },
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

  const ingest = createIngestion(store, outside, frames);
  const hidePrompt = createPromptHider();

  return {
    ingest: async (input, signal) =>
      await (input.kind === "video" ? ingest.video : ingest.picture)(input, signal),
    adopt: createAdoption(store, frames),
    readUpload: (read) => ingestGiven(read, uploadLimits),
    readMaskUpload: (read) => ingestMask(read, uploadLimits),
    readPortrait: (read) => ingestPortrait(read, uploadLimits),
    drawMask,
    async readMask(file, picture) {
      const { body } = await storeOf(file).open(file.path);
      return await prepareMask(await buffer(body), picture);
    },
    readLastFrame: (file, given) => readLastFrame(frames, storeOf(file), file.path, given),
    storePoster: (film, given) => storePoster(storeOf(film), film, given),
    async storeUpload(uploadId, folderId, { original, thumb, ...facts }) {
      const { contentType } = facts;
      const ids = { userId: folderId, mediaId: uploadId };
      const paths = mediaPaths({ ...ids, contentType, area: "temporary" });
      await store.put(paths.path, original, contentType);
      await store.put(paths.thumbPath, thumb, thumbContentType);
      giveBack(original);
      return { id: uploadId, store: store.name, ...facts, ...paths };
    },
    open: async (file, variant, range) =>
      await storeOf(file).open(variant === "thumb" ? file.thumbPath : file.path, range),
    readSource: (file, form) => readSource(storeOf(file), file.path, form),
    readFilm: (file) => readFilm(storeOf(file), file),
    hasStore: (name) => byName.has(name),
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

async function readSource(
  store: MediaStore,
  path: string,
  form?: SourceForm,
): Promise<SourceImage> {
  const { body } = await store.open(path);
  return await prepareSource(await buffer(body), form);
}

async function readFilm(store: MediaStore, file: MediaFile): Promise<SourceFilm> {
  if (file.sizeBytes > maxFilmBytes) throw new AppError("too_large");
  const { body } = await createPromptHider(emptied)(store).open(file.path);
  const sweep = createBufferCollector();
  const parts: Blob[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array<ArrayBuffer>>) {
    parts.push(new Blob([chunk]));
    sweep(chunk.length);
  }
  // Its parts are shared, and not copied.
  return { content: new Blob(parts), contentType: "video/mp4" };
}

/** A film's last frame, with the film's own mark. */
async function readLastFrame(
  frames: FrameReader,
  store: MediaStore,
  path: string,
  given: (() => Promise<GivenBytes>) | null,
): Promise<ReadUpload | null> {
  const film = await findStoredFrames(store, path);
  const frame = await readFilmFrame(frames, store, path, film, "last");
  const read = frame ? async () => frame : given;
  if (!read) return null;
  const packet = await readXmpPacket(store, path);
  return await ingestGiven(read, uploadLimits, packet?.text ?? null);
}

async function storePoster(
  store: MediaStore,
  film: DrawnFilm,
  given: () => Promise<GivenBytes>,
): Promise<StoredPoster> {
  const packet = await readXmpPacket(store, film.path);
  const poster = await readGivenPoster(given, film, packet?.text ?? null, uploadLimits);
  const thumbhash = await hashThumb(poster);
  const thumbPath = newThumbPath(film.thumbPath);
  await store.put(thumbPath, poster, thumbContentType);
  return { thumbPath, thumbhash };
}

/** Makes files that are safe to keep, and keeps them in `store`. */
function createIngestion(store: MediaStore, outside: RemoteFiles, frames: FrameReader) {
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
    const digitalSource = input.marks.source;
    return {
      id: mediaId,
      durationSeconds: null,
      store: store.name,
      digitalSource,
      ...facts,
      ...paths,
    };
  }

  async function ingestMovie(input: IngestMedia, signal?: AbortSignal): Promise<FinishedMedia> {
    const { mediaId, file } = input;
    const contentType = "video/mp4";
    const paths = mediaPaths({ ...input, contentType, area: "temporary" });
    const xmp = xmpOf(input);
    const body = await openFile(outside, file, videoFetch, signal);
    try {
      const { frames: found, ...video } = await ingestVideo(body, xmp, (marked) =>
        store.put(paths.path, marked, contentType, signal),
      );
      const given = "bytes" in file ? file.poster : undefined;
      const frame = given ?? (await readFilmFrame(frames, store, paths.path, found, "poster"));
      const poster = await (frame
        ? framePoster(frame, video, xmp)
        : drawPoster(mediaId, video, xmp));
      await store.put(paths.thumbPath, poster, thumbContentType, signal);
      const thumbhash = await hashThumb(poster);
      const made = { digitalSource: input.marks.source, hasFrame: frame !== null };
      return {
        id: mediaId,
        store: store.name,
        contentType,
        thumbhash,
        ...video,
        ...made,
        ...paths,
      };
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
