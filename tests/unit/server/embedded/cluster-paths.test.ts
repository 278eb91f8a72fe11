import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isReachable } from "../../../../app/.server/embedded/cluster-paths.ts";

const stranger = { uid: 54_321, gid: 54_321 };

async function makeDir(mode: number): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "easel-places-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await chmod(root, mode);
  const inner = join(root, "inner");
  await mkdir(inner, { mode: 0o755 });
  return inner;
}

test("a folder is reachable when every folder above lets others pass", async () => {
  expect(await isReachable(await makeDir(0o711), stranger)).toBe(true);
});

test("a folder below a closed one is not reachable", async () => {
  expect(await isReachable(await makeDir(0o700), stranger)).toBe(false);
  expect(await isReachable(await makeDir(0o744), stranger)).toBe(false);
});

test("its owner reaches what is closed to others", async () => {
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  expect(await isReachable(await makeDir(0o700), own)).toBe(true);
});
