import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { matchesHash } from "../../../../app/.server/admin/admin-password.ts";
import { loadSecrets, readSecrets } from "../../../../app/.server/embedded/secrets.ts";
import { showFirstAdminPassword } from "~/.server/first-admin-password";

async function makeDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "easel-secrets-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  return join(dir, "data");
}

const silent = (): void => undefined;

test("secrets are made once, for this user's eyes only, and read again", async () => {
  const dataDir = await makeDir();
  const made = await loadSecrets(dataDir, silent);
  expect(await loadSecrets(dataDir, silent)).toEqual(made);
  expect((await stat(join(dataDir, "secrets.json"))).mode & 0o777).toBe(0o600);
  expect(Buffer.from(made.jwtSecret, "base64url").length).toBeGreaterThanOrEqual(32);
  expect(new Set(Object.values(made)).size).toBe(Object.keys(made).length);
});

test("the admin password is shown once to whoever sits there, and never logged", async () => {
  const dataDir = await makeDir();
  const [logged, shown]: [string[], string[]] = [[], []];
  const start = async (show: ((line: string) => void) | null) => {
    await loadSecrets(dataDir, (line) => logged.push(line));
    await showFirstAdminPassword(dataDir, (line) => logged.push(line), show);
  };
  await start(null);
  expect(logged).toEqual([
    expect.stringContaining(join(dataDir, "secrets.json")),
    expect.stringContaining("pnpm admin:password"),
  ]);
  await start((line) => shown.push(line));
  await start((line) => shown.push(line));
  const password = shown[0]?.split(" ").at(-1) ?? "";
  expect(shown).toHaveLength(1);
  const { adminPasswordHash } = (await readSecrets(dataDir)) ?? {};
  expect(await matchesHash(password, adminPasswordHash ?? "")).toBe(true);
  expect(await matchesHash(`${password}x`, adminPasswordHash ?? "")).toBe(false);
  expect(logged.join() + (await readFile(join(dataDir, "secrets.json"), "utf8"))).not.toContain(
    password,
  );
});

test("many at once agree on one set and leave no draft", async () => {
  const dataDir = await makeDir();
  const said: string[] = [];
  const all = await Promise.all(
    Array.from({ length: 20 }, () => loadSecrets(dataDir, (line) => said.push(line))),
  );
  expect(new Set(all.map(({ jwtSecret }) => jwtSecret)).size).toBe(1);
  expect(said).toHaveLength(1);
  expect(await readdir(dataDir)).toEqual(["secrets.json"]);
});

test("a file that others may read is refused, with the command that closes it", async () => {
  const dataDir = await makeDir();
  await loadSecrets(dataDir, silent);
  const file = join(dataDir, "secrets.json");
  await chmod(file, 0o644);
  await expect(loadSecrets(dataDir, silent)).rejects.toThrow(
    `${file} is open to other users (mode 644): run "chmod 600 ${file}"`,
  );
});

test.each(["", "{", "[]", '{"version":1}', "null"])(
  "a damaged file (%j) is refused and kept",
  async (text) => {
    const dataDir = await makeDir();
    await loadSecrets(dataDir, silent);
    const file = join(dataDir, "secrets.json");
    await writeFile(file, text);
    await expect(loadSecrets(dataDir, silent)).rejects.toThrow("is damaged");
    expect(await readFile(file, "utf8")).toBe(text);
  },
);

test("a secret that is too short is refused", async () => {
  const dataDir = await makeDir();
  const made = await loadSecrets(dataDir, silent);
  await writeFile(join(dataDir, "secrets.json"), JSON.stringify({ ...made, jwtSecret: "short" }));
  await expect(loadSecrets(dataDir, silent)).rejects.toThrow("is damaged");
});
