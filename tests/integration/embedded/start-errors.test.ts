import { execFileSync } from "node:child_process";
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makePreparedDir, makeTestDir, serverPid, startHolder } from "./processes";

const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};

async function failure(dataDir: string): Promise<string> {
  const holder = startHolder(dataDir, nobody);
  return holder.ready.then(
    () => "it started",
    (cause: unknown) => String(cause),
  );
}

test("a data folder that is a file gets one sentence", async () => {
  const dataDir = await makeTestDir();
  await writeFile(dataDir, "precious");
  expect(await failure(join(dataDir, "below"))).toContain("StartError: Easel cannot");
  expect(await readFile(dataDir, "utf8")).toBe("precious");
});

test("a data folder that this user may not write gets one sentence, and is left as it was", async () => {
  const dataDir = await makeTestDir();
  await mkdir(dataDir);
  await chmod(dataDir, 0o555);
  expect(await failure(dataDir)).toMatch(
    /StartError: Easel cannot .*this user may not write there\./,
  );
  expect(await readdir(dataDir)).toEqual([]);
});

test("a damaged secrets file gets one sentence and stays as it is", async () => {
  const dataDir = await makeTestDir();
  await mkdir(dataDir);
  const file = join(dataDir, "secrets.json");
  await writeFile(file, '{"version":1', { mode: 0o600 });
  if (isRoot) await chown(file, 65534, 65534);
  expect(await failure(dataDir)).toContain(`StartError: ${file} is damaged`);
  expect(await readFile(file, "utf8")).toBe('{"version":1');
});

test("a database without its secrets file is not replaced by an empty one", async () => {
  const dataDir = await makeTestDir();
  await mkdir(join(dataDir, "pg17"), { recursive: true });
  expect(await failure(dataDir)).toContain("secrets.json is missing although");
  expect(await readdir(dataDir)).toEqual(["pg17"]);
});

test("a folder of another database than the secrets belong to is not used", async () => {
  const dataDir = await makePreparedDir();
  const file = join(dataDir, "secrets.json");
  const secrets = await readFile(file, "utf8");
  await writeFile(file, secrets.replace(/("databasePassword": ").{8}/, "$1AAAAAAAA"));
  const again = startHolder(dataDir);
  await expect(again.ready).rejects.toThrow("does not accept the password in secrets.json");
  expect(await serverPid(dataDir)).toBeNull();
});

test.skipIf(!canMount())(
  "a full disk gets one sentence, and what was there before is unharmed",
  async () => {
    const dataDir = await makeTestDir();
    await mkdir(dataDir);
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=4m,mode=755", "tmpfs", dataDir]);
    onTestFinished(() => void execFileSync("/bin/umount", [dataDir]));
    await writeFile(join(dataDir, "mine"), "precious");
    const holder = startHolder(dataDir);
    await expect(holder.ready).rejects.toThrow(
      /StartError: Easel cannot .*(the disk is full|No space left on device)/,
    );
    expect(await readdir(dataDir)).toEqual(["mine", "secrets.json"]);
    expect((await stat(join(dataDir, "mine"))).size).toBe(8);
  },
);

function canMount(): boolean {
  if (!isRoot) return false;
  try {
    execFileSync("/usr/bin/unshare", ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}
