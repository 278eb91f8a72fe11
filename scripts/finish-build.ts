import { createReadStream, createWriteStream } from "node:fs";
import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createBrotliCompress, createGzip } from "node:zlib";

const worthwhile = /\.(js|css|svg|json|txt|xml|webmanifest|html)$/;
const minBytes = 512;

/**
 * The end of `react-router build`: compresses the client files as far as it goes, since each is compressed once and
 * sent for ever, and puts the programs where people look for them (`build/main.js`, `build/worker.js`,
 * `build/check.js`, `build/backup.js`, `build/restore.js`).
 */
export async function finishBuild(directory: string): Promise<void> {
  await compressFiles(join(directory, "client"));
  for (const program of ["main", "worker", "check", "backup", "restore"]) {
    const lines = [
      `process.env.NODE_ENV ||= "production";`,
      `await import("./server/${program}.js");`,
    ];
    await writeFile(join(directory, `${program}.js`), `${lines.join("\n")}\n`);
  }
}

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
