import { createReadStream, createWriteStream } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createBrotliCompress, createGzip } from "node:zlib";

const worthwhile = /\.(js|css|svg|json|txt|xml|webmanifest|html)$/;
const minBytes = 512;

/**
 * The end of `react-router build`: compresses the client files as far as it goes, since each is compressed once and
 * sent for ever, and puts the programs where people look for them (`build/main.js`, `build/worker.js`,
 * `build/check.js`, `build/inspect-gradio.js`, `build/backup.js`, `build/restore.js`, `build/admin-password.js`).
 */
export async function finishBuild(directory: string): Promise<void> {
  await shortenPageList(join(directory, "client", "assets"));
  await compressFiles(join(directory, "client"));
  const programs = ["main", "worker", "check", "inspect-gradio", "backup", "restore"];
  for (const program of [...programs, "admin-password"]) {
    const lines = [
      `process.env.NODE_ENV ||= "production";`,
      `await import("./server/${program}.js");`,
    ];
    await writeFile(join(directory, `${program}.js`), `${lines.join("\n")}\n`);
  }
}

/**
 * Every page loads the list of pages that a script may open. Admin pages ship no script and files are no pages, so none
 * of them is there; nor is what a page has not got, nor the files that its code imports: the browser finds them.
 */
async function shortenPageList(directory: string): Promise<void> {
  const [name, ...others] = (await readdir(directory)).filter((each) =>
    /^manifest-\w+\.js$/.test(each),
  );
  if (name === undefined || others.length > 0) throw new Error("There is no one list of pages");
  const path = join(directory, name);
  const [, before = "", list = ""] =
    /^([\w.]+=)(\{.*\});?$/s.exec(await readFile(path, "utf8")) ?? [];
  const { routes: pages, ...rest } = JSON.parse(list) as { routes: Record<string, PageFiles> };
  const left = Object.entries(pages).filter(
    ([id, { hasDefaultExport }]) => hasDefaultExport && !id.startsWith("routes/admin/"),
  );
  if (!Object.keys(pages).some((id) => id.startsWith("routes/admin/")))
    throw new Error("The list of pages names no admin page");
  const short = left.map(([id, page]) => {
    // The browser does not ask for the last one: all of them are pages.
    return [id, leaveOutEmpty({ ...page, imports: [], hasDefaultExport: false })] as const;
  });
  await writeFile(
    path,
    `${before}${JSON.stringify({ ...rest, routes: Object.fromEntries(short) })};`,
  );
}

interface PageFiles {
  /** Whether it is a page. */
  hasDefaultExport: boolean;
}

/** React Router takes what is missing for false, or for an empty list. */
const leaveOutEmpty = (page: object) =>
  Object.fromEntries(
    Object.entries(page).filter(
      ([, value]) => value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  );

async function compressFiles(directory: string): Promise<void> {
  const names = await readdir(directory, { recursive: true });
  const paths = names.filter((name) => worthwhile.test(name)).map((name) => join(directory, name));
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  const large = paths.filter((_path, index) => (sizes[index] ?? 0) >= minBytes);
  await Promise.all(large.map(compressFile));
}

async function compressFile(path: string): Promise<void> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
  const write = (encoder: NodeJS.ReadWriteStream, ending: string) =>
    pipeline(createReadStream(path), encoder, createWriteStream(path + ending));
  await Promise.all([
    write(createBrotliCompress({ params }), ".br"),
    write(createGzip({ level: 9 }), ".gz"),
  ]);
}
