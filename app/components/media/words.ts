/** What is said of files wherever they are shown. */
import type { GenerationKind } from "~/domain/generation";

/** What a file is called in sentences. */
export const noun = (kind: GenerationKind): string => (kind === "video" ? "video" : "picture");

/** What a file without a prompt is called. */
export function untitled(kind: GenerationKind): string {
  return `Untitled ${noun(kind)}`;
}

export const kinds = {
  image: "Picture",
  edit: "Edited picture",
  video: "Video",
  videoOf: (length: string) => `Video, ${length}`,
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

/** Before a file is deleted for good. */
export const forGood = {
  title: "Delete for good?",
  button: "Delete for good",
  question: "This can't be undone.",
};

/** Making something else from a picture; the studio speaks of these buttons too. */
export const waysOn = { edit: "Edit this", video: "Make a video from this" };
