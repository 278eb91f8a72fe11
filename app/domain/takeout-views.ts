import { z } from "zod";
import { exportedEntry, exportedReceipt } from "./export-format";
import { accountView } from "./views";

const time = z.iso.datetime({ offset: true });
const count = z.number().int();

/** Where an import stands. */
export const importStates = ["coming", "waiting", "running", "done", "failed", "canceled"] as const;
export type ImportState = (typeof importStates)[number];

/** Why one thing of a zip did not come in. */
export const importFaults = [
  "no_file",
  "no_facts",
  "facts",
  "changed",
  "unreadable",
  "unsupported",
  "too_large",
  "busy",
  "later",
  "taken_down",
  "board_full",
  "too_many_boards",
  "too_many_searches",
  "too_many_lines",
] as const;
export type ImportFault = (typeof importFaults)[number];

/** Why a whole zip did not. */
export const importProblems = [
  "not_a_zip",
  "not_an_export",
  "newer_version",
  "encrypted",
  "unsafe_names",
  "twice",
  "too_many_files",
  "bomb",
  "interrupted",
  "gave_up",
  "zip_gone",
] as const;
export type ImportProblem = (typeof importProblems)[number];

export const importView = z.object({
  id: z.uuid(),
  state: z.enum(importStates),
  filesTotal: count,
  filesDone: count,
  /** How many things have come in, by sort; `known`: were there already. */
  counts: z.partialRecord(
    z.enum(["files", "uploads", "boards", "searches", "prompts", "books", "picture", "known"]),
    count,
  ),
  /** All of them; `faults` has the first. */
  faultCount: count,
  faults: z.array(z.object({ name: z.string(), why: z.enum(importFaults) })),
  problem: z.enum(importProblems).nullable(),
  createdAt: time,
  finishedAt: time.nullable(),
});
export type ImportView = z.infer<typeof importView>;

/** What the page about one's data shows. */
export const dataPage = z.object({
  account: accountView.nullable(),
  /** Whether there are receipts of another Easel. */
  hasBooks: z.boolean(),
  lastImport: importView.nullable(),
});
export type DataPage = z.infer<typeof dataPage>;

/** A page of the books of one's earlier Easels. */
export const booksPage = z.object({
  account: accountView.nullable(),
  total: count,
  rows: z.array(z.union([exportedReceipt, exportedEntry])),
});
export type BooksPage = z.infer<typeof booksPage>;
