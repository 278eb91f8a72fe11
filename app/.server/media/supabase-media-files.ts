import type { Database } from "../db/clients";
import type { Result } from "../db/functions";
import { sessionOf } from "../db/session-of";
import { AppError } from "../errors";
import type { MediaFile, MediaFiles } from "./files-port";

/**
 * Finds files with the server's rights, as reading them may outlast the access token that it began with, and a
 * person's only for as long as the session lives. Errors: not_found, unavailable; of `keepPoster` also signed_out.
 */
export function createSupabaseMediaFiles(database: Database): MediaFiles {
  return {
    async find(viewer, mediaId) {
      const args = { ...sessionOf(viewer), p_media_id: mediaId };
      const [row] = await database.asService().call("media_file", args).catch(nothingWhenSignedOut);
      return row ? { ...fileOf([row]), hasFrame: row.has_frame } : fileOf([]);
    },
    async sourceOf(generationId, inputId) {
      const args = { p_generation_id: generationId, p_input_id: inputId };
      return fileOf(await database.asService().call("source_file", args));
    },
    async findDrawn(viewer, mediaId) {
      const rows = await database.asViewer(viewer).call("drawn_poster", { p_media_id: mediaId });
      const { width = 0, height = 0 } = rows[0] ?? {};
      return { ...fileOf(rows), width, height };
    },
    async keepPoster(viewer, { id, store, thumbPath }, poster) {
      const film = { p_media_id: id, p_store: store, p_thumb_path: thumbPath };
      const frame = { p_poster_path: poster.thumbPath, p_thumbhash: poster.thumbhash };
      const named = { ...sessionOf(viewer), ...film, ...frame };
      return (await database.asService().call("keep_poster", named)) === true;
    },
  };
}

/** Whoever is out by then learns no more of a file than a stranger. */
function nothingWhenSignedOut(error: unknown): [] {
  if (error instanceof AppError && error.code === "signed_out") return [];
  throw error;
}

function fileOf([row]: Result<"source_file">): MediaFile {
  if (!row) throw new AppError("not_found");
  const { thumb_path: thumbPath, content_type: contentType, size_bytes: sizeBytes } = row;
  const { id, store, path, sha256, prompt } = row;
  return { id, store, path, sha256, prompt, thumbPath, contentType, sizeBytes };
}
