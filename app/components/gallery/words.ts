/** Everything that the gallery says. */
import type { GalleryViewName } from "~/domain/views";
import type { TileSize } from "./gallery-query";

export const gallery = {
  title: "Gallery",
  /** Of a view, or of what there is to say of it. */
  pageTitle: (what: string) => `${what} · Gallery · Easel`,
  descriptions: {
    recent: "What you've made in the last few days.",
    saved: "The pictures and videos you've saved.",
    trash: "What you've deleted in the last few days.",
  } satisfies Record<GalleryViewName, string>,
  view: "View",
  order: "Order",
  newest: "Newest",
  oldest: "Oldest",
  tileSize: "Tile size",
};

export const viewNames: Readonly<Record<GalleryViewName, string>> = {
  recent: "Recent",
  saved: "Saved",
  trash: "Trash",
};

export const sizeNames: Readonly<Record<TileSize, string>> = {
  small: "Small",
  medium: "Medium",
  large: "Large",
};

export const search = {
  label: "Search your prompts",
  button: "Search",
  clear: "Clear the search",
};

/** `24 pictures for “fog”`: before and after what was searched for. */
export const count = {
  noun: { picture: "picture", video: "video", pictures: "pictures", videos: "videos" },
  both: "pictures and videos",
  quote: [" for “", "”"] as const,
};

/** One line says for a page when its files are deleted: `These go in 2 days unless you save them`. */
export const clock = {
  before: (count: number, isForAll: boolean) => {
    if (count === 1) return "This goes";
    return isForAll ? "These go" : "Most of these go";
  },
  after: (count: number) => `unless you save ${count === 1 ? "it" : "them"}`,
  saveAll: "Save all",
  saveThese: (count: number) => `Save these ${count}`,
  saving: "Saving",
};

export const tile = {
  save: "Save",
  saveNamed: (name: string) => `Save ${name}`,
  trash: "Move to trash",
  trashNamed: (name: string) => `Move ${name} to the trash`,
  restore: "Restore",
  delete: "Delete",
  /** Read out after both of them. */
  of: (name: string) => ` ${name}`,
};

/** Over the view of the trash. */
export const trash = {
  note: "Deleted for good when their time is up. Until then you can restore them.",
  empty: "Empty trash",
  emptyQuestion: (count: number) =>
    count === 1
      ? "Delete this file for good?"
      : `Delete all ${count.toLocaleString("en-US")} for good?`,
  emptyNow: "Empty trash now",
};

/** Nothing found is not the same as nothing yet. */
export const nothingFound = {
  title: "Nothing matches",
  tooLong: "That search is too long",
  quote: ["None of your prompts has “", "” in it. Try fewer or other words."] as const,
  limit: (max: number) => `Use ${max} characters or fewer.`,
  showAll: "Show everything",
};

export const nothingYet = {
  saved: "Nothing saved yet",
  savedWords: "Save what you want to keep. Everything else is deleted after a few days.",
  showRecent: "Show recent ones",
  recent: "Nothing here now",
  recentWords: "New pictures and videos land here.",
  make: "Make a picture",
  trash: "The trash is empty",
  trashWords: "What you delete lands here first, so you can get it back for a few days.",
  showGallery: "Show the gallery",
};
