import { z } from "zod";
import type { Database } from "../db/clients";
import { AppError } from "../errors";
import type { MediaFiles } from "./port";

const mediaFile = z
  .object({
    id: z.uuid(),
    store: z.string(),
    path: z.string(),
    thumbPath: z.string(),
    contentType: z.string(),
    sizeBytes: z.number().int(),
    sha256: z.string(),
    prompt: z.string(),
  })
  .nullable();

/** Finds files as the viewer, under row-level security; sources as the server. Errors: not_found, signed_out, unavailable. */
export function createSupabaseMediaFiles(database: Database): MediaFiles {
  return {
    async find(viewer, mediaId) {
      const file = mediaFile.parse(await database.asViewer(viewer).call("media_file", { mediaId }));
      if (!file) throw new AppError("not_found");
      return file;
    },
    async sourceOf(generationId) {
      const file = mediaFile.parse(
        await database.asService().call("source_file", { generationId }),
      );
      if (!file) throw new AppError("not_found");
      return file;
    },
  };
}
