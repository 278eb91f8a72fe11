/**
 * `pnpm test`: everything that must hold. Static checks, the build, unit and integration tests, browser tests against
 * the built server, and two short crash tests. The last line is always `N passed, N failed`. Nothing of it outlives the run.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import {
  addCounts,
  countPlaywright,
  type Counts,
  countStep,
  countVitest,
  oneCheck,
} from "./runner/counts.ts";
import { endLeftovers, waitForLeftovers } from "./runner/leftovers.ts";
import { type Program, runProgram, stopAll } from "./runner/run-program.ts";

process.chdir(dirname(import.meta.dirname));
const startedAt = Date.now();
const totalSeconds = 540;
const folder = mkdtempSync(join(tmpdir(), "easel-"));
// PostgreSQL runs under another account when the tests run as root, and has to get in.
chmodSync(folder, 0o755);

// Nothing of the machine's own settings reaches the tests but what programs need to be found and to keep their files.
const kept = [
  "CHROME_PATH",
  "EASEL_CHROMIUM",
  "HOME",
  "LANG",
  "PLAYWRIGHT_BROWSERS_PATH",
  "TZ",
  "USER",
];
const env: Record<string, string> = {
  ...Object.fromEntries(
    kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  ),
  CI: process.env["CI"] ?? "true",
  PATH: [resolve("node_modules/.bin"), process.env["PATH"]].join(delimiter),
  TMPDIR: folder,
  FORCE_COLOR: "0",
};

const all: Counts[] = [];
let isStopping = false;
const secondsSince = (time: number): string => `${((Date.now() - time) / 1000).toFixed(1)} s`;

function settings(command: string, args: string[], isShown: boolean): Program {
  const limitSeconds = Math.max(1, totalSeconds - (Date.now() - startedAt) / 1000);
  return { command, args, env, isShown, limitSeconds };
}

/** One program that only succeeds or fails. Its output is shown when it fails. */
async function check(name: string, command: string, ...args: string[]): Promise<boolean> {
  if (isStopping) return false;
  const began = Date.now();
  const { exitCode, output, isLate } = await runProgram(settings(command, args, false));
  const isGood = exitCode === 0;
  const ending = isLate ? "stopped, out of time" : isGood ? "ok" : "FAILED";
  process.stdout.write(
    `== ${name}: ${ending} (${secondsSince(began)})\n${isGood ? "" : `${output}\n`}`,
  );
  all.push(oneCheck(isGood, `${name}\n${output}`));
  return isGood;
}

/** One program that runs many tests and reports them as JSON. */
async function suite(
  name: string,
  read: (text: string) => Counts,
  report: string,
  command: string,
  ...args: string[]
): Promise<void> {
  if (isStopping) return;
  process.stdout.write(`\n== ${name}\n`);
  const began = Date.now();
  const { exitCode, isLate } = await runProgram(settings(command, args, true));
  const counts = countStep(report, read, exitCode === 0);
  const { passed, failures } = counts;
  const late = isLate ? ", stopped: out of time" : "";
  process.stdout.write(
    `== ${name}: ${passed} passed, ${failures.length} failed${late} (${secondsSince(began)})\n`,
  );
  all.push({ passed, failures: failures.map((failure) => `${name}: ${failure}`) });
}

async function staticChecks(): Promise<void> {
  await check("format", "oxfmt", "--check");
  await check("lint", "oxlint");
  if (!(await check("route types", "react-router", "typegen"))) return;
  await check("unused code", "knip");
  await check("types", "tsc");
}

async function build(): Promise<boolean> {
  return check("build", "react-router", "build");
}

async function vitest(project: string): Promise<void> {
  const report = join(folder, `${project}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const args = ["run", "--project", project, ...reporters];
  await suite(`${project} tests`, countVitest, report, "vitest", ...args);
}

async function run(): Promise<void> {
  const [isBuilt] = await Promise.all([build(), staticChecks()]);
  await vitest("unit");
  await vitest("integration");
  if (!isBuilt) return;
  const browserReport = join(folder, "playwright.json");
  env["PLAYWRIGHT_JSON_OUTPUT_FILE"] = browserReport;
  const toPlaywright = ["test", "--reporter=list,json"];
  await suite("browser tests", countPlaywright, browserReport, "playwright", ...toPlaywright);
  env["GENERATIONS"] = "60";
  await check("crash test", "node", "tests/chaos/run.ts");
  env["PROVIDER_CASES"] = "short";
  await check("provider crash test", "node", "tests/chaos/providers.ts");
}

/** Whatever still runs is ended, and counts as a failure. */
async function cleanUp(): Promise<void> {
  const leftovers = await waitForLeftovers(folder);
  endLeftovers(leftovers);
  const running = leftovers.map(({ pid, command }) => `${pid} ${command}`).join("\n");
  all.push(oneCheck(leftovers.length === 0, `left running\n${running}`));
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

async function stopEarly(signal: NodeJS.Signals): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  process.stdout.write(`\n== stopped by ${signal}\n`);
  all.push(oneCheck(false, `stopped by ${signal}`));
  await stopAll();
  await finish();
}

async function finish(): Promise<void> {
  await cleanUp();
  const { passed, failures } = addCounts(all);
  for (const failure of failures) process.stdout.write(`\n== FAILED: ${failure}\n`);
  process.stdout.write(`\n== all of it took ${secondsSince(startedAt)}\n`);
  process.stdout.write(`${passed} passed, ${failures.length} failed\n`, () => {
    process.exit(failures.length === 0 && passed > 0 ? 0 : 1);
  });
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void stopEarly(signal));
}

await run().catch((error: unknown) => {
  console.error(error);
  all.push(oneCheck(false, String(error)));
});
if (!isStopping) await finish();
