import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = "supabase/migrations";
const sql = readdirSync(folder)
  .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
  .join("\n");
const page = readFileSync("docs/data-model.md", "utf8");

/** The names in the first column of a part's tables. */
function listedIn(part: string): string[] {
  const cells = part.split("\n").flatMap((line) => /^\| (`[^|]+)\|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].flatMap(([, name]) => name ?? []));
}

/** What follows each heading that begins like this. */
function partsOf(heading: string): string[] {
  return page.split(/^(?=##)/m).filter((part) => part.startsWith(heading));
}

function namesOf(pattern: RegExp): string[] {
  return [...sql.matchAll(pattern)].flatMap(([, name]) => name ?? []).toSorted();
}

test("the page about the data model lists every table, and no other", () => {
  const tables = namesOf(/create table (?:public|private)\.(\w+)/g);
  expect(tables.length).toBeGreaterThan(0);
  expect(partsOf("## Tables").flatMap(listedIn).toSorted()).toEqual(tables);
});

test.each(["authenticated", "service_role"])(
  "the page about the data model lists every function that %s may call, and no other",
  (role) => {
    const granted = namesOf(
      new RegExp(String.raw`grant execute on function public\.(\w+)[^;]* to ${role};`, "g"),
    );
    expect(granted.length).toBeGreaterThan(0);
    const parts = partsOf("### ").filter((part) => part.split("\n", 1)[0]?.includes(`\`${role}\``));
    expect(parts.flatMap(listedIn).toSorted()).toEqual(granted);
  },
);
