import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** Paths of modules with what each of them imports. */
type Imports = ReadonlyMap<string, readonly string[]>;

const specifiers = /\b(?:from|import)\s*\(?\s*"((?:\.|~\/)[^"?]+)"/g;

async function readImports(): Promise<Imports> {
  const entries = await readdir("app", { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const known = new Set(files);
  const found = files.map(async (file) => {
    const text = await readFile(file, "utf8");
    const targets = Array.from(text.matchAll(specifiers), ([, specifier = ""]) => {
      const path = specifier.startsWith("~/")
        ? join("app", specifier.slice(2))
        : join(dirname(file), specifier);
      return [path, `${path}.ts`, `${path}.tsx`].find((each) => known.has(each));
    });
    return [file, targets.flatMap((target) => target ?? [])] as const;
  });
  return new Map(await Promise.all(found));
}

/**
 * A room is a folder. A port is the floor under its room: what stands on it may be imported by what speaks through it.
 * The files that lie in `app` and in `app/.server` themselves are one room each.
 */
function roomOf(file: string): string {
  const folder = dirname(file);
  const isOne = /[/-]port\.ts$/.test(file) || folder === "app" || folder === "app/.server";
  return isOne ? file : folder;
}

/** Each way round through several rooms, as `one -> other -> one`. */
function findCircles(imports: Imports): string[] {
  const doors = new Map<string, Set<string>>();
  for (const [file, targets] of imports)
    for (const target of targets.filter((each) => roomOf(each) !== roomOf(file)))
      doors.set(roomOf(file), (doors.get(roomOf(file)) ?? new Set()).add(roomOf(target)));
  const circles: string[] = [];
  const left = new Set<string>();
  const walk = (room: string, path: readonly string[]) => {
    if (path.includes(room)) {
      circles.push([...path.slice(path.indexOf(room)), room].join(" -> "));
      return;
    }
    if (left.has(room)) return;
    for (const next of doors.get(room) ?? []) walk(next, [...path, room]);
    left.add(room);
  };
  for (const room of doors.keys()) walk(room, []);
  return circles;
}

test("no two folders of the app import each other, also by a detour", async () => {
  const imports = await readImports();
  expect(imports.size).toBeGreaterThan(300);
  expect(findCircles(imports)).toEqual([]);
});

test("a circle of folders is found, and a port is below its folder", () => {
  const modules = { "app/a/one.ts": ["app/b/one.ts"], "app/b/two.ts": ["app/c/one.ts"] };
  const closed = { ...modules, "app/c/two.ts": ["app/a/two.ts"] };
  const byPort = { ...modules, "app/c/two.ts": ["app/a/port.ts"] };
  expect(findCircles(new Map(Object.entries(modules)))).toEqual([]);
  expect(findCircles(new Map(Object.entries(closed)))).toEqual([
    "app/a -> app/b -> app/c -> app/a",
  ]);
  expect(findCircles(new Map(Object.entries(byPort)))).toEqual([]);
});
