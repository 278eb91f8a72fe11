import type { PixelSize } from "~/domain/shapes";
import type { Viewer } from "~/domain/viewer";

/** What the media route needs to know of one file. */
export interface MediaFile {
  id: string;
  store: string;
  path: string;
  thumbPath: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  prompt: string;
  /** False: the thumbnail of this video is drawn, and may become a frame. Left out: it never changes. */
  hasFrame?: boolean;
}

/** A video of which no frame could be read here. */
export type DrawnFilm = MediaFile & PixelSize;

/** A frame in the store of its video, at a path of its own. */
export interface StoredPoster {
  thumbPath: string;
  thumbhash: string;
}

/** A file that strangers may see; its `prompt` is empty unless they may read that too. */
export interface SharedMediaFile extends MediaFile {
  showsPrompt: boolean;
}

export interface MediaFiles {
  /** The viewer's own file. Error: not_found (also for someone else's). */
  find(viewer: Viewer, mediaId: string): Promise<MediaFile>;
  /**
   * The file that a generation is made from, or one that it was given besides. Error: not_found (none, deleted or
   * expired).
   */
  sourceOf(generationId: string, inputId?: string): Promise<MediaFile>;
  /** The viewer's own video, as long as its poster is drawn. Error: not_found (also for someone else's). */
  findDrawn(viewer: Viewer, mediaId: string): Promise<DrawnFilm>;
  /**
   * Puts a stored frame in the place of the drawn poster, once; false where there was one already, or the file has
   * moved. Plans the deletion of whichever is needed no more.
   */
  keepPoster(viewer: Viewer, film: DrawnFilm, poster: StoredPoster): Promise<boolean>;
}

export type MediaVariant = "original" | "thumb";
