import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { makePreparedDir, makeTestDir, serverPid, startHolder } from "./processes";

const folder = fileURLToPath(new URL("../../../scripts", import.meta.url));

function runScript(
  name: string,
  dataDir: string,
  ...args: string[]
): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, DATA_DIR: dataDir };
  return spawnSync(process.execPath, [join(folder, `${name}.ts`), ...args], {
    env,
    encoding: "utf8",
  });
}

test("db:url prints the running database's connection string and nothing else", async () => {
  const dataDir = await makePreparedDir();
  const holder = startHolder(dataDir);
  const url = await holder.ready;
  expect(runScript("db-url", dataDir)).toEqual(
    expect.objectContaining({ status: 0, stdout: `${url}\n`, stderr: "" }),
  );
  await holder.stop();
});

test("db:url starts a database that is not running, says so, and can stop it again", async () => {
  const dataDir = await makeTestDir();
  const first = runScript("db-url", dataDir);
  expect(first.stdout).toMatch(/^postgres:\/\/postgres:[\w-]+@127\.0\.0\.1:\d+\/postgres\n$/);
  expect(first.stderr).toContain("it was started");
  expect(runScript("db-url", dataDir).stdout).toBe(first.stdout);
  expect(runScript("db-url", dataDir, "--stop").stderr).toContain("PostgreSQL is stopped.");
  expect(await serverPid(dataDir)).toBeNull();
});

test("db:reset refuses while Easel runs, and then removes database, pictures and mails, and nothing else", async () => {
  const dataDir = await makePreparedDir();
  const holder = startHolder(dataDir);
  await holder.ready;
  await mkdir(join(dataDir, "media"));
  await writeFile(join(dataDir, "mine.txt"), "precious");
  const refused = runScript("db-reset", dataDir);
  expect([refused.status, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toContain("stop it first");
  await holder.stop();

  const secrets = await readFile(join(dataDir, "secrets.json"), "utf8");
  const done = runScript("db-reset", dataDir);
  expect(done.status).toBe(0);
  expect(done.stdout).toContain(`removed ${join(dataDir, "pg17")}`);
  expect((await readdir(dataDir)).toSorted()).toEqual(["mine.txt", "secrets.json"]);
  expect(await readFile(join(dataDir, "secrets.json"), "utf8")).toBe(secrets);
  expect(runScript("db-reset", dataDir).stdout).toContain("nothing to remove");
});

test("db:reset stops a database that a killed process left behind, and helps out of damaged secrets", async () => {
  const dataDir = await makePreparedDir();
  const holder = startHolder(dataDir);
  await holder.ready;
  await holder.kill();
  expect(runScript("db-reset", dataDir).status).toBe(0);
  await writeFile(join(dataDir, "secrets.json"), "{");
  const done = runScript("db-reset", dataDir);
  expect(done.stdout).toContain("secrets.json.damaged");
  expect(await readdir(dataDir)).toEqual(["secrets.json.damaged"]);
});
