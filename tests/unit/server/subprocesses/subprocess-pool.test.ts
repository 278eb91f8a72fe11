import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, onTestFinished, test } from "vitest";
import type { PaintRequest } from "~/.server/painter/paint";
import type { Painted } from "~/.server/painter/painter-messages";
import { createSubprocessPool, type SubprocessPool } from "~/.server/subprocesses/subprocess-pool";
import { createTurns } from "~/.server/subprocesses/turns";

const workerUrl = new URL("../../../../app/.server/painter/painter-worker.ts", import.meta.url);
const small = { prompt: "sea", negativePrompt: "", width: 32, height: 24, seed: 1, index: 0 };

const pools: SubprocessPool<PaintRequest, Painted>[] = [];
function openPool(url: URL, turns = createTurns(1)) {
  const pool = createSubprocessPool<PaintRequest, Painted>({ workerUrl: url, name: "test", turns });
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

test("tells when the worker takes a request: at once, or when the one before is done", async () => {
  const pool = openPool(workerUrl);
  const told: string[] = [];
  const tell = (name: string) => () => void told.push(name);
  const first = pool.run(small, { onStart: tell("first starts") }).then(tell("first ends"));
  const second = pool.run(small, { onStart: tell("second starts") });
  expect(told).toEqual(["first starts"]);
  await Promise.all([first, second]);
  expect(told).toHaveLength(3);
});

test("a request that cannot be sent is rejected, and the next one is worked on", async () => {
  const pool = openPool(workerUrl);
  const unsendable = { ...small, prompt: (() => {}) as unknown as string };
  const [sent, next] = await Promise.allSettled([pool.run(unsendable), pool.run(small)]);
  expect(sent).toMatchObject({
    status: "rejected",
    reason: { message: expect.stringContaining("could not be cloned") },
  });
  expect(next).toMatchObject({ status: "fulfilled", value: { kind: "painted" } });
});

test("a worker that cannot be started gives its place and the turn that is shared back", async () => {
  const turns = createTurns(1);
  const broken = openPool(new URL("https://example.org/worker.js"), turns);
  const starts = await Promise.allSettled([broken.run(small), broken.run(small)]);
  expect(starts.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await expect(openPool(workerUrl, turns).run(small)).resolves.toMatchObject({ kind: "painted" });
});

/** A process with a pool whose worker is in the middle of something; `worker` is the worker's number. */
async function startBusy() {
  const program = fileURLToPath(new URL("./left-alone.ts", import.meta.url));
  const owner = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void owner.kill("SIGKILL"));
  const [line] = (await once(createInterface(owner.stdout), "line")) as [string];
  return { owner, worker: Number(line) };
}

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("a worker that lets no event through ends by itself when the process that started it is killed", async () => {
  const { owner, worker } = await startBusy();
  owner.kill("SIGKILL");
  await expect.poll(() => isThere(worker)).toBe(false);
});

test("signals to a whole terminal or service leave a worker at its work", async () => {
  const { worker } = await startBusy();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.kill(worker, signal);
  const { owner } = await startBusy();
  owner.kill("SIGKILL");
  await once(owner, "exit");
  expect(isThere(worker)).toBe(true);
});
