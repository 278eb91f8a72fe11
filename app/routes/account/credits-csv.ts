import type { Route } from "./+types/credits-csv";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { csvFile } from "~/.server/http/csv-file";
import type { CsvCell } from "~/domain/csv";
import { respondPlain } from "~/.server/http/respond-plain";
import { requireViewer } from "~/.server/http/session";
import { readLedger } from "~/.server/use-cases/read-ledger";
import { credits as words, movementWords } from "~/components/account/words";
import { readRange } from "~/domain/admin/dashboard-range";
import type { CreditEntryView } from "~/domain/credit-views";

/** One's own movements of credits as a file: all, or those of the days that the address names. Error: invalid_input. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { from, to, problems } = readRange(url.searchParams);
  return await respondPlain(context, async () => {
    if (problems.length > 0)
      throw new AppError("invalid_input", { fields: { days: [words.badDays] } });
    const entries = await readLedger(context.get(containerContext), viewer, { from, to });
    const name = ["easel-credits", from && `from-${from}`, to && `to-${to}`];
    return csvFile(name.filter(Boolean).join("-"), words.csv, rowsOf(entries));
  });
}

async function* rowsOf(entries: AsyncIterable<CreditEntryView>): AsyncGenerator<CsvCell[]> {
  for await (const entry of entries) {
    const { createdAt, delta, balanceAfter, prompt, note, generationId } = entry;
    yield [createdAt, movementWords(entry), delta, balanceAfter, prompt, note, generationId];
  }
}
