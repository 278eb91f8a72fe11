/**
 * `pnpm test:html`: the W3C's HTML validator over every page of the built app. Needs Java; fetches the validator (30
 * MB) into npm's cache, which is why it is no part of the ordinary tests.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makePerson } from "../bench/visitor.ts";
import { removeDataDir, startServer } from "../e2e/server.ts";

process.chdir(dirname(dirname(import.meta.dirname)));
const publicPages = [
  "/",
  "/login",
  "/signup",
  "/forgot-password",
  "/about-models",
  "/edit",
  "/video",
  "/privacy",
  "/terms",
];
const ownPages = [
  "/",
  "/edit",
  "/video",
  "/gallery",
  "/account",
  "/account/credits",
  "/account/security",
  "/account/data",
];

/** How React writes: with a slash in void elements. */
const known = /info: Trailing slash on void elements/;

async function fetchPages(origin: string, folder: string): Promise<void> {
  const { cookie, generationPath, picturePath } = await makePerson(origin);
  const own = [...ownPages, generationPath, picturePath];
  const pages = [
    ...[...publicPages, "/no/such/page"].map((path) => ({ path, cookie: "", who: "visitor" })),
    ...own.map((path) => ({ path, cookie, who: "person" })),
  ];
  for (const { path, cookie: shown, who } of pages) {
    const answer = await fetch(origin + path, { headers: { cookie: shown, accept: "text/html" } });
    const name = path.replaceAll("/", "_").replace(/[0-9a-f-]{36}/, "id");
    await writeFile(join(folder, `${who}${name}.html`), await answer.text());
  }
}

/** The validator's complaints, one a line, without the known one. */
function validate(files: string[]): string[] {
  const run = spawnSync("npx", ["-y", "vnu-jar@26.9.27", "--format", "gnu", ...files], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.error) throw run.error;
  const lines = `${run.stdout}\n${run.stderr}`.split("\n");
  const complaints = lines.filter(
    (line) => /^"?.*:\d+\.\d+(-\d+\.\d+)?: /.test(line) && !known.test(line),
  );
  if (run.status !== 0 && !lines.some((line) => known.test(line)) && complaints.length === 0) {
    throw new Error(`The validator did not run: ${lines.join("\n")}`);
  }
  return complaints;
}

const folder = await mkdtemp(join(tmpdir(), "easel-html-"));
const server = await startServer();
try {
  await fetchPages(server.origin, folder);
  const files = (await readdir(folder)).map((name) => join(folder, name));
  const complaints = validate(files);
  for (const line of complaints) console.log(line.replace(/^"?.*\//, ""));
  console.log(`${files.length} pages, ${complaints.length} complaints`);
  process.exitCode = complaints.length === 0 ? 0 : 1;
} finally {
  await server.stop();
  await removeDataDir(server.dataDir);
  await rm(folder, { recursive: true });
}
