import type { Viewer } from "~/domain/viewer";
import type { Leftover } from "./clean-up-port";
import type { StoredPath } from "./store-port";

/** Where a file lies that a person wants to keep. */
export interface MediaPlace {
  id: string;
  store: string;
  path: string;
  thumbPath: string;
  contentType: string;
}

/** A file that has been copied, within its store, from `from` and `thumbFrom` to `path` and `thumbPath`. */
export interface MediaMove {
  mediaId: string;
  from: string;
  thumbFrom: string;
  path: string;
  thumbPath: string;
}

/** Keeping files for good. */
export interface SavedMedia {
  /** Of these, the viewer's own files that are neither expired nor in the trash. Errors: signed_out, unavailable. */
  places(viewer: Viewer, mediaIds: readonly string[]): Promise<MediaPlace[]>;
  /**
   * Keeps the viewer's files at their new paths and plans the deletion of what lay at the old ones (`left`), in one
   * transaction. A repeat changes nothing. A thumbnail that is no longer at `thumbFrom` stays where it is. Files that
   * are no longer at `from` or `path`, expired or in the trash are left out. Errors: signed_out, not_found when that
   * leaves none, unavailable.
   */
  save(
    viewer: Viewer,
    moves: readonly MediaMove[],
  ): Promise<{ mediaIds: string[]; left: StoredPath[] }>;
}

/** Moves the objects of files. */
export interface MediaMover {
  /**
   * Copies original and thumbnail to their permanent paths in the same store; does nothing for a file that lies there.
   * A repeat writes the same again. Errors: not_found (an object is gone), unavailable.
   */
  copyToPermanent(userId: string, place: MediaPlace): Promise<MediaMove>;
  /**
   * Deletes objects whose deletion is planned, and says so to the database, `run` for a clean-up. Those that are gone
   * already count as deleted. What fails stays planned. Error: unavailable.
   */
  delete(objects: readonly StoredPath[], run?: string): Promise<void>;
  /**
   * Deletes whatever ingestion may have stored for files that never came to be, and says so to the database. Error:
   * unavailable.
   */
  clear(leftovers: readonly Leftover[]): Promise<void>;
}
