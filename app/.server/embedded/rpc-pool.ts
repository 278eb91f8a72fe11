import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { poolOptions } from "./pool.ts";
import { createSemaphore, type Release, type Semaphore } from "../semaphore.ts";
import { errorCode } from "./start-error.ts";

const lockTimeoutMs = 4000;
/** PostgREST answers a full pool too, rather than let requests pile up. */
const acquireTimeoutMs = 1500;
/** A server that is well confirms a cancelled statement within milliseconds. */
const cancelMs = 1000;
/**
 * Statements that run well beside a silent connection get so long to finish before the pool is thrown away, in seconds.
 */
const drainSeconds = 5;
const attempts = 3;
/**
 * "The server is starting up" or "shutting down", nobody listens, and a pool that was thrown away: all come before any
 * statement.
 */
const neverSent = new Set(["57P03", "ECONNREFUSED", "CONNECTION_ENDED"]);
const cancelled = "57014";

type Query<Row extends object> = (sql: postgres.Sql) => postgres.PendingQuery<Row[]>;

export interface RpcPool {
  /**
   * Runs one statement when a connection is free. An abort rejects at once and cancels the statement; a server that
   * does not even confirm that is taken for lost, and later statements get new connections. Throws LineStoodStill
   * when no connection has come free for 1.5 s.
   */
  run<Row extends object>(query: Query<Row>, signal: AbortSignal | null): Promise<readonly Row[]>;
  close(): Promise<void>;
}

interface Connections {
  sql: postgres.Sql;
  semaphore: Semaphore;
}

/**
 * Makes a pool of the rpc: `authenticator` connects, and is `role` from the start, as it is with `set role`. PostgreSQL
 * stops a statement after `statementTimeoutMs`. Connects with the first statement.
 */
export function createRpcPool(url: string, role: string, statementTimeoutMs: number): RpcPool {
  const connect = (): Connections => ({
    semaphore: createSemaphore(poolOptions.max, acquireTimeoutMs),
    sql: postgres(url, {
      ...poolOptions,
      connection: {
        application_name: "easel-rpc",
        role,
        search_path: "public, extensions",
        statement_timeout: statementTimeoutMs,
        lock_timeout: lockTimeoutMs,
        TimeZone: "UTC",
      },
    }),
  });
  let current = connect();

  const replace = (lost: Connections): void => {
    if (lost !== current) return;
    current = connect();
    void lost.sql.end({ timeout: drainSeconds });
  };

  return {
    run: (query, signal) => tryAgain(() => runOnce(query, signal), statementTimeoutMs),
    close: () => current.sql.end({ timeout: 1 }),
  };

  async function runOnce<Row extends object>(
    query: Query<Row>,
    signal: AbortSignal | null,
  ): Promise<readonly Row[]> {
    const connections = current;
    const release = await connections.semaphore.acquire(signal);
    const running = query(connections.sql);
    const settled = settle(running, release);
    return await orAborted(running, signal, () => {
      cancel(running);
      const timer = setTimeout(() => replace(connections), cancelMs);
      void settled.then(() => clearTimeout(timer));
    });
  }
}

/** Repeats what has certainly changed nothing: see `isRepeatable`. */
async function tryAgain<T>(work: () => Promise<T>, statementTimeoutMs: number): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const begunAt = performance.now();
    try {
      return await work();
    } catch (cause) {
      if (
        attempt === attempts ||
        !isRepeatable(cause, performance.now() - begunAt < statementTimeoutMs)
      )
        throw cause;
      await delay(attempt * 50);
    }
  }
}

/**
 * Whether a statement was never sent, since no connection could be made for it, or was cancelled in an earlier one's
 * stead: a cancellation names a connection and travels beside it, so that it may come when the next statement runs
 * there already.
 */
function isRepeatable(cause: unknown, isInTime: boolean): boolean {
  const code = errorCode(cause);
  return neverSent.has(code) || (code === cancelled && isInTime);
}

async function settle(running: PromiseLike<unknown>, release: Release): Promise<void> {
  try {
    await running;
  } catch {
    // Told to whoever asked.
  } finally {
    release();
  }
}

async function orAborted<T>(
  running: PromiseLike<T>,
  signal: AbortSignal | null,
  abandon: () => void,
): Promise<T> {
  if (signal === null) return await running;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => {
    abandon();
    reject(signal.reason);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([running, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/**
 * The driver's own `cancel` drops its promise: with the database away, that would end the process as an unhandled
 * rejection.
 */
function cancel(running: object): void {
  const canceller: unknown = Reflect.get(running, "canceller");
  if (typeof canceller !== "function")
    throw new Error("This version of the driver cancels in another way.");
  Promise.resolve(canceller(running)).catch(() => undefined);
}
