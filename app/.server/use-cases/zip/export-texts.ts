import { csvLine, csvMark } from "~/domain/csv";
import type { ExportedEntry } from "~/domain/export-format";

/** What people read first. */
export const readme = `This zip has everything you had in Easel when you exported it.

files/             Your pictures and videos, as they were stored. Beside each is a .json file with its prompt,
                   settings, model, dates, tags, star and boards.
uploads/           Pictures you gave to make something from.
profile-picture.webp
boards.json        Your boards, in your order.
prompts.jsonl      Your earlier prompts, one a line.
saved-searches.json
credits/           ledger.csv opens in a spreadsheet. ledger.jsonl and receipts.jsonl are the same for programs, with
                   what each request cost. earlier.jsonl has what you brought along from an Easel before.
missing.txt        Only there if something couldn't be exported. It says what, and why.

To bring it all into another Easel, open Account, then Your data there, and choose this zip. Credits don't move with it.
`;

const columns = ["Number", "Date", "Change", "Balance", "Reason", "Note", "Request"];

/** The ledger as a table for spreadsheets, the oldest first. */
export async function* ledgerTable(entries: AsyncIterable<ExportedEntry>): AsyncGenerator<string> {
  yield csvMark + csvLine(columns);
  for await (const { seq, createdAt, delta, balanceAfter, reason, note, requestId } of entries)
    yield csvLine([seq, createdAt, delta, balanceAfter, reason, note, requestId]);
}
