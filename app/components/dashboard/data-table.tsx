import { cn } from "~/components/ui/cn";
import { UserText } from "~/components/ui/user-text";
import { type CellFormat, cellWords, type DashboardTable } from "./tables";
import { plots as words } from "./words";

const isWord = (format: CellFormat) => format === "text" || format === "day";

/** A table of the dashboard, which scrolls sideways by itself where it is too wide. */
export function DataTable({ caption, columns, rows }: DashboardTable) {
  if (rows.length === 0) return <p className="text-soft">{words.empty}</p>;
  return (
    <section
      aria-label={caption}
      // What scrolls by itself has to be reached by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="max-h-120 overflow-auto rounded-control border border-line bg-surface"
    >
      <table className="w-full text-md">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-surface text-soft">
          <tr>
            {columns.map(({ label, format }) => (
              <th
                key={label}
                scope="col"
                className={cn(
                  "border-b border-line px-3 py-2 align-bottom font-medium",
                  isWord(format) ? "text-left" : "text-right",
                )}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row, index) => (
            // Rows have no name of their own, and never change their places.
            // oxlint-disable-next-line react/no-array-index-key
            <Row key={index} cells={row} formats={columns.map(({ format }) => format)} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  cells: DashboardTable["rows"][number];
  formats: readonly CellFormat[];
}

function Row({ cells, formats }: RowProps) {
  const [first = null, ...rest] = cells;
  const [firstFormat = "text", ...restFormats] = formats;
  return (
    <tr className="hover:bg-sunken">
      <th scope="row" className="px-3 py-2 text-left font-medium whitespace-nowrap">
        <UserText as="span">{cellWords(first, firstFormat)}</UserText>
      </th>
      {rest.map((cell, index) => {
        const format = restFormats[index] ?? "text";
        return (
          <td
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            className={cn(
              "px-3 py-2 whitespace-nowrap",
              !isWord(format) && "text-right tabular-nums",
              cell === null && "text-soft",
            )}
          >
            {cellWords(cell, format)}
          </td>
        );
      })}
    </tr>
  );
}
