import type { MediaVault } from "../media/vault-port";
import type { SharedFile, Shares } from "../sharing/port";

export interface DrawSharePreviewDeps {
  shares: Pick<Shares, "files">;
  vault: Pick<MediaVault, "preview">;
}

/** As many as are told apart in a small picture. */
const picturesOfBoard = 4;

/**
 * The picture by which apps announce a link: a JPEG of 1200 × 630 of its file, or of the first four of its board.
 * Errors: not_found (a dead link, an empty board), unreadable_media, unavailable.
 */
export async function drawSharePreview(
  { shares, vault }: DrawSharePreviewDeps,
  token: string,
): Promise<{ bytes: Uint8Array } & Pick<SharedFile, "isListed">> {
  const files = await shares.files(token, picturesOfBoard);
  const isListed = files.every((file) => file.isListed);
  return { bytes: await vault.preview(files), isListed };
}
