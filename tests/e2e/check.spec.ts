import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, makePicture, signUp, test } from "./fixtures";
import { removeDataDir, startServer } from "./server";

/** `pnpm check` on a data directory: exit code, and what it prints. */
async function check(dataDir: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["build/check.js"], {
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
    await signUp(page);
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

test("the check says in a sentence why it could not be done", async () => {
  const { exitCode, complaints } = await check("/dev/null/nowhere");
  expect(exitCode).toBe(2);
  expect(complaints).toMatch(/^The check could not be done\. Easel cannot .+\.\n$/);
});
