import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { expect, test } from "./fixtures";
import { makeDataDir } from "../fresh-data";
import { freePort, removeDataDir } from "./server";

const wrong: { title: string; setting: Record<string, string>; words: string }[] = [
  {
    title: "a setting that names no Gradio app",
    setting: { GRADIO_SPACES: "nobody" },
    words: 'GRADIO_SPACES: "nobody" must be a Space',
  },
  {
    title: "a default model that nothing here makes",
    setting: { DEFAULT_MODEL: "flux-dev" },
    words: "DEFAULT_MODEL: no provider that is set up here makes flux-dev. There are: painter",
  },
];

/** Runs a program of the build to its end: its exit code and all that it printed. */
async function run(program: string, dataDir: string, setting: Record<string, string>) {
  const env = { NODE_ENV: "production", DATA_DIR: dataDir, PORT: String(await freePort()) };
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, ...env, ...setting },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [[exitCode], printed, complaints] = await Promise.all([
    once(child, "exit"),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { exitCode: exitCode as number, printed: printed + complaints };
}

for (const { title, setting, words } of wrong) {
  test(`${title} stops the start and the check with a sentence, before any database is started`, async () => {
    const dataDir = await makeDataDir();
    const start = await run("build/main.js", dataDir, setting);
    expect(start).toEqual({ exitCode: 1, printed: expect.stringContaining(words) });
    const check = await run("build/check.js", dataDir, setting);
    expect(check).toEqual({ exitCode: 2, printed: expect.stringContaining(words) });
    expect(await readdir(dataDir)).toEqual([]);
    await removeDataDir(dataDir);
  });
}
