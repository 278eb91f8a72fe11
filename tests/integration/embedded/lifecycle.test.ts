import { spawn } from "node:child_process";
import { chown, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedBackend } from "../../../app/.server/embedded/backend.ts";
import { isRunning } from "../../../app/.server/embedded/postmaster.ts";
import { makePreparedDir, makeTestDir, serverPid, startHolder, until } from "./processes";

async function ask<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

const addNote = (url: string, body: string): Promise<unknown> =>
  ask(
    url,
    (sql) => sql`insert into public.notes (owner, body) values (gen_random_uuid(), ${body})`,
  );
const notes = (url: string): Promise<string[]> =>
  ask(url, async (sql) =>
    (await sql<{ body: string }[]>`select body from public.notes order by id`).map(
      ({ body }) => body,
    ),
  );
const isUp = async (dataDir: string): Promise<boolean> => {
  const pid = await serverPid(dataDir);
  return pid !== null && isRunning(join(dataDir, "pg17"), pid);
};

test("a second process joins the running database, and whoever leaves last stops it", async () => {
  const dataDir = await makePreparedDir();
  const first = startHolder(dataDir);
  const url = await first.ready;
  const second = startHolder(dataDir);
  expect(await second.ready).toBe(url);
  await addNote(url, "kept");
  await first.stop();
  expect(await notes(url)).toEqual(["kept"]);
  await second.stop();
  expect(await isUp(dataDir)).toBe(false);
  expect(await serverPid(dataDir)).toBeNull();
});

test("data is still there after everything was stopped and started again, on the same port", async () => {
  const dataDir = await makePreparedDir();
  const first = startHolder(dataDir);
  const url = await first.ready;
  await addNote(url, "from before");
  await first.stop();
  const again = startHolder(dataDir);
  // Whoever was there before may still look for it where it was.
  expect(await again.ready).toBe(url);
  expect(await notes(url)).toEqual(["from before"]);
  await again.stop();
});

test("an orphan left by a killed process is adopted, and stopped by the one that adopted it", async () => {
  const dataDir = await makePreparedDir();
  const killed = startHolder(dataDir);
  const url = await killed.ready;
  const pid = await serverPid(dataDir);
  await addNote(url, "survives");
  await killed.kill();
  expect(await isUp(dataDir)).toBe(true);
  const next = startHolder(dataDir);
  expect(await next.ready).toBe(url);
  expect(await serverPid(dataDir)).toBe(pid);
  expect(await notes(url)).toEqual(["survives"]);
  await next.stop();
  expect(await isUp(dataDir)).toBe(false);
});

test("a killed process does not keep the database up after the others have left", async () => {
  const dataDir = await makePreparedDir();
  const killed = startHolder(dataDir);
  await killed.ready;
  const left = startHolder(dataDir);
  await left.ready;
  await killed.kill();
  await left.stop();
  expect(await isUp(dataDir)).toBe(false);
});

test("a member whose connection is only just going does not keep the database up", async () => {
  const dataDir = await makePreparedDir();
  const holder = startHolder(dataDir);
  const url = await holder.ready;
  const member = postgres(url, { max: 1, onnotice: () => undefined });
  await member`select pg_advisory_lock_shared(objid::bigint) from pg_locks
    where locktype = 'advisory' and mode = 'ShareLock' and granted limit 1`;
  const stopped = holder.stop();
  await until(async () => {
    const [waits] = await member`select from pg_locks where locktype = 'advisory' and not granted`;
    return waits !== undefined;
  });
  await member.end();
  await stopped;
  expect(await isUp(dataDir)).toBe(false);
});

test("processes that start at once on an empty folder share one database and one set of secrets", async () => {
  const dataDir = await makeTestDir();
  const holders = [startHolder(dataDir), startHolder(dataDir), startHolder(dataDir)];
  const urls = await Promise.all(holders.map(({ ready }) => ready));
  expect(new Set(urls).size).toBe(1);
  const shown = holders.filter(({ output }) => output().includes("Secrets were made"));
  expect(shown).toHaveLength(1);
  await Promise.all(holders.map((holder) => holder.stop()));
  expect(await isUp(dataDir)).toBe(false);
});

test("a process that starts while the last one is leaving gets a database", async () => {
  const dataDir = await makePreparedDir();
  let leaving = startHolder(dataDir);
  await leaving.ready;
  for (let round = 0; round < 3; round += 1) {
    const [coming] = [startHolder(dataDir), await delay(60 * round), void leaving.stop()];
    expect(await notes(await coming.ready)).toEqual([]);
    leaving = coming;
  }
  await leaving.stop();
  expect(await isUp(dataDir)).toBe(false);
});

test("a database that is killed under a running process comes back on the same port with its data", async () => {
  const dataDir = await makePreparedDir();
  const holder = startHolder(dataDir);
  const other = startHolder(dataDir);
  const url = await holder.ready;
  await other.ready;
  await addNote(url, "committed");
  const pid = await until(() => serverPid(dataDir));
  process.kill(pid, "SIGKILL");
  const found = await until(() => notes(url).catch(() => null));
  expect(found).toEqual(["committed"]);
  expect(await serverPid(dataDir)).not.toBe(pid);
  await until(async () =>
    [holder, other].every(({ output }) => output().includes("answers again")),
  );
  await Promise.all([holder.stop(), other.stop()]);
  expect(await isUp(dataDir)).toBe(false);
});

test("Ctrl-C in the terminal reaches the process, not its database", async () => {
  const dataDir = await makePreparedDir();
  const holder = startHolder(dataDir);
  await holder.ready;
  const pid = await until(() => serverPid(dataDir));
  const groupOf = async (process: number): Promise<string> =>
    (await readFile(`/proc/${process}/stat`, "utf8")).split(" ")[4] ?? "";
  expect(await groupOf(pid)).not.toBe(await groupOf(holder.child.pid ?? 0));
  await holder.stop();
});

test("a pid file whose number now belongs to a stranger does not keep the database from starting", async () => {
  const dataDir = await makePreparedDir();
  const first = startHolder(dataDir);
  await addNote(await first.ready, "kept");
  const pidFile = join(dataDir, "pg17", "postmaster.pid");
  const left = await readFile(pidFile, "utf8");
  const { uid, gid } = await stat(pidFile);
  await first.stop();
  const stranger = spawn("sleep", ["600"], { uid, gid });
  onTestFinished(() => void stranger.kill());
  await writeFile(pidFile, left.replace(/^\d+/, String(stranger.pid)));
  await chown(pidFile, uid, gid);
  const again = startHolder(dataDir);
  expect(await notes(await again.ready)).toEqual(["kept"]);
  await again.stop();
  expect(stranger.exitCode).toBeNull();
});

test("the database's log holds no statement and no value", async () => {
  const dataDir = await makePreparedDir();
  const holder = startHolder(dataDir);
  const url = await holder.ready;
  await ask(url, async (sql) => {
    await sql`insert into auth.users (id, email) values (gen_random_uuid(), 'private@example.com')`;
    const again = sql`insert into auth.users (id, email) values (gen_random_uuid(), 'private@example.com')`;
    await expect(again).rejects.toThrow("users_email_partial_key");
  });
  await holder.stop();
  const log = await readFile(join(dataDir, "postgres.log"), "utf8");
  expect(log).toContain("ready to accept connections");
  expect(log).not.toContain("private@example.com");
});

test("calls answer 503 while the database is down, and work again by themselves", async () => {
  const dataDir = await makePreparedDir();
  const backend = await startEmbeddedBackend({
    dataDir,
    publicOrigin: "http://localhost:5000",
    emailConfirmation: false,
    sessionLife: { idleDays: 30, maxDays: 90 },
    sendMail: async () => {},
    migrationsDir: fileURLToPath(new URL("migrations", import.meta.url)),
    log: () => undefined,
  });
  onTestFinished(() => backend.stop());
  const headers = { apikey: backend.publishableKey };
  const call = (): Promise<Response> =>
    backend.fetch(`${backend.url}/rest/v1/rpc/echo`, { method: "POST", headers, body: '{"p":1}' });
  expect((await call()).status).toBe(200);
  const pid = await until(() => serverPid(dataDir));
  process.kill(pid, "SIGKILL");
  const seen: number[] = [];
  await until(async () => {
    seen.push((await call()).status);
    return seen.at(-1) === 200 && (await serverPid(dataDir)) !== pid;
  });
  expect(seen.filter((status) => status !== 200 && status !== 503)).toEqual([]);
});
