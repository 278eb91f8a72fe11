import type { ImportFault, ImportProblem, ImportState } from "./takeout-views";

/** The form's field for the zip. */
export const zipField = "zip";

/** Which list of an old Easel's books a line is of. */
export const bookParts = ["receipts", "ledger"] as const;
export type BookPart = (typeof bookParts)[number];

/** Whether the zip is here, and the rest goes on by itself. */
export const isImportRunning = ({ state }: { state: ImportState }): boolean =>
  state === "waiting" || state === "running";

/** Why nothing of a zip could be brought in. */
export const problemWords: Readonly<Record<ImportProblem, string>> = {
  not_a_zip: "We can't open this zip. It's damaged, or it didn't download all the way.",
  not_an_export: "This isn't an Easel export. Choose the zip you got from “Export everything”.",
  newer_version: "This zip comes from a newer Easel. Update this one first.",
  encrypted: "This zip has a password. Choose the one Easel made, without a password.",
  unsafe_names: "This zip has files with names we don't trust. Choose the one Easel made.",
  twice: "This zip has the same file name twice. Choose the one Easel made.",
  too_many_files: "This zip has too many files.",
  bomb: "This zip unpacks to far more than it should. Choose the one Easel made.",
  interrupted: "The upload stopped before the end. Choose the zip again.",
  gave_up: "Something in this zip stopped us five times. We've logged it.",
  zip_gone: "The zip is gone. Choose it again.",
};

/** Why one thing of it could not. */
export const faultWords: Readonly<Record<ImportFault, string>> = {
  no_file: "The file isn't in the zip.",
  no_facts: "The zip doesn't say what this is.",
  facts: "What the zip says about it doesn't make sense.",
  changed: "It was damaged or changed after the export.",
  unreadable: "We can't open it. It's damaged.",
  unsupported: "It isn't a picture or video we can open.",
  too_large: "It's too large.",
  busy: "We were too busy to check it. Import the zip again to get it.",
  later: "It changed while we were at it. Import the zip again to get it.",
  taken_down: "It was taken down here.",
  board_full: "It's here, but one of its boards is full.",
  too_many_boards: "There's no room for more boards.",
  too_many_searches: "There's no room for more saved searches.",
  too_many_lines: "There's more of this than we can bring in.",
};
