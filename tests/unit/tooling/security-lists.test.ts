import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { projectFiles } from "./mentions";

interface Entry {
  id: string;
  /** Paths with the names of tests. */
  tests: { file: string; name: string }[];
  /** What is said besides. */
  said: string[];
}

/** Each point of a list, with the tests that it names. */
function entriesOf(path: string): Entry[] {
  const points = readFileSync(path, "utf8").split(/^- \*\*/m);
  return points.slice(1).map((point) => {
    const lines = point.split("\n").filter((line) => line.startsWith("  - "));
    const named = lines.map((line) => /^ {2}- `(tests\/[\w./-]+\.tsx?)`: (.+)$/.exec(line));
    return {
      id: point.split("**", 1)[0] ?? "",
      tests: named.flatMap((match) =>
        match ? [{ file: match[1] ?? "", name: match[2] ?? "" }] : [],
      ),
      said: lines.filter((_, at) => !named[at]),
    };
  });
}

/** The names of a file's tests, as they are written there. */
function namesIn(file: string): Set<string> {
  const calls = readFileSync(file, "utf8").matchAll(
    /\btest(?:(?:\.\w+)*\.(?:each|for)\b[\s\S]*?\))?\(\s*(["`])((?:\\.|(?!\1).)*)\1/g,
  );
  return new Set(Array.from(calls, ([, , name = ""]) => name));
}

const faults = Array.from({ length: 26 }, (_, at) => String(53 + at));
const asvs = `
  1.2.2 1.2.4 1.3.4 1.3.6 1.4.2 1.5.3 2.1.3 2.2.1 2.2.2 2.3.1 2.3.2 2.3.3 2.3.4 2.3.5 2.4.1
  3.2.1 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.4.7 3.4.8 3.5.1 3.5.3 3.5.8 3.7.2 4.1.1 4.1.3 4.1.4
  5.1.1 5.2.1 5.2.2 5.2.4 5.2.6 5.3.2 5.4.1 5.4.2
  6.1.1 6.2.1 6.2.4 6.2.5 6.2.7 6.2.9 6.2.12 6.3.1 6.3.2 6.3.3 6.3.4 6.3.8 6.5.1 6.8.1 7.2.1 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.5.1
  8.2.1 8.2.2 8.2.3 8.3.1 8.3.2 9.1.1 9.1.2 9.1.3 9.2.1 9.2.3 10.1.1 10.1.2 10.2.1
  11.2.4 11.4.2 11.5.1 12.3.2 13.2.2 13.2.4 13.3.1 13.4.2 13.4.5 13.4.6 14.2.1 14.2.8 14.3.1 14.3.2 14.3.3
  15.1.3 15.2.2 15.3.1 15.3.2 15.3.3 15.3.4 15.3.6 15.4.2 16.2.5 16.3.1 16.3.2 16.3.3 16.4.1 16.5.1 16.5.2 16.5.3 16.5.4
`
  .trim()
  .split(/\s+/);

test.each([
  ["tests/security/asvs.md", asvs],
  ["tests/security/faults.md", faults],
])("%s has every point once, and each names tests that there are, or says why not", (path, ids) => {
  const entries = entriesOf(path);
  expect(entries.map(({ id }) => id)).toEqual(ids);
  const empty = entries.filter(({ tests, said }) => tests.length + said.length === 0);
  expect(empty).toEqual([]);
  const unsaid = entries.flatMap(({ said }) =>
    said.filter((line) => !/^ {2}- [A-Z].*\.$/.test(line)),
  );
  expect(unsaid).toEqual([]);
  const missing = entries.flatMap(({ id, tests }) =>
    tests
      .filter(({ file, name }) => !existsSync(file) || !namesIn(file).has(name))
      .map((each) => ({ id, ...each })),
  );
  expect(missing).toEqual([]);
});

test("no field for a password keeps anybody from pasting into it", async () => {
  const paths = [...(await projectFiles())].filter((path) => /^app\/.*\.tsx$/.test(path));
  const components = paths.map((path) => readFileSync(path, "utf8"));
  const withPassword = components.filter((text) => /password/i.test(text));
  expect(withPassword.length).toBeGreaterThan(3);
  expect(
    withPassword.filter((text) => /onPaste|onBeforeInput|["'](paste|beforeinput)["']/.test(text)),
  ).toEqual([]);
});
