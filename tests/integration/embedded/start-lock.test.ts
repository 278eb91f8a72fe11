import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { withStartLock } from "../../../app/.server/embedded/start-lock.ts";

const name = `test ${process.pid}`;
const file = new URL("../../../app/.server/embedded/start-lock.ts", import.meta.url).href;

/** A process that holds the lock until it is killed. */
async function startHolding(): Promise<() => Promise<void>> {
  const program = `
    import { withStartLock } from ${JSON.stringify(file)};
    await withStartLock(${JSON.stringify(name)}, () => new Promise(() => console.log("held")));`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
}

test.runIf(process.platform === "linux")(
  "one process at a time gets the lock, and one that is killed gives it back",
  async () => {
    const kill = await startHolding();
    const work = () => Promise.resolve("done");
    expect(await withStartLock(name, work)).toBeNull();
    expect(await withStartLock(`another ${name}`, work)).toBe("done");
    await kill();
    const nested = withStartLock(name, async () => [await withStartLock(name, work), "done"]);
    expect(await nested).toEqual([null, "done"]);
    expect(await withStartLock(name, work)).toBe("done");
  },
);
