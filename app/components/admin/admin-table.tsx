import type { ReactNode } from "react";
import { Card } from "~/components/ui/card";

interface AdminTableProps {
  caption: string;
  /** What stands over each column; those that begin with `#` hold numbers. */
  columns: readonly string[];
  rows: readonly { key: string | number; cells: readonly ReactNode[] }[];
}

/** A table that can be scrolled sideways where it is too wide. */
export function AdminTable({ caption, columns, rows }: AdminTableProps) {
  const isNumber = columns.map((column) => column.startsWith("#"));
  const side = (at: number) => (isNumber[at] ? "text-right tabular-nums" : "text-left");
  return (
    <Card className="overflow-hidden">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It can be scrolled by keys. */}
      <section className="overflow-x-auto" aria-label={caption} tabIndex={0}>
        <table className="w-full min-w-lg text-md">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr className="border-b border-line text-soft">
              {columns.map((column, at) => (
                <th key={column} scope="col" className={`px-4 py-2.5 font-medium ${side(at)}`}>
                  {column.replace("#", "")}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, at) => (
                  <td key={columns[at]} className={`px-4 py-2.5 align-top ${side(at)}`}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}
