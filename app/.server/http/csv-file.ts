import { csvLine, csvMark, type CsvCell } from "~/domain/csv";

/**
 * A table as a CSV file to download (RFC 4180, UTF-8 with the mark by which Excel knows it). No cell starts a formula
 * in any spreadsheet, whoever wrote its text. Rows are asked for as the file is taken. `name` is the file's name
 * without `.csv`: letters, digits and dashes.
 */
export function csvFile(
  name: string,
  head: readonly string[],
  rows: Iterable<readonly CsvCell[]> | AsyncIterable<readonly CsvCell[]>,
): Response {
  return new Response(streamOf(linesOf(head, rows)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name.replace(/[^\w-]+/g, "-")}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}

async function* linesOf(
  head: readonly string[],
  rows: Parameters<typeof csvFile>[2],
): AsyncGenerator<string> {
  yield csvMark + csvLine(head);
  for await (const cells of rows) yield csvLine(cells);
}

/** Asks for a line when the one before has been taken. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: () => lines.return(undefined).then(() => undefined),
  });
}
