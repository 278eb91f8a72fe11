import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import postgres from "postgres";
import { findRunning } from "../../app/.server/embedded/postgres.ts";
import { readSecrets } from "../../app/.server/embedded/secrets.ts";
import { openDatabase } from "./database";
import { expect, makeAccount, makePicture, test } from "./fixtures";
import { makeDataDir } from "../fresh-data";
import { removeDataDir, startServer } from "./server";

/** `pnpm check` on a data directory: exit code, and what it prints. */
async function check(dataDir: string, env: Record<string, string> = {}, args: string[] = []) {
  const child = spawn(process.execPath, ["build/check.js", ...args], {
    env: { ...process.env, ...env, DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [[exitCode], printed, complaints] = await Promise.all([
    once(child, "exit"),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { exitCode: exitCode as number, lines: printed.trimEnd().split("\n"), complaints };
}

test("the check finds nothing beside a working server, then what is broken, in sentences", async ({
  browser,
}) => {
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.origin });
  const page = await context.newPage();
  try {
    await makeAccount(page);
    await makePicture(page, "a lighthouse in the fog");
    expect(await check(server.dataDir)).toEqual({
      exitCode: 0,
      lines: ["Nothing is wrong. Checked the database, 1 file and 2 stored objects."],
      complaints: "",
    });
    const mediaDir = join(server.dataDir, "media");
    const names = await readdir(mediaDir, { recursive: true });
    const original = names.find((name) => name.endsWith(".png")) ?? "";
    await rm(join(mediaDir, original));
    const broken = await check(server.dataDir);
    expect(broken.exitCode).toBe(1);
    expect(broken.lines).toEqual([
      expect.stringMatching(/^M1 [0-9a-f-]{36}: Its object temporary\/\S+\.png is missing\.$/),
      "1 violation. Checked the database, 1 file and 1 stored object.",
    ]);
  } finally {
    await context.close();
    await server.stop();
    await removeDataDir(server.dataDir);
  }
});

test("the check says when nobody deletes what has expired, as where a scheduler should and does not", async () => {
  const server = await startServer({ env: { CLEANUP_TIMER: "off" } });
  const sql = await openDatabase(server);
  try {
    await sql`insert into private.blob_deletions (store, path, requested_at)
      values ('local', 'temporary/old.png', now() - interval '25 hours')`;
    const late = "Files that should have been deleted more than a day ago are still here:";
    expect(await check(server.dataDir)).toMatchObject({
      exitCode: 0,
      lines: [
        expect.stringMatching(/^Nothing is wrong\./),
        `${late} no clean-up has ended. Have a scheduler call /cron/cleanup, or set CLEANUP_TIMER=on.`,
      ],
    });
  } finally {
    await sql.end();
    await server.stop();
    await removeDataDir(server.dataDir);
  }
});

test("the check says in a sentence why it could not be done, and makes nothing", async () => {
  const nowhere = await check("/dev/null/nowhere");
  expect(nowhere.exitCode).toBe(2);
  expect(nowhere.complaints).toMatch(/^The check could not be done\. Easel cannot .+\.\n$/);
  const dataDir = await makeDataDir();
  try {
    const empty = await check(dataDir);
    expect(empty).toMatchObject({
      exitCode: 2,
      complaints: `The check could not be done. There is no database in ${dataDir} yet: start Easel first.\n`,
    });
    expect(await readdir(dataDir)).toEqual([]);
  } finally {
    await removeDataDir(dataDir);
  }
});

test("the check changes nothing and migrates nothing: not the first grant, nor a database that only reads", async () => {
  const server = await startServer();
  const sql = postgres(await databaseOf(server.dataDir), { max: 1, onnotice: () => undefined });
  const nothingWrong = {
    exitCode: 0,
    lines: ["Nothing is wrong. Checked the database, 0 files and 0 stored objects."],
    complaints: "",
  };
  try {
    await sql`alter database postgres set default_transaction_read_only = on`;
    const before = await readdir(server.dataDir, { recursive: true });
    expect(await check(server.dataDir, { SIGNUP_CREDITS: "3" })).toEqual(nothingWrong);
    expect(await readdir(server.dataDir, { recursive: true })).toEqual(before);
    expect(await check(server.dataDir, {}, ["--from", "generations"])).toMatchObject({
      exitCode: 0,
      lines: [expect.stringMatching(/^Nothing is wrong\. Checked, from "generations" on, /)],
    });
    expect(await check(server.dataDir, {}, ["--from", "nowhere"])).toMatchObject({
      exitCode: 2,
      complaints: expect.stringContaining("--from takes a place that an earlier check has printed"),
    });
    await sql`set default_transaction_read_only = off`;
    await sql`alter database postgres reset default_transaction_read_only`;
    await sql`delete from supabase_migrations.schema_migrations
      where version = (select max(version) from supabase_migrations.schema_migrations)`;
    expect(await check(server.dataDir)).toMatchObject({
      exitCode: 2,
      complaints: expect.stringContaining("start Easel once, which brings it up to date"),
    });
  } finally {
    await sql.end({ timeout: 1 });
    await server.stop();
    await removeDataDir(server.dataDir);
  }
});

async function databaseOf(dataDir: string): Promise<string> {
  const secrets = await readSecrets(dataDir);
  return (secrets && (await findRunning(dataDir, secrets))) ?? "";
}
