/** Everything that the page of a picture or video says. */
import type { GenerationKind } from "~/domain/generation";

const noun = (kind: GenerationKind): string => (kind === "video" ? "video" : "picture");

/** What a file without a prompt is called. */
export function untitled(kind: GenerationKind): string {
  return `Untitled ${noun(kind)}`;
}

export const picturePage = {
  title: "Untitled",
  description: (kind: GenerationKind | undefined) =>
    `A ${noun(kind ?? "image")}, and everything about how it was made.`,
  about: (kind: GenerationKind) => `About this ${noun(kind)}`,
  back: "Back to the gallery",
  backToBoard: "Back to the board",
  download: "Download",
  delete: "Delete",
  deleteTitle: "Move it to the trash. You can get it back for a few days.",
  promptDetails: "Prompt details",
  receipt: "Receipt",
  keys: "Keys",
};

/** The facts beside it. */
export const facts = {
  size: "Size",
  length: "Length",
  model: "Model",
  made: "Made",
  price: "Price",
  notAi: (model: string) => `${model} is built in and works by fixed rules. It's not an AI model.`,
};

/** Making more of it. */
export const clone = {
  legend: "Use this prompt",
  remix: "Remix",
  remixTitle: (kind: GenerationKind) => `Same prompt and settings, new seed: a new ${noun(kind)}`,
  everything: "Use all",
  everythingTitle: (kind: GenerationKind) =>
    `Same prompt, settings and seed: the same ${noun(kind)}, ready to change`,
  edit: "Edit this",
  video: "Make a video from this",
  /** What each of them does. */
  note: (kind: GenerationKind) =>
    `Remix makes a new ${noun(kind)} from the same prompt. Use all keeps the seed too, to get this one again.`,
  onNote: "This picture stays as it is.",
  /** Where the model that made it cannot be used now. */
  gone: (model: string, replacement: string | null) =>
    replacement
      ? `${model} isn't available any more. Remix and Use all open with ${replacement} instead.`
      : `${model} isn't available any more, and no other model here can take its place right now.`,
};

/** How long it stays. */
export const keeping = {
  save: "Save",
  saving: "Saving",
  saved: "Saved",
  stays: ", and won't be deleted",
  restore: "Restore",
  deletes: "Deletes",
  deleted: "Deleted",
};

/** Before a file is moved to the trash by a key. */
export const toTrash = {
  question: (kind: GenerationKind) => `Delete this ${noun(kind)}?`,
  words: "It goes to the trash. You can get it back for a few days.",
  button: "Move to trash",
  cancel: "Cancel",
};

/** Before a file is deleted for good. */
export const forGood = {
  title: "Delete for good?",
  button: "Delete for good",
  question: "This can't be undone.",
};

const files = (count: number) => `${count.toLocaleString("en-US")} files`;

/** After something was done with files, said once. */
export const done = {
  saved: "Saved",
  savedSome: (count: number, requested: number) =>
    count === requested
      ? `Saved all ${count}`
      : `Saved ${count} of ${requested}. If the others are still here, try again.`,
  trashed: (count: number) =>
    count === 1 ? "Moved to the trash" : `Moved ${files(count)} to the trash`,
  restored: (count: number) => (count === 1 ? "Restored" : `Restored ${files(count)}`),
  deleted: (count: number) =>
    count === 1 ? "Deleted for good" : `Deleted ${files(count)} for good`,
  starred: (count: number) => (count === 1 ? "Starred" : `Starred ${files(count)}`),
  unstarred: (count: number) => (count === 1 ? "Star removed" : `Removed ${count} stars`),
  boarded: (count: number) =>
    count === 1 ? "Added to the board" : `Added ${files(count)} to the board`,
  unboarded: (count: number) =>
    count === 1 ? "Removed from the board" : `Removed ${files(count)} from the board`,
  tagged: (count: number) => (count === 1 ? "Tagged" : `Tagged ${files(count)}`),
  untagged: (count: number) => (count === 1 ? "Tags removed" : `Removed tags from ${files(count)}`),
  /** Of those that were asked for. */
  gone: (count: number) => (count === 1 ? "1 was gone." : `${count} were gone.`),
  more: "There are more: do it again for the rest.",
  stopped: {
    full: (left: string) => `There was no room for ${left}.`,
    trouble: (left: string) => `Something went wrong before ${left}. Please try again.`,
  },
  others: (count: number) => (count === 1 ? "the other one" : `the other ${files(count)}`),
  undo: "Undo",
  show: "Show it",
  showAll: "Show them",
  showBoard: "Show the board",
};

export const kinds = {
  image: "Picture",
  edit: "Edited picture",
  video: "Video",
  videoOf: (length: string) => `Video, ${length}`,
};

export const lineage = {
  from: "Made from",
  gone: "A picture that has been deleted.",
  given: "A picture you uploaded",
  into: "Used to make",
};

export const promptDetails = { prompt: "Prompt", leftOut: "Left out (negative prompt)" };

export const settingNames: Readonly<Record<string, string>> = {
  shape: "Shape",
  seed: "Seed",
  width: "Width",
  height: "Height",
  steps: "Steps",
  guidance: "Guidance",
  resolution: "Resolution",
  durationSeconds: "Length in seconds",
};

export const copy = {
  copy: "Copy",
  copied: "Copied",
  hold: "Selected. Hold it and choose Copy",
  press: (keys: string) => `Selected. Press ${keys}`,
};

/** What the keys do. */
export const keyActions = {
  title: "Keys",
  previous: "Previous",
  next: "Next",
  full: "Full screen",
  save: "Save",
  download: "Download",
  delete: "Delete",
  back: "Back",
  list: "Show this list",
};
