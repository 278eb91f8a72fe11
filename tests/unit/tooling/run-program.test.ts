import { expect, test } from "vitest";
import { runProgram } from "../../runner/run-program.ts";

const env = { PATH: process.env["PATH"] ?? "" };
const run = (script: string, limitSeconds = 600) =>
  runProgram({ command: "node", args: ["--eval", script], env, limitSeconds });

test("hands back how a program ended and all that it printed, without colors", async () => {
  const script = `
    process.stdout.write("\\u001B[3");
    setTimeout(() => process.stdout.write("2mgreen\\u001B[39m, "), 5);
    process.on("exit", () => { console.error("plain"); process.exitCode = 3; });`;
  expect(await run(script)).toEqual({ exitCode: 3, output: "green, plain\n", isLate: false });
});

test("ends a program that hangs, with all that it started", async () => {
  // Its output ends when nobody holds it any more, the child included.
  const script = `
    const { spawn } = require("node:child_process");
    spawn(process.execPath, ["--eval", "console.log('started'); setInterval(() => {}, 1000)"], { stdio: "inherit" });
    setInterval(() => {}, 1000);`;
  expect(await run(script, 5)).toMatchObject({ exitCode: null, isLate: true });
});

test("tells a program that is not there from one that failed", async () => {
  const { exitCode, output } = await runProgram({
    command: "none",
    args: [],
    env,
    limitSeconds: 9,
  });
  expect(exitCode).toBe(127);
  expect(output).toContain("ENOENT");
});
