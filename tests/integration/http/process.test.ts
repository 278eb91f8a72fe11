import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePort } from "./fixture-server";

interface Program {
  url: string;
  child: ChildProcess;
  printed(): string;
  /** Its exit code, when it has ended. */
  exit(): Promise<number | null>;
}

const programs: Program[] = [];
afterEach(() => {
  for (const { child } of programs.splice(0)) child.kill("SIGKILL");
});

test("SIGTERM lets a running request finish, ends event streams, stops the backend, and exits with 0", async () => {
  const program = await start();
  const stream = await fetch(`${program.url}/events`);
  const slow = fetch(`${program.url}/slow`);
  await expect.poll(() => program.printed()).toContain("slow has begun");
  program.child.kill("SIGTERM");
  const exited = program.exit();
  expect(await (await slow).text()).toBe("done at last");
  expect(await stream.text()).toBe("event: hello\ndata: 1\n\n");
  expect(await exited).toBe(0);
  expect(program.printed()).toContain("containers stopped: 1");
  expect(program.printed()).not.toContain("cut off");
});

test("SIGTERM while it starts ends what has started as well, and exits with 0", async () => {
  const program = run({ PORT: String(await freePort()), HOLD_START: "1" });
  await expect.poll(() => program.printed()).toContain("starting");
  program.child.kill("SIGTERM");
  program.child.kill("SIGUSR2");
  expect(await program.exit()).toBe(0);
  expect(program.printed()).toContain("containers stopped: 1");
});

test("no new connection is taken once it stops", async () => {
  const program = await start();
  const slow = fetch(`${program.url}/slow`);
  await expect.poll(() => program.printed()).toContain("slow has begun");
  program.child.kill("SIGTERM");
  await expect
    .poll(() =>
      fetch(`${program.url}/healthz`).then(
        () => "taken",
        () => "refused",
      ),
    )
    .toBe("refused");
  expect((await slow).status).toBe(200);
});

test("a request that never ends is cut off when the process stops", async () => {
  const program = await start();
  const hanging = fetch(`${program.url}/hang`).catch(() => null);
  await expect.poll(() => program.printed()).toContain("hanging");
  program.child.kill("SIGTERM");
  expect(await program.exit()).toBe(0);
  expect(await hanging).toBeNull();
  expect(program.printed()).toContain("cut off requests that did not finish in time");
});

test("a second signal ends the process at once", async () => {
  const program = await start();
  const hanging = fetch(`${program.url}/hang`).catch(() => null);
  await expect.poll(() => program.printed()).toContain("hanging");
  program.child.kill("SIGINT");
  await expect
    .poll(() =>
      fetch(`${program.url}/healthz`).then(
        () => "taken",
        () => "refused",
      ),
    )
    .toBe("refused");
  program.child.kill("SIGINT");
  expect(await program.exit()).toBe(130);
  await hanging;
  expect(program.printed()).not.toMatch(/cut off|containers stopped/);
});

test("what nobody catches is logged and ends the process with 1, after the backend has stopped", async () => {
  const program = await start();
  await fetch(`${program.url}/crash`).catch(() => null);
  expect(await program.exit()).toBe(1);
  expect(program.printed()).toMatch(/"level":"fatal".*nobody catches this/);
  expect(program.printed()).toContain("containers stopped: 1");
});

test("a port in use is one sentence and a code of 1", async () => {
  const port = await freePort();
  const other = createServer().listen(port, "127.0.0.1");
  await once(other, "listening");
  const program = run({ PORT: String(port) });
  const code = await program.exit();
  other.close();
  expect(code).toBe(1);
  expect(program.printed()).toBe(
    `Port ${port} is already in use: stop the other program or choose another port, for example PORT=${port + 1}.\n`,
  );
});

test("a bad environment is told whole, without a stack, with a code of 1", async () => {
  const program = run({ PORT: "many", WORKER: "maybe", SUPABASE_URL: "https://abc.supabase.co" });
  expect(await program.exit()).toBe(1);
  const lines = program.printed().trimEnd().split("\n");
  expect(lines[0]).toBe("Easel cannot start with these settings:");
  const named = lines.slice(1).map((line) => line.trim().split(" ", 1)[0]);
  expect(named).toEqual([
    "PORT",
    "WORKER",
    "SUPABASE_PUBLISHABLE_KEY",
    "SUPABASE_SECRET_KEY",
    "PUBLIC_ORIGIN",
    "ADMIN_PASSWORD_HASH",
    "CRON_SECRET",
  ]);
});

async function start(): Promise<Program> {
  const program = run({ PORT: String(await freePort()) });
  await expect.poll(() => program.printed()).toContain("listening on");
  return program;
}

function run(variables: Record<string, string>): Program {
  const file = new URL("./fixture-process.ts", import.meta.url);
  const env = { PATH: process.env["PATH"], NODE_ENV: "production", ...variables };
  const child = spawn(process.execPath, [file.pathname], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const closed = once(child, "close");
  const exit = async () => {
    await closed;
    return child.exitCode;
  };
  const program = {
    url: `http://localhost:${variables["PORT"]}`,
    child,
    printed: () => text,
    exit,
  };
  programs.push(program);
  return program;
}
