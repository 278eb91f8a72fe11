import type { Viewer } from "~/domain/viewer";
import { whereItLies } from "~/domain/moved-file";
import { AppError, isNotFound } from "../errors";
import type { MediaMove, MediaMover, MediaPlace, SavedMedia } from "../media/saving-port";
import type { StoredPath } from "../media/store-port";

export interface SaveMediaDeps {
  savedMedia: SavedMedia;
  mediaMover: MediaMover;
  /** Hears of old objects that could not be deleted yet, and of files that could not be copied. */
  log(message: string, facts: Record<string, unknown>): void;
}

/**
 * Keeps the viewer's files for good: copies their objects to the permanent paths, then saves rows and new paths in one
 * transaction, which also plans the deletion of the old objects, then deletes those. Harmless when repeated, run twice
 * at once, or cut off anywhere: a row names whole objects at every moment. A copy that no row came to name is reported
 * by `pnpm check` a day later. Files of others, in the trash, expired or without an object are left out; so is what
 * comes after one that cannot be copied now, unless that is the first, and what would be copied once `isOver` says so.
 * Resolves to the ids that are saved. Errors: not_found when there are none, signed_out, unavailable.
 */
export async function saveMedia(
  deps: SaveMediaDeps,
  viewer: Viewer,
  mediaIds: readonly string[],
  isOver: () => boolean = () => false,
): Promise<{ mediaIds: string[] }> {
  const { savedMedia } = deps;
  const moves: MediaMove[] = [];
  for (const place of await savedMedia.places(viewer, mediaIds)) {
    if (moves.length > 0 && isOver()) break;
    try {
      const move = await copyUnlessGone(deps, viewer, place);
      if (move) moves.push(move);
    } catch (error) {
      if (moves.length === 0 || !(error instanceof AppError)) throw error;
      deps.log("Saved fewer files than were asked for", { err: error, saved: moves.length });
      break;
    }
  }
  if (moves.length === 0) throw new AppError("not_found");
  const { mediaIds: savedIds, left } = await savedMedia.save(viewer, moves);
  await deleteNow(deps, left);
  return { mediaIds: savedIds };
}

/** Null for a file whose objects are gone. */
async function copyUnlessGone(
  { savedMedia, mediaMover }: SaveMediaDeps,
  viewer: Viewer,
  place: MediaPlace,
): Promise<MediaMove | null> {
  try {
    return await whereItLies(place, {
      work: (from) => mediaMover.copyToPermanent(viewer.userId, from),
      lookAgain: async () => (await savedMedia.places(viewer, [place.id]))[0],
      isGone: isNotFound,
    });
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** The files are saved by now. What cannot be deleted at this moment is left to a clean-up. */
async function deleteNow(
  { mediaMover, log }: SaveMediaDeps,
  left: readonly StoredPath[],
): Promise<void> {
  if (left.length === 0) return;
  try {
    await mediaMover.delete(left);
  } catch (error) {
    log("What a saved file left behind is deleted later", { err: error, objects: left.length });
  }
}
