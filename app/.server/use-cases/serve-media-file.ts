import type { Viewer } from "~/domain/viewer";
import { whereItLies } from "~/domain/moved-file";
import { AppError, isNotFound } from "../errors";
import type { MediaFiles, MediaVariant } from "../media/files-port";
import type { Uploads } from "../media/uploads-port";
import type { MediaVault } from "../media/vault-port";

export interface ServeMediaFileDeps {
  mediaFiles: Pick<MediaFiles, "find">;
  vault: Pick<MediaVault, "serve">;
}

/**
 * Answers a GET or HEAD for one of the viewer's own files. Saving moves a file: one that is gone from where it lay a
 * moment ago is looked up once more. Errors: not_found (also for someone else's; with the fact `lost` where the file
 * should be there and its object is not), method_not_allowed, signed_out, unavailable.
 */
export async function serveMediaFile(
  { mediaFiles, vault }: ServeMediaFileDeps,
  viewer: Viewer,
  target: { mediaId: string; variant: MediaVariant; request: Request },
): Promise<Response> {
  const { mediaId, variant, request } = target;
  const find = () => mediaFiles.find(viewer, mediaId);
  return await whereItLies(await find(), {
    lookAgain: find,
    isGone: isNotFound,
    work: (file) => vault.serve(request, file, variant),
  });
}

/** The same for a visitor's upload. Errors: not_found, method_not_allowed, unavailable. */
export async function serveVisitorFile(
  { uploads, vault }: { uploads: Pick<Uploads, "ofVisitor">; vault: Pick<MediaVault, "serve"> },
  visitorHash: string,
  { mediaId, variant, request }: { mediaId: string; variant: MediaVariant; request: Request },
): Promise<Response> {
  const upload = (await uploads.ofVisitor(visitorHash)).find(({ id }) => id === mediaId);
  if (!upload) throw new AppError("not_found");
  return await vault.serve(request, upload.file, variant);
}
