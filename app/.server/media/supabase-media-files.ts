import type { Database } from "../db/clients";
import type { Result } from "../db/functions";
import { AppError } from "../errors";
import type { MediaFile, MediaFiles } from "./port";

/**
 * Finds files as the viewer, under row-level security; sources as the server. Errors: not_found, signed_out,
 * unavailable.
 */
export function createSupabaseMediaFiles(database: Database): MediaFiles {
  return {
    async find(viewer, mediaId) {
      return fileOf(await database.asViewer(viewer).call("media_file", { p_media_id: mediaId }));
    },
    async sourceOf(generationId, role) {
      const args = { p_generation_id: generationId, p_role: role };
      return fileOf(await database.asService().call("source_file", args));
    },
  };
}

function fileOf([row]: Result<"media_file" | "source_file">): MediaFile {
  if (!row) throw new AppError("not_found");
  const { thumb_path: thumbPath, content_type: contentType, size_bytes: sizeBytes, ...file } = row;
  return { ...file, thumbPath, contentType, sizeBytes };
}
