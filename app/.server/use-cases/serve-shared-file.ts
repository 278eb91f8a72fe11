import { whereItLies } from "~/domain/moved-file";
import { AppError, isNotFound } from "../errors";
import type { MediaVariant } from "../media/files-port";
import type { MediaVault } from "../media/vault-port";
import type { Shares } from "../sharing/port";

export interface ServeSharedFileDeps {
  shares: Pick<Shares, "files">;
  vault: Pick<MediaVault, "serveShared">;
}

/**
 * Answers a GET or HEAD for a file that a live link shows. Saving moves a file: one that is gone from where it lay a
 * moment ago is looked up once more. Errors: not_found (also for a dead link; with the fact `lost` where the file
 * should be there and its object is not), method_not_allowed, unavailable.
 */
export async function serveSharedFile(
  { shares, vault }: ServeSharedFileDeps,
  token: string,
  target: { mediaId: string; variant: MediaVariant; request: Request },
): Promise<Response> {
  const { mediaId, variant, request } = target;
  const find = async () => {
    const [file] = await shares.files(token, 1, mediaId);
    if (!file) throw new AppError("not_found");
    return file;
  };
  return await whereItLies(await find(), {
    work: (file) => vault.serveShared(request, file, variant),
    lookAgain: find,
    isGone: isNotFound,
  });
}
