import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { parseTar } from "nanotar";
import { StartError } from "./start-error.ts";

const folder = "share/postgresql/extension";

/**
 * Reads pgmq's install script out of its npm package. It also runs as a plain script, where the extension is not
 * installed.
 */
export async function readPgmqScript(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite-pgmq");
  const archive = await readFile(join(dirname(entry), "pgmq.tar.gz"));
  const files = parseTar(await promisify(gunzip)(archive));
  const read = (name: string): string => {
    const text = files.find((file) => file.name === `${folder}/${name}`)?.text;
    if (text === undefined)
      throw new StartError(
        `The package @electric-sql/pglite-pgmq has no ${name}: install it again.`,
      );
    return text;
  };
  const version = /^default_version = '([\d.]+)'/m.exec(read("pgmq.control"))?.[1] ?? "unknown";
  return read(`pgmq--${version}.sql`);
}
