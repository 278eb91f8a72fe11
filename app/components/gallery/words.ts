/** Everything that the gallery says. */
import type { GalleryViewName, TileSize } from "~/domain/gallery-choices";

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
  nothing: "There is nothing here.",
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
  tooLong: "That search is too long",
  label: "Search prompts, boards and tags",
  button: "Search",
  clear: "Clear the search",
};

/** `Filters (2)`: which of them are on is said beside it, each with a way to take it off. */
export const filters = {
  button: "Filters",
  on: " on",
  show: "Show",
  clearAll: "Clear all",
  kind: "Kind",
  anyKind: "Pictures and videos",
  kinds: { image: "Pictures", edit: "Edited pictures", video: "Videos" },
  model: "Model",
  anyModel: "Any model",
  shape: "Shape",
  anyShape: "Any shape",
  from: "Made from",
  to: "Made up to",
  days: "Days are in UTC.",
  board: "Board",
  anyBoard: "Any board",
  tag: "Tag",
  starred: "Starred only",
  active: "Filters that are on",
  starredChip: "Starred",
  madeFromChip: "Made from one picture",
  fromChip: (day: string) => `From ${day}`,
  toChip: (day: string) => `Up to ${day}`,
  tagChip: (tag: string) => `Tag: ${tag}`,
  boardChip: (name: string) => `Board: ${name}`,
  remove: (name: string) => `Remove “${name}”`,
};

export const paging = {
  label: "Pages",
  newer: "Newer",
  older: "Older",
  first: "Newest",
  firstOldest: "Oldest",
  more: "Load more",
  month: "Jump to a month",
  go: "Go",
};

/** `24 pictures for “fog”`: before and after what was searched for. */
export const count = {
  noun: { picture: "picture", video: "video", pictures: "pictures", videos: "videos" },
  both: "pictures and videos",
  moreThan: (most: string) => `more than ${most}`,
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

/** What can be done with the files that are chosen. */
export const selection = {
  label: "Selected files",
  choose: (name: string) => `Select ${name}`,
  chosen: "Selected files",
  count: (count: number) => `${count.toLocaleString("en-US")} selected`,
  page: (count: number) => `Select all ${count} here`,
  all: (total: number) =>
    total > 1000
      ? "All that match, more than 1,000"
      : `All ${total.toLocaleString("en-US")} that match`,
  clear: "Clear",
  save: "Save",
  star: "Star",
  unstar: "Remove stars",
  trash: "Move to trash",
  restore: "Restore",
  deleteForGood: "Delete for good",
  zip: "Download as zip",
  compare: "Compare",
  more: "Boards, tags, share",
  board: "Board",
  newBoard: "New board",
  boardName: "Name of a new board",
  addToBoard: "Add to board",
  removeFromBoard: "Remove from this board",
  tags: "Tags, with commas between them",
  tag: "Add tags",
  untag: "Remove tags",
  share: "Share as a board",
  notDone: "Nothing was done",
  notIds: "That selection is too long or can't be read. Please select again.",
  pressOne: "Press one of the buttons.",
  nothing: "Select at least one picture or video first.",
  /** The name of a board that was made to be shared. */
  sharedBoard: (date: string) => `Shared on ${date}`,
};
