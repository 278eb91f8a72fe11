import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { toStartError } from "./start-error.ts";

export interface Migration {
  version: string;
  name: string;
  file: string;
}

/** The migrations of a folder of `<version>_<name>.sql`, in order. Throws StartError. */
export async function listMigrations(dir: string): Promise<Migration[]> {
  const names = await readdir(dir).catch((cause: unknown) => {
    throw toStartError(cause, `read the migrations in ${dir}`);
  });
  return names.toSorted().flatMap((file) => {
    const [, version, name] = /^(\d+)_(.+)\.sql$/.exec(file) ?? [];
    return version === undefined || name === undefined
      ? []
      : [{ version, name, file: join(dir, file) }];
  });
}

/** By name: the functions that the server or people may call, with the migration that lets them. */
export async function listFunctions(
  migrations: readonly Migration[],
): Promise<Map<string, string>> {
  const functions = new Map<string, string>();
  for (const { version, name, file } of migrations) {
    const sql = await readFile(file, "utf8");
    for (const [, called = ""] of sql.matchAll(/^grant execute on function public\.(\w+)/gm))
      functions.set(called, `${version}_${name}`);
  }
  return functions;
}
