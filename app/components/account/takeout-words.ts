import type { ImportState, ImportView } from "~/domain/takeout-views";

export const takeout = {
  exportTitle: "Export everything",
  exportWords:
    "One zip with your pictures and videos as they were stored, how each was made, your boards, prompts, saved searches, credits and receipts, and your profile picture. It also has what's recent or in the trash.",
  exportLimits:
    "Another Easel takes up to 60,000 pictures and videos from one zip, and 10 GB unless its owner allows more.",
  exportButton: "Export everything",
  importTitle: "Import from another Easel",
  importWords: "Bring in what you exported somewhere else.",
  importLink: "Import a zip",
};

const sorts: readonly [keyof ImportView["counts"], string, string][] = [
  ["files", "picture or video", "pictures and videos"],
  ["uploads", "picture you made something from", "pictures you made something from"],
  ["boards", "board", "boards"],
  ["searches", "saved search", "saved searches"],
  ["prompts", "prompt", "prompts"],
  ["picture", "profile picture", "profile pictures"],
  ["books", "line of credits and receipts", "lines of credits and receipts"],
];

const grouped = (count: number) => count.toLocaleString("en-US");

/** "12 pictures and videos" for each sort that has come in. */
export const cameIn = ({ counts }: Pick<ImportView, "counts">): string[] =>
  sorts.flatMap(([sort, one, many]) => {
    const count = counts[sort] ?? 0;
    return count > 0 ? [`${grouped(count)} ${count === 1 ? one : many}`] : [];
  });

export const importing = {
  title: "Import from another Easel",
  description: "Bring in what you exported from another Easel.",
  words:
    "Choose the zip you got from “Export everything” there. Pictures, videos, prompts, boards, tags and stars come in, and your profile picture if you have none here. Credits don't: your old receipts are kept here to read.",
  field: "Zip file",
  choose: "Choose a zip file.",
  tooLarge: (gigabytes: number) => `This zip is too large. ${gigabytes} GB is the most we take.`,
  most: (gigabytes: number) => `Up to ${gigabytes} GB.`,
  button: "Import",
  again: "Importing the same zip twice is fine: nothing is added twice.",
  receipts: "Receipts from your old Easel",
  states: {
    coming: "Your zip hasn't arrived yet",
    waiting: "Your import starts in a moment",
    running: "Importing",
    done: "Your import is done",
    failed: "Your import didn't work",
    canceled: "You stopped this import",
  } satisfies Record<ImportState, string>,
  progress: (done: number, total: number) =>
    `${grouped(done)} of ${grouped(total)} pictures and videos`,
  leave: "You can leave this page. It goes on without it.",
  coming:
    "Keep the page that's uploading it open until the upload ends. If you closed it, choose the zip again.",
  refresh: "Refresh",
  cancel: "Stop importing",
  kept: "What had come in by then is here.",
  known: (count: number) =>
    count === 1 ? "1 thing was here already." : `${grouped(count)} things were here already.`,
  nothing: "Nothing new came in.",
  faults: (count: number) =>
    count === 1 ? "1 thing couldn't come in" : `${grouped(count)} things couldn't come in`,
  firstFaults: (shown: number) => `The first ${grouped(shown)}:`,
  gallery: "Open the gallery",
};

export const oldReceipts = {
  title: "Receipts from your old Easel",
  description: "What you paid for in an Easel before this one.",
  words: "They came with your import, to read. These credits aren't part of your balance here.",
  receipts: "Receipts",
  ledger: "All credits",
  none: "Nothing was imported here.",
  charged: "Charged",
  refunded: "Refunded",
  left: "Left",
  noPrompt: "No prompt",
  back: "Your data",
};
