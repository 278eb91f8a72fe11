import { tooLargeWords } from "~/domain/uploads";
import type { Viewer } from "~/domain/viewer";
import { AppError } from "../errors";
import type { GivenBytes } from "../media/file-bytes-port";
import type { MediaFiles } from "../media/files-port";
import type { MediaVault } from "../media/vault-port";

export interface KeepPosterDeps {
  mediaFiles: Pick<MediaFiles, "findDrawn" | "keepPoster">;
  vault: Pick<MediaVault, "storePoster">;
}

/** A frame that a browser has taken. */
interface GivenFrame {
  isTooLarge: boolean;
  read(): Promise<GivenBytes>;
}

/**
 * Keeps a frame of the viewer's own video that their browser has taken as its poster, once, where none could be read
 * here: checked like an upload, of the video's proportions, marked as the video is. It is received only for a video
 * that needs one. Resolves to whether it is the poster now. Errors: those of `receive`, not_found (also for someone
 * else's, and for a video that has one), too_large, unsupported_media, unreadable_media, signed_out, unavailable.
 */
export async function keepPoster(
  { mediaFiles, vault }: KeepPosterDeps,
  viewer: Viewer,
  mediaId: string,
  receive: () => Promise<GivenFrame>,
): Promise<boolean> {
  const film = await mediaFiles.findDrawn(viewer, mediaId);
  const given = await receive();
  if (given.isTooLarge) throw new AppError("too_large", { fields: { frame: [tooLargeWords] } });
  const poster = await vault.storePoster(film, () => given.read());
  return await mediaFiles.keepPoster(viewer, film, poster);
}
