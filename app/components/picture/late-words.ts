/** What parts of the page say that few files have. */
import type { GenerationKind, PictureRole } from "~/domain/generation";
import { noun } from "~/components/media/words";

/** Making something from the last frame of a video. */
export const lastFrame = {
  more: "Go on from here",
  video: "Start a new video with the last frame",
  edit: "Edit the last frame",
  note: "Going on keeps the prompt. You see the price before anything is made.",
  needsScript:
    "We can't take a frame from this video ourselves. Turn on JavaScript, and your browser does it.",
  notTaken: "Your browser can't play this video, so there's no last frame to use.",
  notSent: "That didn't reach us. Check your connection and try again.",
};

/** An edit and what it was made from, under one slider or beside each other. */
export const beforeAfter = {
  title: "Before and after",
  before: "Before",
  after: "After",
  label: "How much of the picture before the edit is shown",
  value: (share: number) => `${share}% before`,
};

export const lineage = {
  title: "Where it comes from",
  here: (kind: GenerationKind) => `This ${noun(kind)}`,
  lastFrame: "last frame",
  /** What a further picture was given for. */
  roles: {
    last: "last picture",
    style: "style",
    person: "person",
    thing: "thing or place",
    more: "second picture",
  } satisfies Record<PictureRole, string>,
  from: "Made from",
  gone: "Something that has been deleted.",
  given: "A picture you uploaded",
  into: "Used to make",
};
