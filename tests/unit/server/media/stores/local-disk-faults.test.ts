import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";

const path = "temporary/picture.png";
let rootDir: string;

beforeEach(async () => {
  rootDir = await mkdtemp(join(tmpdir(), "easel-faults-"));
  await createLocalDiskStore(rootDir).put(path, Buffer.from("old"), "image/png");
});

afterEach(async () => {
  await rm(rootDir, { recursive: true });
});

/** Runs `body` with a `store` on `rootDir` in a process of its own, under limits set by the shell. */
function inChild(body: string, shellLimits: string): ChildProcess {
  const storeFile = new URL(
    "../../../../../app/.server/media/stores/local-disk.ts",
    import.meta.url,
  );
  const appFolder = new URL("../../../../../app/", import.meta.url);
  const program = `
    import { registerHooks } from "node:module";
    import { Readable } from "node:stream";
    const app = ${JSON.stringify(appFolder.href)};
    const named = (name) => (name.startsWith("~/") ? app + name.slice(2) : name);
    registerHooks({ resolve: (name, context, next) => next(/^(~|\\.\\.?)\\/.*\\/?[^.]+$/.test(name) ? named(name) + ".ts" : name, context) });
    const { createLocalDiskStore } = await import(${JSON.stringify(storeFile.href)});
    const store = createLocalDiskStore(${JSON.stringify(rootDir)});
    ${body}`;
  const command = `${shellLimits} exec "$0" --input-type=module --eval "$1"`;
  const cwd = fileURLToPath(new URL("../../../../../", import.meta.url));
  return spawn("sh", ["-c", command, process.execPath, program], {
    cwd,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

const stored = () => readFile(join(rootDir, path), "utf8");
const unfinished = () => readdir(join(rootDir, ".incoming"));

test("keeps the old file and cleans up when the disk takes no more in the middle of a file", async () => {
  const child = inChild(
    `await store.put("${path}", Buffer.alloc(5_000_000), "image/png").catch((error) =>
      console.log(error.code, error.retryable, error.cause.code));`,
    "ulimit -f 1000;",
  );
  expect(child.stdout && (await text(child.stdout))).toBe("unavailable true EFBIG\n");
  expect(await stored()).toBe("old");
  expect(await unfinished()).toEqual([]);
});

test("keeps the old file when the process is killed in the middle of a new one", async () => {
  const child = inChild(
    `async function* slow() { yield Buffer.from("new, but "); console.log("writing"); setInterval(() => {}, 1000); await new Promise(() => {}); }
     await store.put("${path}", Readable.from(slow()), "image/png");`,
    "",
  );
  if (child.stdout) await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await stored()).toBe("old");
  expect(await unfinished()).toHaveLength(1);
  expect(await readdir(join(rootDir, "temporary"))).toEqual(["picture.png"]);
});
