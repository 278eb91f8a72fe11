import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { type Binaries, prepareBinaries } from "./binaries.ts";
import { makeCluster } from "./initdb.ts";
import { defaultStageRoot, findClusterPaths, type ClusterPaths } from "./cluster-paths.ts";
import {
  findFreePort,
  findLastPort,
  isRunning,
  readPostmaster,
  startFailure,
  removeStalePid,
  spawnPostmaster,
  stopPostmaster,
} from "./postmaster.ts";
import type { Secrets } from "./secrets.ts";
import { errorCode, StartError } from "./start-error.ts";
import { withStartLock } from "./start-lock.ts";

/** Every process that uses the cluster holds this lock shared; whoever gets it alone is the last one. */
const membershipLock = 823_071_940;
const timeoutMs = 30_000;
const retryMs = 1000;
const lockNotAvailable = "55P03";
/** PostgreSQL takes a moment to see that a killed process is gone; until then that process still counts as a member. */
const lockTimeoutMs = 1000;

export interface PostgresOptions {
  dataDir: string;
  secrets: Secrets;
  log: (message: string, facts?: Record<string, unknown>) => void;
  /** Where a root process puts what PostgreSQL's own user cannot reach in place. */
  stageRoot?: string;
}

export interface RunningPostgres {
  /** Connection string of the superuser, for the database `postgres`. */
  url: string;
  /** True when this process started the server, false when it joined one. */
  started: boolean;
  /** Leaves, and stops the server when nobody else uses it, unless `keepRunning`. Idempotent. */
  stop(options?: { keepRunning?: boolean }): Promise<void>;
}

const urlWith = (secrets: Secrets, port: number): string =>
  `postgres://postgres:${secrets.databasePassword}@127.0.0.1:${port}/postgres`;

interface ClusterSite {
  binaries: Binaries;
  places: ClusterPaths;
  /** Of the lock that whoever starts the server holds. */
  lockName: string;
  urlFor(port: number): string;
}

interface Membership {
  port: number;
  started: boolean;
  sql: postgres.Sql;
  /** Settles when the connection is lost. */
  lost: Promise<void>;
}

/** Takes a seat at a server that answers; null when it is going down. */
async function joinServer(
  site: ClusterSite,
  port: number,
  started: boolean,
): Promise<Membership | null> {
  const { promise: lost, resolve: onclose } = Promise.withResolvers<void>();
  const sql = postgres(site.urlFor(port), {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    onclose: () => onclose(),
    onnotice: () => undefined,
    connection: { application_name: "easel-member" },
  });
  try {
    await sql`select pg_advisory_lock_shared(${membershipLock})`;
    return { port, started, sql, lost };
  } catch (cause) {
    await sql.end({ timeout: 0 });
    if (errorCode(cause) === "28P01") {
      throw new StartError(
        `The database in ${site.places.cluster} does not accept the password in secrets.json: put back the secrets.json that it was made with.`,
      );
    }
    return null;
  }
}

/** One attempt to join the running server or to start it; null when it has to be tried again. */
async function tryJoinOrStart(site: ClusterSite, port: number | null): Promise<Membership | null> {
  const { cluster } = site.places;
  const server = await readPostmaster(cluster);
  if (server !== null && (await isRunning(cluster, server.pid))) {
    return server.ready ? joinServer(site, server.port, false) : null;
  }
  return await withStartLock(site.lockName, () => tryStart(site, port));
}

/**
 * Starts the server, unless somebody has just done so. Only one process may do this at a time: of several servers that
 * find a dead one's postmaster.pid at the same moment, one may remove the file that another has just made for itself.
 */
async function tryStart(site: ClusterSite, port: number | null): Promise<Membership | null> {
  const { cluster } = site.places;
  const server = await readPostmaster(cluster);
  if (server !== null && (await isRunning(cluster, server.pid))) return null;
  if (server !== null) await removeStalePid(cluster, server.pid);
  // Other processes may still expect the port of a server that went away, and a newcomer be the first to start another.
  const chosen = port ?? (await findLastPort(cluster)) ?? (await findFreePort());
  if (!(await spawnPostmaster(site.binaries, site.places, chosen))) return null;
  return joinServer(site, chosen, true).catch(async (cause: unknown) => {
    await stopPostmaster(cluster);
    throw cause;
  });
}

/** Joins the running server or starts it. */
async function joinOrStart(site: ClusterSite, port: number | null): Promise<Membership> {
  // After a crash the other processes still expect the port of the server that died.
  let wanted = port ?? (await readPostmaster(site.places.cluster))?.port ?? null;
  const begun = Date.now();
  for (let attempt = 1; Date.now() - begun < timeoutMs; attempt += 1) {
    const membership = await tryJoinOrStart(site, wanted);
    if (membership !== null) return membership;
    if (attempt === 50) wanted = port;
    await delay(20);
  }
  throw await startFailure(site.places);
}

/** Whether nobody else sits at the server. It is then held alone, until it is stopped or the seat is given up. */
async function isLastMember({ sql }: Membership): Promise<boolean> {
  try {
    await sql`select set_config('lock_timeout', ${String(lockTimeoutMs)}, false)`;
    await sql`select pg_advisory_lock(${membershipLock})`;
    return true;
  } catch (cause) {
    if (errorCode(cause) === lockNotAvailable) return false;
    throw cause;
  }
}

/** Gives the seat up. The last one stops the server; a newcomer waits for that and then starts it again. */
async function leave(
  site: ClusterSite,
  membership: Membership,
  keepRunning: boolean,
): Promise<void> {
  try {
    if (keepRunning) return;
    await membership.sql`select pg_advisory_unlock_shared(${membershipLock})`;
    if (await isLastMember(membership)) await stopPostmaster(site.places.cluster);
  } catch (cause) {
    // Lost while leaving: another one was the last, and has stopped the server.
    const server = await readPostmaster(site.places.cluster);
    if (server !== null && (await isRunning(site.places.cluster, server.pid))) throw cause;
  } finally {
    await membership.sql.end({ timeout: 1 });
  }
}

async function findSite(options: PostgresOptions): Promise<ClusterSite> {
  const { dataDir, secrets, log } = options;
  const places = await findClusterPaths(
    dataDir,
    secrets.clusterId,
    options.stageRoot ?? defaultStageRoot,
  );
  const binaries = await prepareBinaries(places, log);
  if (dirname(places.cluster) !== places.dataDir) {
    log(
      `The database is in ${places.cluster}, because its own user cannot reach ${places.dataDir}.`,
    );
  }
  await makeCluster(binaries, places, secrets.databasePassword);
  const lockName = `start ${secrets.clusterId} ${places.cluster}`;
  return { binaries, places, lockName, urlFor: (port) => urlWith(secrets, port) };
}

/** The connection string of the server that runs on this DATA_DIR; null when none does. Starts and changes nothing. */
export async function findRunning(
  dataDir: string,
  secrets: Secrets,
  stageRoot = defaultStageRoot,
): Promise<string | null> {
  const { cluster } = await findClusterPaths(dataDir, secrets.clusterId, stageRoot);
  const server = await readPostmaster(cluster);
  if (server === null || !server.ready || !(await isRunning(cluster, server.pid))) return null;
  return urlWith(secrets, server.port);
}

/**
 * Starts, joins or adopts the PostgreSQL of this DATA_DIR, and brings it back on the same port should it die. Throws
 * StartError.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { log } = options;
  const site = await findSite(options);
  const first = await joinOrStart(site, null);
  let membership: Promise<Membership> = Promise.resolve(first);
  let stopped: Promise<void> | null = null;

  const rejoin = async (): Promise<Membership> => {
    for (;;) {
      try {
        const next = await joinOrStart(site, first.port);
        log("PostgreSQL answers again.", { port: next.port });
        return next;
      } catch (cause) {
        if (stopped !== null) throw cause;
        log("PostgreSQL could not be started again; trying on.", { reason: String(cause) });
        await delay(retryMs);
      }
    }
  };
  const watch = async (current: Membership): Promise<void> => {
    await current.lost;
    if (stopped !== null) return;
    log("PostgreSQL went away; starting it again.");
    await current.sql.end({ timeout: 0 });
    membership = rejoin();
    await membership.then(watch, () => undefined);
  };
  void watch(first);

  const stop = (keepRunning: boolean): Promise<void> =>
    membership.then(
      (current) => leave(site, current, keepRunning),
      () => undefined,
    );
  return {
    url: site.urlFor(first.port),
    started: first.started,
    stop: ({ keepRunning = false } = {}) => (stopped ??= stop(keepRunning)),
  };
}
