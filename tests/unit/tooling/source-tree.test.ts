import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";

const roots = ["app", "scripts", "supabase", "tests"];
const drawers = /^(utils?|helpers?|misc|common|services?)(\.|$)/;

async function sourceFiles(): Promise<string[]> {
  const lists = await Promise.all(
    roots.map((root) => readdir(root, { recursive: true, withFileTypes: true })),
  );
  return lists
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test("has no file or folder that is a drawer for anything", async () => {
  const files = await sourceFiles();
  expect(files.length).toBeGreaterThan(0);
  const parts = (file: string): string[] => [basename(file), ...dirname(file).split("/")];
  expect(files.filter((file) => parts(file).some((part) => drawers.test(part)))).toEqual([]);
});

test("no file lies beside a folder of its own name", async () => {
  const files = (await sourceFiles()).filter((file) => /\.tsx?$/.test(file));
  const folders = new Set(files.map((file) => dirname(file)));
  const beside = files.filter((file) => folders.has(file.replace(/(\.\w+)*\.tsx?$/, "")));
  // The framework looks for its table of routes there.
  expect(beside).toEqual(["app/routes.ts"]);
});

test("reads the environment nowhere in the app but in env.ts, also by a detour", async () => {
  const detours =
    /\bprocess\s*(\?\.|\.)\s*env\b|\bprocess\s*\[|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/;
  const files = (await sourceFiles()).filter(
    (file) => /^app\/.*\.tsx?$/.test(file) && file !== "app/.server/env.ts",
  );
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  // The one variable that is set: by it a library takes a setting.
  const setting = /^ {2}process\.env\["VERCEL_BLOB_RETRIES"\] = "0";$/m;
  const reading = texts.map((text, index) =>
    files[index] === "app/.server/media/stores/blob-retries.ts" ? text.replace(setting, "") : text,
  );
  expect(files.filter((_, index) => detours.test(reading[index]!))).toEqual([]);
});

test("no test has a limit of its own, which a slow or busy machine might reach", async () => {
  // What waits for a condition has the patience of the configuration. A worker's start may be given more than a test.
  const own = /\bvi\.wait(For|Until)\(|\btest\.(slow|setTimeout)\(|\btimeout:\s*\d{2}/;
  const files = (await sourceFiles()).filter((file) =>
    /^tests\/(unit|integration|e2e)\/.*\.tsx?$/.test(file),
  );
  const lines = await Promise.all(
    files.map(async (file) =>
      (await readFile(file, "utf8")).split("\n").map((line) => `${file}: ${line.trim()}`),
    ),
  );
  const found = lines.flat().filter((line) => own.test(line) && !line.includes('scope: "worker"'));
  expect(found.filter((line) => !line.includes("source-tree.test.ts"))).toEqual([]);
});

test("every comment stays within 120 columns, unless one word of it alone does not", async () => {
  const programs = (await sourceFiles()).filter((file) => /\.(tsx?|js|css)$/.test(file));
  const wide = await Promise.all(
    programs.map(async (file) => {
      const lines = (await readFile(file, "utf8")).split("\n");
      return lines.flatMap((line, index) => (isTooWide(line) ? `${file}:${index + 1}` : []));
    }),
  );
  expect(wide.flat()).toEqual([]);
});

/** A line that is a comment, or a part of one. */
function isTooWide(line: string): boolean {
  if (line.length <= 120 || !/^\s*(\{?\/\*|\*|\/\/)/.test(line)) return false;
  return line
    .trim()
    .replace(/^\S+\s/, "")
    .includes(" ");
}
