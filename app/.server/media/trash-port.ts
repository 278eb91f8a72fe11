import type { Viewer } from "~/domain/viewer";
import type { GoingSoon } from "~/domain/views";

/** The viewer's trash, and the ways into it and out of it. All answer the ids that they reached. */
export interface Trash {
  /** Moves files there. Errors: not_found (none of them is there), signed_out, unavailable. */
  put(viewer: Viewer, mediaIds: readonly string[]): Promise<string[]>;
  /** Back to where they were. Errors: not_found (none of them is in the trash), signed_out, unavailable. */
  restore(viewer: Viewer, mediaIds: readonly string[]): Promise<string[]>;
  /** For good, what is in the trash alone; a clean-up takes the objects. Errors: those of `restore`. */
  delete(viewer: Viewer, mediaIds: readonly string[]): Promise<string[]>;
  /** Deletes up to `limit` files in the trash for good. Resolves to how many. Errors: signed_out, unavailable. */
  empty(viewer: Viewer, limit: number): Promise<number>;
}

/** Files that go within a day, as their owner hears of them. */
export interface GoingMedia {
  /** Of which the viewer has not said to hear no more; `limit` ids at most. Errors: signed_out, unavailable. */
  find(viewer: Viewer, limit: number): Promise<GoingSoon & { mediaIds: string[] }>;
  /** The viewer hears no more of those that go within a day from now. Errors: signed_out, unavailable. */
  dismiss(viewer: Viewer): Promise<void>;
}
