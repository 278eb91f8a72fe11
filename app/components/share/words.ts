/** Everything that sharing says: to owners, to strangers, and to whoever reports a page. */
import type { GenerationKind } from "~/domain/generation";
import type { ReportReason } from "~/domain/sharing-choices";
import type { Making, SharedPicture } from "./types";

/** What a link leads to, in sentences. */
export type SharedThing = "picture" | "video" | "board";

export function thingOf(kind: GenerationKind | undefined): SharedThing {
  return kind === undefined ? "board" : kind === "video" ? "video" : "picture";
}

const everythingOn = (thing: SharedThing) =>
  thing === "board" ? "this board and everything on it" : `this ${thing}`;

export const share = {
  pageTitle: (thing: SharedThing) => `Share this ${thing}`,
  description: "Make a link that anyone can open, and turn it off again.",
  intro: (thing: SharedThing) =>
    `Anyone with the link can see ${everythingOn(thing)}. They don't see your name, your email or anything else of yours.`,
  boardName: "They see the board's name, and what you add to it later.",
  temporary: {
    title: (thing: SharedThing) => `The link ends with the ${thing}`,
    after: "Sharing doesn't change that. Save it, and the link keeps working.",
    save: "Save",
  },
  saved: "Saved. It won't be deleted.",
  choices: "What the link shows",
  prompt: (thing: SharedThing) => (thing === "board" ? "Show the prompts" : "Show the prompt"),
  promptHint: "Off: it's left out of the page and out of the file that people can download.",
  listed: "Let search engines find it",
  until: "The link works",
  forGood: "Until I turn it off",
  days: (days: number) => (days === 1 ? "1 day" : `${days} days`),
  asNow: "As it is now",
  make: "Make a link",
  change: "Save changes",
  busy: "One moment",
  link: "Link",
  linkReady: "Your link is ready",
  isOff: "The link is off. Nobody can open it anymore.",
  ends: "Ends",
  noEnd: "Works until you turn it off",
  open: "Open",
  send: "Share…",
  qr: "QR code",
  qrAlt: "QR code of the link",
  qrDownload: "Download as SVG",
  off: "Turn off the link",
  offHint: "Right away, for everyone who has it.",
  unshown: {
    title: "We can't show this link again",
    words: "It still works for people who have it. To get a new one, turn this one off first.",
  },
  back: (thing: SharedThing) => `Back to the ${thing}`,
};

export const links = {
  title: "Shared links",
  pageTitle: "Shared links",
  description: "The links that you have shared, and how to turn them off.",
  words: "Anyone who has one of these links can open it.",
  none: "You haven't shared anything. Open a picture, a video or a board and choose Share.",
  noMore: "There are no links on this page.",
  first: "To the first page",
  off: "Turn off",
  offWhat: (title: string) => `Turn off the link to ${title}`,
  isOff: "That link is off. Nobody can open it anymore.",
  made: "Made",
  withPrompt: "Prompt shown",
  listed: "Search engines may find it",
};

export const shared = {
  title: ({ kind, making }: Pick<SharedPicture, "kind" | "making">) =>
    `A ${kind === "video" ? "video" : "picture"} made with ${isAi(making) ? "AI" : "Easel"}`,
  making: {
    ai: "Made with AI",
    "ai, changed": "Made with AI, then changed by a program",
    "ai, filmed": "Filmed by a program from a picture made with AI",
    program: "Made by a program, not by AI",
    changed: "Changed by a program, not by AI",
  } satisfies Record<Making, string>,
  allAi: "Made with AI",
  noAi: "Made by programs, not by AI",
  by: (model: string) => `Model: ${model}`,
  models: (models: readonly string[]) => `Models: ${models.join(", ")}`,
  someAi: "Some of it made with AI",
  description: (words: string, model: string) => `${words}, with ${model}. Shared with Easel.`,
  boardDescription: (total: number) => `${countOf(total)}. Shared with Easel.`,
  count: countOf,
  empty: "There's nothing on this board right now.",
  moved: "That page isn't there. This is the nearest one.",
  download: "Download",
  report: "Report this",
  make: "Make your own",
  previous: "Previous",
  next: "Next",
  board: "Back to the board",
  privacy: "Privacy",
  terms: "Terms",
  gone: {
    title: "This link doesn't work",
    words:
      "It was turned off, it ran out, or part of it is missing. If someone sent it to you, ask them for a new one.",
  },
  trouble: {
    title: "We can't show this right now",
    words: "Part of Easel can't be reached. Please try again in a minute.",
  },
  studio: "Go to the studio",
};

/** Whether AI had a part in it. */
export const isAi = (making: Making): boolean => making.startsWith("ai");

function countOf(total: number): string {
  return total === 1
    ? "1 picture or video"
    : `${total.toLocaleString("en-US")} pictures and videos`;
}

export const report = {
  title: "Report this page",
  description: "Tell the people who run this site what's wrong with a shared page.",
  words: "Tell the people who run this site what's wrong. You don't need an account.",
  alreadyOff: {
    title: "This link is off already",
    words: "Nobody can open it anymore. You can still send your report.",
  },
  reason: "What's wrong?",
  reasons: {
    intimate: "It shows someone intimately without their consent",
    illegal: "It's illegal or hateful, or harms someone",
    rights: "It uses my work or my likeness",
    other: "Something else",
  } satisfies Record<ReportReason, string>,
  details: "Anything that helps us understand (optional)",
  contact: "Your email, if you'd like an answer (optional)",
  button: "Send report",
  sent: {
    title: "Thank you. We have your report.",
    live: "The people who run this site will look at the page.",
    ended:
      "The link was turned off in the meantime, so nobody can open it anymore. The people who run this site will still look at your report.",
  },
  back: "Back to the page",
};
