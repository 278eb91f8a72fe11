/** Everything that boards, tags and stars say. */
import { shorten } from "~/domain/text";

export const boards = {
  title: "Boards",
  pageTitle: (name: string) => `${shorten(name, 60)} · Boards · Easel`,
  description: "Your pictures and videos, sorted the way you like.",
  boardDescription: "One of your boards.",
  name: "New board",
  make: "Make board",
  files: (count: number) =>
    count === 1 ? "1 picture or video" : `${count.toLocaleString("en-US")} pictures and videos`,
  none: "Empty",
  earlier: (name: string) => `Move “${shorten(name, 60)}” earlier`,
  later: (name: string) => `Move “${shorten(name, 60)}” later`,
  empty: "No boards yet",
  emptyWords:
    "A board keeps pictures and videos together. One picture can be on as many boards as you like.",
};

export const deletedBoards = {
  title: (count: number) => `Deleted boards (${count})`,
  words: "You can bring a board back for a week.",
  deleted: "Deleted",
  restore: "Restore",
  restoreNamed: (name: string) => `Restore “${shorten(name, 60)}”`,
  note: (name: string) => `“${shorten(name, 40)}” deleted`,
  undo: "Undo",
};

export const board = {
  back: "All boards",
  rename: "Rename",
  newName: "Name",
  saveName: "Save name",
  delete: "Delete board",
  deleteHint: "The pictures stay in your gallery.",
  arrange: "Arrange",
  done: "Done",
  select: (name: string) => `Select ${shorten(name, 60)}`,
  remove: "Remove selected from board",
  cover: (name: string) => `Make ${shorten(name, 60)} the cover`,
  isCover: "Cover",
  earlier: (name: string) => `Move ${shorten(name, 60)} earlier`,
  later: (name: string) => `Move ${shorten(name, 60)} later`,
  empty: "Nothing on this board yet",
  emptyWords: "Open a picture or video and choose “Boards and tags” to put it here.",
  gallery: "Go to the gallery",
};

export const organize = {
  title: "Boards and tags",
  description: "Which boards and tags your pictures and videos have.",
  of: (count: number) => (count === 1 ? "For this one" : `For these ${count}`),
  back: "Done",
  boards: "Boards",
  on: "On this board",
  onSome: (holds: number, count: number) => `${holds} of ${count} on this board`,
  add: (name: string) => `Add to “${shorten(name, 60)}”`,
  remove: (name: string) => `Remove from “${shorten(name, 60)}”`,
  newBoardOf: (count: number) =>
    count === 1 ? "New board with this" : `New board with these ${count}`,
  make: "Make",
  tags: "Tags",
  addTags: "Add tags",
  tagsHint: "Put commas between several.",
  addButton: "Add",
  untag: (tag: string) => `Remove the tag “${tag}”`,
  suggested: "From the prompt:",
  suggest: (tag: string) => `Add the tag “${tag}”`,
};

export const stars = {
  star: "Star",
  starred: "Starred",
};
