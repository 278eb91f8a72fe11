import {
  exportedBoard,
  exportedEarlier,
  exportedEntry,
  exportedPrompt,
  exportedReceipt,
  exportedSearch,
} from "~/domain/export-format";
import { firstGraphemes } from "~/domain/text";
import type { ArchiveFile, ImportThing } from "../../takeout/port";
import { isUnreadable, type OpenedExport, readLines, readList } from "./read-export";

/** What is brought in besides files, in this order; `covers` are the boards again, once the files are on them. */
export const importSteps = [
  "picture",
  "boards",
  "searches",
  "items",
  "prompts",
  "ledger",
  "receipts",
  "earlier",
  "covers",
] as const;
export type ImportStep = (typeof importSteps)[number];
export type ListStep = Exclude<ImportStep, "items" | "picture">;

/** Of one list. Nobody has asked for as many things. */
const maxLines = 300_000;

/** The things of one list of a zip, in their order, up to where it is damaged. Errors: those of the store. */
export async function* thingsOf(opened: OpenedExport, step: ListStep): AsyncGenerator<ImportThing> {
  const name = step === "covers" ? "boards" : step;
  const file = opened.list(name);
  if (!file) return;
  let count = 0;
  try {
    for await (const thing of rowsOf(opened, step, file)) {
      if ((count += 1) > maxLines)
        return void (yield { part: "fault", name: file.name, why: "too_many_lines" });
      // Of what is wrong with a board it has been told.
      if (!thing && step === "covers") continue;
      yield thing ?? { part: "fault", name: `${file.name}, ${count}`, why: "facts" };
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    if (step !== "covers") yield { part: "fault", name: file.name, why: "unreadable" };
  }
}

async function* rowsOf(
  { manifest }: OpenedExport,
  step: ListStep,
  file: ArchiveFile,
): AsyncGenerator<ImportThing | null> {
  switch (step) {
    case "boards":
    case "covers":
      for await (const thing of readList(file, exportedBoard))
        yield thing && { part: step, name: thing.name, thing };
      return;
    case "searches":
      for await (const thing of readList(file, exportedSearch))
        yield thing && { part: step, name: thing.name, thing };
      return;
    case "prompts":
      for await (const line of readLines(file)) {
        const thing = exportedPrompt.safeParse(line).data;
        yield thing ? { part: step, name: firstGraphemes(thing.request.prompt, 200), thing } : null;
      }
      return;
    default:
      for await (const line of readLines(file)) yield bookOf(step, line, manifest.account.id);
  }
}

function bookOf(
  step: "ledger" | "receipts" | "earlier",
  line: unknown,
  accountId: string,
): ImportThing | null {
  const schema = { ledger: exportedEntry, receipts: exportedReceipt, earlier: exportedEarlier };
  const thing = schema[step].safeParse(line).data;
  if (!thing) return null;
  if ("facts" in thing) return { part: "books", name: "credits", thing };
  return { part: "books", name: "credits", thing: { part: step, accountId, facts: thing } };
}
