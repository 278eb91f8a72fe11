/** Everything that the page of a picture or video says. */
import type { GenerationKind } from "~/domain/generation";
import { noun } from "~/components/media/words";

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

/** Making more of it. */
export const clone = {
  legend: "Use this prompt",
  remix: "Remix",
  remixTitle: (kind: GenerationKind) => `Same prompt and settings, new seed: a new ${noun(kind)}`,
  everything: "Use all",
  everythingTitle: (kind: GenerationKind) =>
    `Same prompt, settings and seed: the same ${noun(kind)}, ready to change`,
  /** Where it was made without words. */
  again: "Do it again",
  againTitle: "Same model, picture and settings",
  againInstead: (model: string, replacement: string) =>
    `${model} isn't available anymore. This opens with ${replacement} instead.`,
  /** What each of them does. */
  note: (kind: GenerationKind) =>
    `Remix makes a new ${noun(kind)} from the same prompt. Use all keeps the seed too, to get this one again.`,
  repaint: "Repaint",
  repaintTitle: "The same scene, with other words",
  onNote: "This picture stays as it is.",
  /** Where the model that made it cannot be used now. */
  gone: (model: string, replacement: string | null) =>
    replacement
      ? `${model} isn't available anymore. Remix and Use all open with ${replacement} instead.`
      : `${model} isn't available anymore, and no other model here can take its place right now.`,
};

/** Before a file is moved to the trash by a key. */
export const toTrash = {
  question: (kind: GenerationKind) => `Delete this ${noun(kind)}?`,
  words: "It goes to the trash. You can get it back for a few days.",
  button: "Move to trash",
  cancel: "Cancel",
};

/** From its page into the gallery. */
export const galleryLinks = {
  locate: "Locate in gallery",
  madeFrom: "All made from this",
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
  sound: "Sound",
  durationSeconds: "Length in seconds",
  frameLeft: "Added on the left",
  frameRight: "Added on the right",
  frameTop: "Added above",
  frameBottom: "Added below",
  frameUnit: "Added in",
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
