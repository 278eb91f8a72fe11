import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listedIn, partsOf } from "../../data-model-page.ts";

const folder = "supabase/migrations";
const sql = readdirSync(folder)
  .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
  .join("\n");

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
