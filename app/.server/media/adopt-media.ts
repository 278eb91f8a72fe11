import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import type { AdoptMedia } from "~/domain/adopted-media";
import type { FinishedMedia } from "~/domain/media";
import { maxUploadBytes } from "~/domain/uploads";
import { AppError } from "~/.server/errors";
import { adoptImage } from "./ingest/adopt-image";
import { firstBytes, readAdopted } from "./ingest/adopt-video";
import { readFilmFrame } from "./ingest/film-frame";
import { hashThumb } from "./ingest/ingest-image";
import { ingestVideo } from "./ingest/ingest-video";
import { drawPoster, framePoster } from "./ingest/poster";
import type { FrameReader } from "./frames-port";
import type { MediaStore } from "./store-port";
import { mediaPaths, thumbContentType } from "./stores/paths";

/** As large as the largest picture that Easel stores. */
const limits = { maxPixels: 50_000_000, maxBytes: 64 * 1024 * 1024, timeoutSeconds: 10 };
/** Of what people give; as `uploadLimits` of the vault. */
const givenLimits = {
  ...limits,
  maxStoredBytes: 2 * maxUploadBytes,
  maxSidePixels: 16_384,
  maxRatio: 20,
};

interface Parts {
  store: MediaStore;
  frames: FrameReader;
}
type Open = () => Promise<Readable>;

/** Keeps files of another Easel in `store`. See `MediaVault.adopt`. */
export const createAdoption = (store: MediaStore, frames: FrameReader) => {
  const parts = { store, frames };
  return async (input: AdoptMedia, open: Open): Promise<FinishedMedia> =>
    await (input.what === "video" ? adoptMovie : adoptPicture)(parts, input, open);
};

async function adoptPicture(
  { store }: Parts,
  input: AdoptMedia,
  open: Open,
): Promise<FinishedMedia> {
  const bytes = await readUpTo(await open(), limits.maxBytes);
  if (createHash("sha256").update(bytes).digest("hex") !== input.sha256) throw changed();
  const bounds = input.marks ? limits : givenLimits;
  const { original, thumb, mark, ...facts } = await adoptImage(bytes, input.marks, bounds);
  const paths = mediaPaths({ ...input, contentType: facts.contentType });
  await store.put(paths.path, original, facts.contentType);
  await store.put(paths.thumbPath, thumb, thumbContentType);
  const made = mark ? { digitalSource: mark.source } : {};
  const stored = { id: input.mediaId, store: store.name, durationSeconds: null };
  return { ...stored, ...made, ...facts, ...paths };
}

async function adoptMovie(
  { store, frames }: Parts,
  input: AdoptMedia,
  open: Open,
): Promise<FinishedMedia> {
  const { mediaId, marks } = input;
  if (!marks) throw new TypeError("Nobody gives a video to make something from");
  const contentType = "video/mp4";
  const { sha256, bodyBytes, mark } = await readAdopted(await open(), marks);
  if (sha256 !== input.sha256) throw changed();
  const paths = mediaPaths({ ...input, contentType });
  const body = await open();
  try {
    const film = firstBytes(body, bodyBytes);
    const { frames: found, ...video } = await ingestVideo(film, mark.xmp, (marked) =>
      store.put(paths.path, marked, contentType),
    );
    const frame = await readFilmFrame(frames, store, paths.path, found, "poster");
    const poster = await (frame
      ? framePoster(frame, video, mark.xmp)
      : drawPoster(mediaId, video, mark.xmp));
    await store.put(paths.thumbPath, poster, thumbContentType);
    const made = { digitalSource: mark.source, hasFrame: frame !== null };
    const thumbhash = await hashThumb(poster);
    return { id: mediaId, store: store.name, contentType, thumbhash, ...video, ...made, ...paths };
  } finally {
    body.destroy();
  }
}

const changed = () => new AppError("unreadable_media", { facts: { changed: "yes" } });

/** Error: too_large. */
async function readUpTo(body: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw new AppError("too_large", { facts: { maxBytes } });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
