import type { Viewer } from "~/domain/viewer";
import { whereItLies } from "~/domain/moved-file";
import { AppError, isNotFound } from "../../errors";
import type { MediaFile, MediaFiles } from "../../media/files-port";
import type { StoredObject } from "../../media/store-port";
import type { MediaVault } from "../../media/vault-port";

export interface OpenDeps {
  mediaFiles: Pick<MediaFiles, "find">;
  vault: Pick<MediaVault, "open">;
}

/** Why a file is not in the zip. */
export const missingWords = {
  gone: "It's gone: it was deleted, or its time was up.",
  damaged: "Its file is damaged.",
  unreachable: "We couldn't reach it just now. Please try again in a few minutes.",
};

export interface MissingFile {
  id: string;
  prompt: string | null;
  why: keyof typeof missingWords;
}

/** What of the files asked for has been dealt with. */
export interface Misses {
  missing: MissingFile[];
  /** So many in a row could not be reached. */
  unreachable: number;
}

/** After so many in a row that cannot be reached, the store is asked no more. */
const patience = 3;

/** The whole file; null, with the reason among what is missing, where it cannot be had. Errors: signed_out. */
export async function openOrMiss(
  deps: OpenDeps,
  viewer: Viewer,
  id: string,
  file: MediaFile | null,
  misses: Misses,
): Promise<StoredObject | null> {
  const miss = (why: MissingFile["why"]) => {
    misses.missing.push({ id, prompt: file?.prompt ?? null, why });
    return null;
  };
  if (!file) return miss("gone");
  if (misses.unreachable >= patience) return miss("unreachable");
  try {
    const opened = await openWhereItLies(deps, viewer, file);
    misses.unreachable = 0;
    if (opened.sizeBytes === file.sizeBytes) return opened;
    opened.body.destroy();
    return miss("damaged");
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (isNotFound(error)) return miss("gone");
    if (error.code !== "unavailable") throw error;
    misses.unreachable += 1;
    return miss("unreachable");
  }
}

const openWhereItLies = ({ vault, mediaFiles }: OpenDeps, viewer: Viewer, file: MediaFile) =>
  whereItLies(file, {
    work: (place) => vault.open(place, "original"),
    lookAgain: () => mediaFiles.find(viewer, file.id),
    isGone: isNotFound,
  });

/** The missing ones as people read it: `asked` files were to be in the zip. */
export async function* missingText({ missing }: Misses, asked: number): AsyncGenerator<string> {
  if (missing.length === 0) return;
  const these = missing.length === 1 ? "file isn't" : "files aren't";
  yield `${missing.length} of the ${asked} ${these} in this zip:\n`;
  for (const { id, prompt, why } of missing)
    yield `\n${prompt ? `${prompt.replaceAll(/\s+/g, " ")} (${id})` : id}\n${missingWords[why]}\n`;
}
