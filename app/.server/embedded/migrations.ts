import { readdir } from "node:fs/promises";
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
