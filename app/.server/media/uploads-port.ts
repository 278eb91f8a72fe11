import type { FinishedMedia } from "~/domain/media";
import type { OwnInputs } from "~/domain/own-inputs";
import type { Viewer } from "~/domain/viewer";
import type { UploadView } from "~/domain/views";
import type { MediaFile } from "./files-port";

/** A picture that a person gave, as it is kept. */
export interface ReadUpload extends Pick<
  FinishedMedia,
  "width" | "height" | "contentType" | "sizeBytes" | "sha256" | "thumbhash"
> {
  original: Uint8Array;
  /** WebP, longest side at most 512 px. */
  thumb: Uint8Array;
}

/** Whose an upload is: somebody's who is signed in, or a visitor's, known by the hash of a token that a browser has. */
export type UploadOwner = { viewer: Viewer } | { visitorHash: string };

/** What an upload is given as. */
export type UploadRole = "picture" | "mask";

/** Pictures that people give to make something from. Error of all: unavailable. */
export interface Uploads {
  /**
   * Before anything is stored for it: says in which folder, that person's or, without one, the visitors'. Whatever
   * `keep` does not take over is cleared later.
   */
  plan(uploadId: string, userId: string | null): Promise<string>;
  /**
   * Puts a stored one on record, and returns its id: that of the one that there is, where the owner gave the same bytes
   * before. Error: signed_out.
   */
  keep(owner: UploadOwner, role: UploadRole, file: StoredUpload): Promise<string>;
  /** What a visitor gave is the viewer's from now on. Error: signed_out. */
  claim(viewer: Viewer, visitorHash: string): Promise<void>;
  /**
   * Those of these ids that the viewer can make something from or with: own pictures, uploads and masks. Error:
   * signed_out.
   */
  inputs(viewer: Viewer, ids: readonly string[]): Promise<OwnInputs>;
  /** What a visitor gave, newest first. */
  ofVisitor(visitorHash: string): Promise<(UploadView & { role: UploadRole; file: MediaFile })[]>;
}

/** An upload whose objects are in the store. */
export type StoredUpload = Omit<FinishedMedia, "durationSeconds"> & {
  /** The video that it is the last frame of. */
  frameOf?: string;
};
