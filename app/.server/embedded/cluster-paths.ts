import { createHash } from "node:crypto";
import { chmod, chown, mkdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { clusterFolder } from "./secrets.ts";
import { toStartError } from "./start-error.ts";

/** The system user that PostgreSQL runs as when Easel itself is root. */
export interface Owner {
  uid: number;
  gid: number;
}

/** Where the database lives. */
export interface ClusterPaths {
  /** Real path of DATA_DIR. */
  dataDir: string;
  /** The cluster's folder, below DATA_DIR, or below the stage root when the owner cannot reach DATA_DIR. */
  cluster: string;
  /** Null when PostgreSQL runs as the user of this process. */
  owner: Owner | null;
  stageRoot: string;
}

/** Where a root process puts what the unprivileged PostgreSQL user could not reach. */
export const defaultStageRoot = "/var/lib/easel";

/** `nobody` when this process is root, which PostgreSQL refuses to run as; null otherwise. */
export async function findOwner(): Promise<Owner | null> {
  if (process.getuid?.() !== 0) return null;
  const users = await readFile("/etc/passwd", "utf8").catch(() => "");
  const [, , uid, gid] = /^nobody:.*$/m.exec(users)?.[0].split(":") ?? [];
  return { uid: Number(uid ?? 65534) >>> 0, gid: Number(gid ?? 65534) >>> 0 };
}

/** Whether `owner` may pass through every folder down to `path` itself. */
export async function isReachable(path: string, owner: Owner): Promise<boolean> {
  const { mode, uid, gid } = await stat(path);
  const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const parent = dirname(path);
  return parent === path || isReachable(parent, owner);
}

/** Decides where the cluster of this DATA_DIR is. Makes no folder inside it. DATA_DIR must exist. */
export async function findClusterPaths(
  dataDir: string,
  clusterId: string,
  stageRoot: string,
): Promise<ClusterPaths> {
  try {
    const real = await realpath(dataDir);
    const owner = await findOwner();
    if (owner === null || (await isReachable(real, owner))) {
      return { dataDir: real, cluster: join(real, clusterFolder), owner, stageRoot };
    }
    const hash = createHash("sha256").update(`${real}\n${clusterId}`).digest("hex").slice(0, 16);
    return { dataDir: real, cluster: join(stageRoot, hash, clusterFolder), owner, stageRoot };
  } catch (cause) {
    throw toStartError(cause, `use the data folder ${dataDir}`);
  }
}

/** Makes a folder that only the PostgreSQL user may open. */
export async function makeOwnedFolder(path: string, owner: Owner | null): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (owner !== null) await chown(path, owner.uid, owner.gid);
}

/** Makes a folder that the PostgreSQL user may pass through, whatever the umask. An existing folder stays as it is. */
export async function makeStageFolder(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true });
  if (made !== undefined) await chmod(path, 0o755);
}
