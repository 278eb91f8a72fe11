import type { GenerationKind } from "./generation";
import type { GalleryViewName } from "./gallery-choices";
import type { ShapeId } from "./shapes";

/** Which files of a view somebody wants to see; null, false and "" for what they have not chosen. */
export interface GalleryFilter {
  kind: GenerationKind | null;
  model: string | null;
  shape: ShapeId | null;
  /** Days of UTC, `2026-11-27`, both included. */
  from: string | null;
  to: string | null;
  starred: boolean;
  /** Id of a board. */
  board: string | null;
  tag: string | null;
  /** Id of the picture that they were made from. */
  madeFrom: string | null;
  /** Over prompts, names of boards, and tags. */
  search: string;
}

export const noFilter: GalleryFilter = {
  kind: null,
  model: null,
  shape: null,
  from: null,
  to: null,
  starred: false,
  board: null,
  tag: null,
  madeFrom: null,
  search: "",
};

/** A place between two files of a list: right after or right before the one that was made then and has this id. */
export interface ListKey {
  side: "after" | "before";
  /** ISO 8601, with microseconds. */
  createdAt: string;
  id: string;
}

/** Counts are exact up to here, and numbered pages end here. */
export const maxCounted = 1000;

/** Where a file stands in its view of the gallery, newest first. */
export interface GalleryStand {
  view: GalleryViewName;
  /** From 1; 1,001 stands for beyond the first 1,000. */
  place: number;
  /** The beginning of a page on which it is not the first. */
  near: ListKey | null;
}
