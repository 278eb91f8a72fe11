import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { expect, test } from "./fixtures";
import { makeDataDir, removeDataDir } from "./server";

test("a setting that names no Gradio app stops the start with a sentence, before any database is started", async () => {
  const dataDir = await makeDataDir();
  const child = spawn(process.execPath, ["build/main.js"], {
    env: { ...process.env, NODE_ENV: "production", DATA_DIR: dataDir, GRADIO_SPACES: "nobody" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [printed, complaints] = [text(child.stdout), text(child.stderr)];
  expect((await once(child, "exit"))[0]).toBe(1);
  expect((await printed) + (await complaints)).toContain('GRADIO_SPACES: "nobody" must be a Space');
  expect(await readdir(dataDir)).toEqual([]);
  await removeDataDir(dataDir);
});
