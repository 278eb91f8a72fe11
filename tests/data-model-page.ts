import { readFileSync } from "node:fs";

const page = readFileSync("docs/data-model.md", "utf8");

/** The names in the first column of a part's tables. */
export function listedIn(part: string): string[] {
  return rowsIn(part).flatMap(({ names }) => names);
}

/** The rows of a part's tables: the names in the first column, and what the other columns say. */
export function rowsIn(part: string): { names: string[]; cells: string[] }[] {
  return part.split("\n").flatMap((line) => {
    const [first = "", ...cells] = line.split("|").slice(1, -1);
    const names = [...first.matchAll(/`(\w+)`/g)].flatMap(([, name]) => name ?? []);
    return first.startsWith(" `") ? [{ names, cells: cells.map((cell) => cell.trim()) }] : [];
  });
}

/** What follows each heading of `docs/data-model.md` that begins like this. */
export function partsOf(heading: string): string[] {
  return page.split(/^(?=##)/m).filter((part) => part.startsWith(heading));
}
