/** What one cell may hold. Text may be anybody's; a number is ours. */
export type CsvCell = string | number | null;

/** A line of a CSV file (RFC 4180). No cell starts a formula in any spreadsheet, whoever wrote its text. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** What such a file begins with, in UTF-8, so that Excel knows it. */
export const csvMark = "\uFEFF";

/**
 * What spreadsheets take for the start of a formula, also after spaces that they drop, in the full-width forms that
 * they take for the same, and behind what some of them split a cell at.
 */
const formulaStart = /(^|[;\t\r\n])(\s*)(?=[=+\-@＝＋－＠])/g;

function csvCell(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  // A tab or a line break that a cell begins with makes some programs read on behind it.
  const inert = cell.replace(formulaStart, "$1$2'").replace(/^(?=[\t\r\n])/, "'");
  return `"${inert.replaceAll("\0", "").replaceAll('"', '""')}"`;
}
