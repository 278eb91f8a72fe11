import { readdir, readFile } from "node:fs/promises";
import { posix } from "node:path";

const roots = [".", "app", "docs", "patches", "public", "scripts", "supabase", "tests"];
const notOurs = /(^|\/)(node_modules|build|\.react-router|\.temp)(\/|$)|^tests\/emulators\/files\//;

/** Paths of all files and folders of the project, as they are named from its root. */
export async function projectFiles(): Promise<ReadonlySet<string>> {
  const lists = await Promise.all(
    roots.map((root) => readdir(root, { recursive: root !== ".", withFileTypes: true })),
  );
  const paths = lists.flat().map(({ parentPath, name }) => posix.join(parentPath, name));
  return new Set(paths.filter((path) => !notOurs.test(path)));
}

const document = /\.(md|sql|toml|yaml)$|(^|\/)(\.env\.example|Dockerfile)$/;
const program = /\.(tsx?|css)$/;

/** Whether a file says anything to people. */
export const hasWords = (path: string): boolean =>
  (document.test(path) || program.test(path)) && path !== "pnpm-lock.yaml";

/**
 * What a file says to people: a document's whole text; a program's comments, and the documents that it names anywhere.
 */
export function wordsIn(path: string, text: string): string {
  if (document.test(path)) return text;
  const comments = text.matchAll(/(?<=^|[\s({,;])(?:\/\*.*?\*\/|\/\/[^\n]*)/gs);
  const lines = [...comments].map(([comment]) => comment.replaceAll(/\n\s*(?:\*|\/\/) ?/g, "\n"));
  const documents = text.matchAll(/\bdocs\/[\w/-]+\.md\b/g);
  return [...lines, ...[...documents].map(([name]) => name)].join("\n");
}

/** A path from the root, with wildcards and alternatives as globs have them. */
const fromRoot =
  /(?<![\w/.~@-])(?:app|docs|patches|public|scripts|supabase|tests)\/(?:[\w.@*…/-]|\{[\w.,-]+\})*[\w*}]/g;
/** A name with an ending that only files of ours have. */
const byName =
  /(?<![\w/.~*@-])(?:(?:\.{1,2}|[\w-]+)\/)*[\w-][\w.-]*\.(?:css|md|sql|toml|tsx?|yaml)(?![\w/-])/g;
/** Where a document's links and pictures lead. */
const link = /\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g;
/** Such as `docs/providers.md 4.2 to 4.6`. */
const section =
  /((?:\.\.\/|[\w-]+\/)*[\w-]+\.md)\)?,?\s+(?:sections? )?(\d+(?:\.\d+)*(?:(?:,| and| to)\s+\d+(?:\.\d+)*)*)\b/g;

/** What a file's words name that is not there: files, links, numbered sections. */
export async function lostMentions(
  path: string,
  words: string,
  files: ReadonlySet<string>,
): Promise<string[]> {
  const named = [...words.matchAll(fromRoot), ...words.matchAll(byName)].map(([name]) => name);
  const links = path.endsWith(".md") ? [...words.matchAll(link)] : [];
  const targets = links.map(([, ofText, ofTag]) => ofText ?? ofTag ?? "");
  const sections = [...words.matchAll(section)].flatMap(([, name = "", numbers = ""]) =>
    [...numbers.matchAll(/\d+(\.\d+)*/g)].map(([number]) => ({ name, number })),
  );
  const lostTargets = await keep(
    targets,
    async (target) => !(await leadsAway(target, path, files)),
  );
  const lostSections = await keep(
    sections,
    async ({ name, number }) => !(await hasSection(placeOf(name, path, files), number, files)),
  );
  return [
    ...new Set([
      ...named.filter((name) => !isThere(name, path, files)),
      ...lostTargets,
      ...lostSections.map(({ name, number }) => `${name} ${number}`),
    ]),
  ];
}

async function keep<T>(all: readonly T[], isWanted: (each: T) => Promise<boolean>): Promise<T[]> {
  const wanted = await Promise.all(all.map(isWanted));
  return all.filter((_, index) => wanted[index]);
}

function isThere(name: string, from: string, files: ReadonlySet<string>): boolean {
  if (/[*{…]/.test(name)) {
    const pattern = name.replaceAll("…", "*");
    return [...files].some((file) => posix.matchesGlob(file, pattern));
  }
  if (files.has(placeOf(name, from, files))) return true;
  // A program may be called by its name alone; a document is named with its place.
  return !name.endsWith(".md") && [...files].some((file) => file.endsWith(`/${name}`));
}

/** Beside the file that names it, or from the root. */
function placeOf(name: string, from: string, files: ReadonlySet<string>): string {
  const beside = posix.join(posix.dirname(from), name);
  return files.has(beside) ? beside : posix.normalize(name);
}

async function leadsAway(
  target: string,
  from: string,
  files: ReadonlySet<string>,
): Promise<boolean> {
  if (/^[a-z]+:/.test(target)) return true;
  const [name = "", anchor] = target.split("#");
  const place = name === "" ? from : posix.join(posix.dirname(from), name);
  if (!files.has(place)) return false;
  return anchor === undefined || (await headingsOf(place, files)).map(anchorOf).includes(anchor);
}

async function hasSection(
  place: string,
  number: string,
  files: ReadonlySet<string>,
): Promise<boolean> {
  const headings = await headingsOf(place, files);
  return headings.some((heading) => /^[\d.]*\d/.exec(heading)?.[0] === number);
}

async function headingsOf(place: string, files: ReadonlySet<string>): Promise<string[]> {
  if (!files.has(place)) return [];
  const text = await readFile(place, "utf8");
  return [...text.matchAll(/^#+ (.*)$/gm)].flatMap(([, heading]) => heading ?? []);
}

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  const kept = heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "");
  return kept.replaceAll(" ", "-");
}
