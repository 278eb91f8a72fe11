import { tooLargeWords } from "~/domain/uploads";
import type { Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import type { GivenBytes } from "../media/file-bytes-port";
import type { MediaFiles } from "../media/files-port";
import type { Uploads } from "../media/uploads-port";
import type { MediaVault } from "../media/vault-port";

export interface TakeLastFrameDeps {
  mediaFiles: Pick<MediaFiles, "find">;
  uploads: Pick<Uploads, "plan" | "keep">;
  vault: Pick<MediaVault, "readLastFrame" | "storeUpload">;
  /** A new UUIDv7. */
  newId(): string;
}

/** A frame that a browser has taken. */
interface GivenFrame {
  isTooLarge: boolean;
  read(): Promise<GivenBytes>;
}

/**
 * Keeps the last frame of the viewer's own video as an upload, to make something from it, marked as the video is:
 * read here where that is possible, else as `given`. Resolves to its id, the same for the same frame; null: it cannot
 * be read here, and nothing was given. Errors: not_found (also for someone else's and for a picture), too_large,
 * unsupported_media, unreadable_media, signed_out, unavailable.
 */
export async function takeLastFrame(
  deps: TakeLastFrameDeps,
  viewer: Viewer,
  mediaId: string,
  given: GivenFrame | null,
): Promise<string | null> {
  const file = await deps.mediaFiles.find(viewer, mediaId);
  if (!file.contentType.startsWith("video/")) throw new AppError("not_found");
  if (given?.isTooLarge) throw new AppError("too_large", { fields: { frame: [tooLargeWords] } });
  const frame = await deps.vault.readLastFrame(file, given && (() => given.read()));
  if (!frame) return null;
  const uploadId = deps.newId();
  await deps.uploads.plan(uploadId, viewer.userId);
  const stored = await deps.vault.storeUpload(uploadId, viewer.userId, frame);
  return await deps.uploads.keep({ viewer }, "picture", { ...stored, frameOf: mediaId });
}
