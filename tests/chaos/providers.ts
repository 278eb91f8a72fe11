/**
 * Workers that are killed with SIGKILL between every two steps of each provider's work, and of that of our own engines,
 * and others that go on: in the end there is one file for one charge and one paid request, or the credits are back. The
 * order follows from SEED. PROVIDER_CASES=short takes only the points around a lost answer, and the midst of own work.
 * Needs a built Easel; part of `pnpm test:chaos`.
 */
import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { makeBuiltInCases } from "./built-in-cases.ts";
import { makePrograms } from "./bundle.ts";
import { type Database, openDatabase } from "./database.ts";
import type * as ProviderCases from "./provider-cases.ts";
import { type ProviderSite, startProviderSite } from "./provider-site.ts";
import { judgeBalance, judgeCase } from "./provider-verdict.ts";
import { timelineOf } from "./timeline.ts";
import { watchGenerations } from "./traffic.ts";
import { sendUntilAnswered, signUp, type Visitor } from "./visitors.ts";

process.chdir(dirname(dirname(import.meta.dirname)));
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 32));
const isShort = process.env["PROVIDER_CASES"] === "short";
/** Only finds what hangs: a run takes a minute or ten on two idle cores. */
const limitSeconds = 40 * 60;
/** Enough that both workers have something to do while the leases of dead ones run out. */
const casesAtOnce = 12;
const begunAt = Date.now();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const secondsSoFar = (): number => Math.round((Date.now() - begunAt) / 1000);
say(`SEED=${seed}${isShort ? " PROVIDER_CASES=short" : ""}`);

const folder = await mkdtemp(join(tmpdir(), "easel-chaos-providers-"));
// PostgreSQL runs as another user when the tests run as root, and must be able to pass.
await chmod(folder, 0o755);
const dataDir = join(folder, "data");

type ProviderCase = ProviderCases.ProviderCase;
interface Chosen {
  firstCase: ProviderCase;
  cases: readonly ProviderCase[];
  /** Those of each engine, to be taken one after the other. */
  builtIn: readonly (readonly ProviderCase[])[];
}

let site: ProviderSite | null = null;
let database: Database | null = null;
let isEnding = false;
let passed = 0;
let failed = 0;

function record(name: string, faults: readonly string[]): void {
  if (faults.length === 0) passed += 1;
  else failed += 1;
  for (const fault of faults) say(`FAILED ${name}: ${fault}`);
}

/** Whatever happens, nothing keeps running. */
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  const forced = (await site?.leave()) ?? [];
  const isLeft = (await database?.isRunning()) ?? false;
  record("the end", [
    ...forced.map((name) => `${name} did not end when it was told to`),
    ...(isLeft ? ["PostgreSQL still runs, though nobody uses it"] : []),
  ]);
  if (failed === 0) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  else say(`Logs and data are kept in ${folder}. SEED=${seed}`);
  say(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
async function giveUp(why: string): Promise<void> {
  if (!isEnding) record("this run", [why]);
  await end();
}
process.on("SIGINT", () => void giveUp("stopped by SIGINT"));
process.on("SIGTERM", () => void giveUp("stopped by SIGTERM"));
setTimeout(() => void giveUp(`out of time after ${limitSeconds} s`), limitSeconds * 1000).unref();

async function untilReady({ origin }: ProviderSite): Promise<void> {
  const isReady = (): Promise<boolean> =>
    fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) await wait(50);
}

/** Sends the form of a case. Returns the id of its generation. */
async function place(
  { origin }: ProviderSite,
  visitor: Visitor,
  each: ProviderCase,
  sourceMediaId: string | null,
): Promise<string> {
  const { model, prompt, path, settings } = each;
  const source: Record<string, string> = each.hasSource && sourceMediaId ? { sourceMediaId } : {};
  const words = { idempotencyKey: randomUUID(), model, prompt, count: "1", seed: "7" };
  const form = { ...words, ...settings, ...source };
  const { status, location } = await sendUntilAnswered([origin], visitor, path, 0, form);
  const generationId = /^\/generations\/([0-9a-f-]{36})$/.exec(location ?? "")?.[1];
  if (!generationId) throw new Error(`Its form was answered ${status} ${location}`);
  return generationId;
}

/** Takes each case to its end, several at a time, and records how it came out. */
async function workThrough(
  { firstCase, cases, builtIn }: Chosen,
  running: ProviderSite,
  opened: Database,
): Promise<void> {
  const visitor = await signUp([running.origin], 0);
  const watch = watchGenerations(opened);
  const work = async (each: ProviderCase, sourceMediaId: string | null): Promise<string> => {
    const generationId = await place(running, visitor, each, sourceMediaId);
    await watch.ended(generationId);
    const faults = await judgeCase(each, generationId, opened, running);
    record(each.name, faults);
    if (faults.length > 0 && failed <= 5)
      for (const line of await timelineOf(opened, folder, generationId)) say(`  ${line}`);
    return generationId;
  };
  const firstId = await work(firstCase, null);
  const [picture] = await opened.ask(
    (sql) => sql<{ id: string }[]>`select id from media where generation_id = ${firstId}`,
  );
  const workAll = async (list: Iterable<ProviderCase>): Promise<void> => {
    for (const each of list)
      await work(each, picture?.id ?? null).catch((error: unknown) =>
        record(each.name, [error instanceof Error ? error.message : String(error)]),
      );
  };
  const left = cases.values();
  const lanes = Array.from({ length: casesAtOnce }, () => workAll(left));
  await Promise.all([...builtIn.map(workAll), ...lanes]);
  await watch.stop();
}

async function run(): Promise<void> {
  const programs = await makePrograms(folder, {
    worker: "tests/chaos/provider-worker.ts",
    cases: "tests/chaos/provider-cases.ts",
  });
  const bundled = pathToFileURL(join(dirname(programs.worker), "cases.js")).href;
  const { makeCases, firstCase } = (await import(bundled)) as typeof ProviderCases;
  const cases = makeCases(seed, isShort);
  const builtIn = makeBuiltInCases(isShort);
  const all = [firstCase, ...cases, ...builtIn.flat()];
  const running = (site = await startProviderSite({ folder, dataDir, programs, cases: all }));
  await untilReady(running);
  const opened = (database = await openDatabase(dataDir));
  await opened.ask(
    (sql) =>
      sql`update app_settings set max_running_per_user = 1000, max_starts_per_minute = 10000`,
  );
  await workThrough({ firstCase, cases, builtIn }, running, opened);
  record("the balance", await judgeBalance(all, opened));
  const violations = await running.check();
  record(
    "the check",
    violations.map(({ sentence }) => sentence),
  );
  record("the processes", running.surprises);
  say(`${all.length - 1} cases, ${running.deaths().length} workers killed, ${secondsSoFar()} s`);
}

await run().catch((error: unknown) => {
  if (!isEnding) record("this run", [error instanceof Error ? `${error.stack}` : String(error)]);
});
await end();
