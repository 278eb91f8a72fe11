/** What the admin pages say of reports. */
import type { ReportView } from "~/domain/admin/reports";
import type { ReportReason } from "~/domain/sharing-choices";
import { counted } from "./counted";

export const reasonNames: Readonly<Record<ReportReason, string>> = {
  intimate: "Intimate picture without consent",
  illegal: "Against the law",
  rights: "Someone's rights",
  other: "Something else",
};

export const reports = {
  pageTitle: "Reports",
  description: "What people report of shared pages.",
  intro:
    "United States law gives 48 hours to take down intimate pictures that someone wants gone. The clock runs for every report.",
  open: "Open",
  closed: "Closed",
  lists: "Open and closed reports",
  overdue: (count: number) => `${counted(count, "report is", "reports are")} past the 48 hours`,
  none: { open: "No open reports. Nothing to do here.", closed: "No reports were closed yet." },
  of: "on a page of",
  nobody: "someone without a name",
  file: "A picture or video",
  board: (name: string | null) => (name === null ? "A board that is gone" : `The board “${name}”`),
  late: "Late",
  due: "Due",
  came: "Reported",
  states: {
    open: "Open",
    taken_down: "Taken down",
    rejected: "Rejected",
  } satisfies Record<ReportView["state"], string>,
  newer: "Back to the first",
  older: "More",
};

export const report = {
  pageTitle: "Report",
  description: "One report of a shared page.",
  back: "All reports",
  said: "What they wrote",
  saidNothing: "They wrote nothing.",
  contact: "Answer to",
  owner: "Whose page it is",
  link: { live: "The link works.", ended: "The link doesn't work anymore." },
  files: "What it's about",
  noFiles: "The files are gone.",
  show: "Show it",
  showWhat: (prompt: string) => `The reported file: ${prompt}`,
  hidden: "Taken down",
  reported: "Reported",
  also: "Take down too",
  everything: (files: number, gone: number) =>
    `Everything: ${counted(files, "file", "files")}${gone > 0 ? `, and block ${gone.toLocaleString("en-US")} that the owner has deleted` : ""}`,
  takeDown: {
    title: "Take it down",
    words:
      "The link ends for everyone. What was reported is hidden from its owner too, and the same file can't be shown on any shared page again. You can undo this for 30 days.",
    boardWords:
      "The link ends for everyone. Files that you select below are hidden from their owner too, and can't be shown on any shared page again. You can undo this for 30 days.",
    message: "A message to the owner",
    messageHint: "They're told that it was taken down after a report, and read this.",
    button: "Take down",
  },
  takeMore: { title: "Take down more", button: "Take down" },
  reject: {
    title: "Reject the report",
    words: "Everything stays as it is.",
    button: "Reject",
  },
  undo: {
    title: "Undo the take-down",
    words:
      "The owner gets the files back, as far as they're still there, and can share them again. The old link stays dead.",
    button: "Give it back",
  },
  note: {
    title: "Add a note",
    words: "For other admins. Nobody else reads it.",
    label: "Note",
    button: "Save note",
  },
  told: "The owner was told",
  history: "History",
  actions: {
    take_down: "took it down",
    undo_take_down: "gave it back",
    reject_report: "rejected it",
    note_report: "noted",
  } as Readonly<Record<string, string>>,
};
