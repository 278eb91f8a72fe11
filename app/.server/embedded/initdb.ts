import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Binaries } from "./binaries.ts";
import { makeOwnedFolder, makeStageFolder, type ClusterPaths } from "./cluster-paths.ts";
import { errorCode, StartError, toStartError } from "./start-error.ts";

const run = promisify(execFile);
const abandonedAfterMs = 10 * 60_000;

/** Removes drafts that a killed process left behind. */
async function removeOldDrafts(cluster: string): Promise<void> {
  const parent = dirname(cluster);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${basename(cluster)}.new-`)) continue;
    const path = join(parent, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > abandonedAfterMs) await rm(path, { recursive: true, force: true });
  }
}

async function runInitdb(
  binaries: Binaries,
  draft: string,
  places: ClusterPaths,
  password: string,
): Promise<void> {
  const passwordFile = `${draft}.password`;
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (places.owner !== null) await chown(passwordFile, places.owner.uid, places.owner.gid);
    await makeOwnedFolder(draft, places.owner);
    const flags = [
      "--pgdata",
      draft,
      "--username",
      "postgres",
      "--pwfile",
      passwordFile,
      "--auth",
      "scram-sha-256",
    ];
    const locale = [
      "--encoding",
      "UTF8",
      "--locale",
      "C",
      "--locale-provider",
      "builtin",
      "--builtin-locale",
      "C.UTF-8",
    ];
    await run(binaries.initdb, [...flags, ...locale], {
      ...places.owner,
      cwd: "/",
      env: { PATH: "/usr/bin:/bin" },
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function toInitdbError(cause: unknown, cluster: string): StartError {
  const stderr =
    typeof cause === "object" && cause !== null && "stderr" in cause
      ? String(cause.stderr).trim()
      : "";
  if (stderr === "") return toStartError(cause, `make a database in ${cluster}`);
  const line = /error: (.*)|FATAL: +(.*)/.exec(stderr);
  return new StartError(
    `Easel cannot make a database in ${cluster}: ${line?.[1] ?? line?.[2] ?? stderr}.`,
    { cause },
  );
}

/**
 * Makes the database cluster when there is none: in a draft folder first, so that it is there whole or not at all.
 * Throws StartError.
 */
export async function makeCluster(
  binaries: Binaries,
  places: ClusterPaths,
  password: string,
): Promise<void> {
  if (existsSync(places.cluster)) return;
  const draft = `${places.cluster}.new-${randomUUID()}`;
  try {
    if (dirname(places.cluster) !== places.dataDir) await makeStageFolder(dirname(places.cluster));
    await removeOldDrafts(places.cluster);
    await runInitdb(binaries, draft, places, password);
    await rename(draft, places.cluster);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (["ENOTEMPTY", "EEXIST"].includes(errorCode(cause))) return;
    throw toInitdbError(cause, places.cluster);
  }
}
