import { execFileSync } from "node:child_process";
import { chmod, cp, mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { expect, test } from "vitest";
import { z } from "zod";
import { findPackage, prepareBinaries } from "../../../app/.server/embedded/binaries.ts";
import { findClusterPaths } from "../../../app/.server/embedded/cluster-paths.ts";
import { startPostgres } from "../../../app/.server/embedded/postgres.ts";
import { resetData } from "../../../app/.server/embedded/reset.ts";
import { loadSecrets, makeDataDir } from "../../../app/.server/embedded/secrets.ts";
import { makeTestDir } from "./processes";

const isRoot = process.getuid?.() === 0;

/** A copy of the platform's PostgreSQL package, in a folder of its own. */
async function copyPackage(parent: string): Promise<string> {
  const copy = join(parent, "package");
  await cp(findPackage(), copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

const runs = (program: string): string =>
  execFileSync(program, ["--version"], { encoding: "utf8", stdio: "pipe" });

test("library links that an installer left out are made", async () => {
  const dataDir = await makeTestDir();
  makeDataDir(dataDir);
  const copy = await copyPackage(dataDir);
  const links = z
    .array(z.object({ target: z.string() }))
    .parse(JSON.parse(await readFile(join(copy, "native", "pg-symlinks.json"), "utf8")));
  expect(links.length).toBeGreaterThan(5);
  // An installer that keeps a copy of its own may have left them out here already.
  await Promise.all(links.map(({ target }) => rm(join(copy, target), { force: true })));
  expect(() => runs(join(copy, "native", "bin", "initdb"))).toThrow(
    "cannot open shared object file",
  );
  const places = {
    ...(await findClusterPaths(dataDir, "0".repeat(16), join(dataDir, "stage"))),
    owner: null,
  };
  const { initdb } = await prepareBinaries(places, () => undefined, copy);
  expect(runs(initdb)).toContain("PostgreSQL) 17");
});

test.skipIf(!isRoot)(
  "as root the database runs as another user, who cannot open Easel's secrets",
  async () => {
    const dataDir = await makeTestDir();
    const secrets = await loadSecrets(dataDir, () => undefined);
    const server = await startPostgres({ dataDir, secrets, log: () => undefined });
    const pid = Number(
      (await readFile(join(dataDir, "pg17", "postmaster.pid"), "utf8")).split("\n")[0],
    );
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    await server.stop();
    expect(status).toMatch(/^Uid:\t65534\t/m);
    expect((await stat(join(dataDir, "secrets.json"))).mode & 0o777).toBe(0o600);
  },
);

test.skipIf(!isRoot)(
  "as root, under a folder that nobody else may enter, the database is kept elsewhere, says where, and is removed from there",
  async () => {
    const dataDir = await makeTestDir();
    const stageRoot = join(dataDir, "..", "stage");
    makeDataDir(dataDir);
    await chmod(dataDir, 0o700);
    const said: string[] = [];
    const options = {
      dataDir,
      stageRoot,
      secrets: await loadSecrets(dataDir, () => undefined),
      log: (line: string) => said.push(line),
    };
    const server = await startPostgres(options);
    const sql = postgres(server.url, { max: 1 });
    const [row] = await sql`show data_directory`;
    await sql.end();
    await server.stop();
    expect(row?.["data_directory"]).toMatch(new RegExp(`/stage/[0-9a-f]{16}/pg17$`));
    expect(said.join()).toContain(String(row?.["data_directory"]));
    expect(await resetData({ dataDir, stageRoot })).toContain(row?.["data_directory"]);
  },
);

test.skipIf(!isRoot)(
  "as root, programs under a folder that nobody else may enter are copied once to where they can run",
  async () => {
    const dataDir = await makeTestDir();
    makeDataDir(dataDir);
    const hidden = join(dataDir, "hidden");
    await mkdir(hidden, { mode: 0o700 });
    const copy = await copyPackage(hidden);
    const stageRoot = join(dataDir, "stage");
    const places = await findClusterPaths(dataDir, "0".repeat(16), stageRoot);
    const said: string[] = [];
    const all = await Promise.all(
      [1, 2].map(() => prepareBinaries(places, (line) => said.push(line), copy)),
    );
    const { uid, gid } = places.owner ?? {};
    for (const { postgres: program } of all) {
      expect(program.startsWith(stageRoot)).toBe(true);
      expect(
        execFileSync(program, ["--version"], { encoding: "utf8", cwd: "/", uid, gid }),
      ).toContain("PostgreSQL) 17");
    }
    expect(await readdir(stageRoot)).toHaveLength(1);
    expect(said[0]).toContain(stageRoot);
    await rm(hidden, { recursive: true });
  },
);

test("of processes that make the data folder at once each sees it as it will stay", async () => {
  const root = await makeTestDir();
  const seen = await Promise.all(
    Array.from({ length: 400 }, async (_, at) => {
      const dataDir = join(root, String(Math.floor(at / 8)));
      makeDataDir(dataDir);
      return (await stat(dataDir)).mode & 0o777;
    }),
  );
  expect([...new Set(seen)]).toEqual([isRoot ? 0o711 : 0o700]);
  expect((await readdir(root)).length).toBe(50);
});
