/**
 * `pnpm test`: everything that must hold. Static checks, the build, unit and integration tests, browser tests against
 * the built server, and two short crash tests. `pnpm validate`, or `node tests/run.ts validate`: the static checks and
 * unit tests alone. The last line is always `N passed, N failed`. Nothing of it outlives the run.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import {
  addCounts,
  afterAnother,
  countPlaywright,
  type Counts,
  countStep,
  countVitest,
  failedFiles,
  oneCheck,
} from "./runner/counts.ts";
import { endLeftovers, waitForLeftovers } from "./runner/leftovers.ts";
import { runProgram, stopAll } from "./runner/run-program.ts";

process.chdir(dirname(import.meta.dirname));
const startedAt = Date.now();
/**
 * Of each program, so that one that hangs is found: many times what it takes on two idle cores. All of them together
 * have no limit.
 */
const limitSeconds = 90 * 60;
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
  // Of the built-in Auth, for hundreds of passwords that need withstand nobody. One test asserts the cost of real ones.
  LITE_AUTH_BCRYPT_COST: "4",
  // Dozens of servers start from the same build.
  NODE_COMPILE_CACHE: join(folder, "compiled"),
  PATH: [resolve("node_modules/.bin"), process.env["PATH"]].join(delimiter),
  TMPDIR: folder,
};

const all: Counts[] = [];
const runAgain: (() => Promise<void>)[] = [];
/** More than these are no accident. */
const mostUnsteady = 5;
let isStopping = false;
const secondsSince = (time: number): string => `${((Date.now() - time) / 1000).toFixed(1)} s`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs one program, and says and answers what `count` makes of its end. */
async function step(
  name: string,
  count: (isGoodExit: boolean, output: string) => Counts,
  command: string,
  args: string[],
  own: Record<string, string> = {},
): Promise<Counts> {
  if (isStopping) return { passed: 0, failures: [] };
  const began = Date.now();
  say(`== ${name} …`);
  const program = { command, args, env: { ...env, ...own }, limitSeconds };
  const { exitCode, output, isLate } = await runProgram(program);
  const { passed, failures } = count(exitCode === 0 && !isLate, output);
  const late = isLate ? `, stopped after ${limitSeconds / 60} minutes` : "";
  say(`== ${name}: ${passed} passed, ${failures.length} failed${late} (${secondsSince(began)})`);
  return { passed, failures: failures.map((failure) => `${name}: ${failure}`) };
}

/** One program that only succeeds or fails. Returns whether it succeeded. */
async function check(
  name: string,
  command: string,
  args: string[] = [],
  own: Record<string, string> = {},
): Promise<boolean> {
  const counts = await step(name, oneCheck, command, args, own);
  all.push(counts);
  return !isStopping && counts.failures.length === 0;
}

/**
 * Runs tests. What fails beside all the others is told, and run once more when nothing else runs: a machine that was
 * too slow or too busy fails no run, and a fault fails twice.
 */
async function testStep(
  name: string,
  run: (name: string, report: string, failedOf?: string) => Promise<Counts>,
): Promise<void> {
  const report = join(folder, `${name}.json`);
  const first = await run(name, report);
  if (first.failures.length === 0 || first.failures.length > mostUnsteady) {
    all.push(first);
    return;
  }
  runAgain.push(async () => {
    for (const failure of first.failures) say(`\n== UNSTEADY: ${failure}\n`);
    const second = await run(`${name} once more`, join(folder, `${name} again.json`), report);
    all.push(afterAnother(first, second));
  });
}

async function staticChecks(): Promise<void> {
  await check("format", "oxfmt", ["--check"]);
  await check("lint", "oxlint");
  if (!(await check("route types", "react-router", ["typegen"]))) return;
  await Promise.all([check("types", "tsc"), check("unused code", "knip")]);
}

const vitest = (project: string): Promise<void> =>
  testStep(`${project} tests`, (name, report, failedOf) => {
    const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
    const files = failedOf === undefined ? [] : failedFiles(readFileSync(failedOf, "utf8"));
    const args = ["run", "--project", project, ...reporters, ...files];
    return step(name, countStep(report, countVitest), "vitest", args);
  });

const browserTests = (): Promise<void> =>
  testStep("browser tests", (name, report, failedOf) => {
    const args = ["test", "--reporter=dot,json", ...(failedOf ? ["--last-failed"] : [])];
    const own = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    return step(name, countStep(report, countPlaywright), "playwright", args, own);
  });

/**
 * Lanes beside each other, since each of them waits much: for a process, a deadline, a page. What needs the built
 * server waits for it.
 */
async function everything(): Promise<void> {
  const built = check("build", "react-router", ["build"]);
  // The development server of a browser test writes the route types anew, which these read.
  const checked = staticChecks();
  const browser = async () => {
    await checked;
    if (await built) await browserTests();
  };
  const server = async () => {
    await checked;
    await vitest("unit");
    if (await built) await vitest("integration");
  };
  const crashes = async () => {
    await checked;
    if (!(await built)) return;
    await check("crash test", "node", ["tests/chaos/run.ts"], { GENERATIONS: "60" });
    const own = { PROVIDER_CASES: "short" };
    await check("provider crash test", "node", ["tests/chaos/providers.ts"], own);
  };
  await Promise.all([browser(), server(), crashes()]);
  for (const run of runAgain) await run();
}

async function validate(): Promise<void> {
  await staticChecks();
  await vitest("unit");
  for (const run of runAgain) await run();
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
  say(`\n== stopped by ${signal}`);
  all.push(oneCheck(false, `stopped by ${signal}`));
  await stopAll();
  await finish();
}

async function finish(): Promise<void> {
  await cleanUp();
  const { passed, failures } = addCounts(all);
  for (const failure of failures) say(`\n== FAILED: ${failure}`);
  say(`\n== all of it took ${secondsSince(startedAt)}`);
  process.stdout.write(`${passed} passed, ${failures.length} failed\n`, () => {
    process.exit(failures.length === 0 && passed > 0 ? 0 : 1);
  });
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void stopEarly(signal));
}

const isShort = process.argv.includes("validate");
await (isShort ? validate() : everything()).catch((error: unknown) => {
  console.error(error);
  all.push(oneCheck(false, String(error)));
});
if (!isStopping) await finish();
