/**
 * `pnpm test:chaos`: two web processes, two workers and PostgreSQL over one data folder, killed, stopped, cut off and
 * started again by a schedule that follows from SEED, while people make pictures. In the end everything must add up.
 * GENERATIONS sets how many. Needs a built Easel.
 */
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { makePrograms } from "./bundle.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { crashPoints } from "./crash-points.ts";
import { type Database, openDatabase } from "./database.ts";
import { type Fault, type FaultKind, makeSchedule } from "./schedule.ts";
import { runTraffic } from "./traffic.ts";
import { timelineOf } from "./timeline.ts";
import { judge, type Violation } from "./verdict.ts";

process.chdir(dirname(dirname(import.meta.dirname)));
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 32));
const orderCount = Number(process.env["GENERATIONS"] ?? 500);
/** Long enough for every crash point to have its turn. */
const isLong = orderCount >= 500;
/** Only finds what hangs: a run takes a minute or five on two idle cores. */
const limitSeconds = 40 * 60;
const begunAt = Date.now();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`SEED=${seed} GENERATIONS=${orderCount}`);

const folder = await mkdtemp(join(tmpdir(), "easel-chaos-"));
// PostgreSQL runs as another user when the tests run as root, and must be able to pass.
await chmod(folder, 0o755);
const dataDir = join(folder, "data");
const booksDir = join(folder, "books");
await mkdir(booksDir);

let cluster: Cluster | null = null;
let database: Database | null = null;
let isEnding = false;

/** Whatever happens, nothing keeps running. */
async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  const forced = (await cluster?.leave()) ?? [];
  for (const name of forced) say(`${name} did not end when it was told to`);
  const isLeft = (await database?.isRunning()) ?? false;
  if (isLeft) say("PostgreSQL still runs, though nobody uses it");
  const isClean = code === 0 && forced.length === 0 && !isLeft;
  if (isClean) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  else say(`Logs and data are kept in ${folder}`);
  process.exit(isClean ? 0 : 1);
}
process.on("SIGINT", () => void end(1));
process.on("SIGTERM", () => void end(1));
setTimeout(() => {
  say(`Out of time after ${limitSeconds} seconds. SEED=${seed}`);
  void end(1);
}, limitSeconds * 1000).unref();

async function untilReady({ origins }: Cluster): Promise<void> {
  for (const origin of origins) {
    const isReady = (): Promise<boolean> =>
      fetch(`${origin}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await isReady())) await wait(100);
  }
}

/** Strikes one fault after the other, each once so many orders have been placed. Resolves when the last one is over. */
async function bringTrouble(
  faults: readonly Fault[],
  placed: () => number,
  strike: (fault: Fault) => Promise<boolean>,
): Promise<Map<FaultKind, number>> {
  const struck = new Map<FaultKind, number>();
  for (const fault of faults) {
    while (placed() < fault.afterOrders) await wait(50);
    for (let tries = 0; tries < 20; tries += 1) {
      if (await strike(fault)) {
        struck.set(fault.kind, (struck.get(fault.kind) ?? 0) + 1);
        break;
      }
      await wait(100);
    }
  }
  return struck;
}

async function tell(violations: readonly Violation[], opened: Database): Promise<void> {
  for (const { generationId, sentence } of violations)
    say(`VIOLATION ${generationId ?? ""} ${sentence}`);
  const ids = new Set(violations.flatMap(({ generationId }) => generationId ?? []));
  for (const id of [...ids].slice(0, 5)) {
    say(`\nTimeline of ${id}`);
    for (const line of await timelineOf(opened, folder, id)) say(`  ${line}`);
  }
}

function counts(names: readonly string[]): string {
  const count = new Map<string, number>();
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  const sorted = [...count].toSorted(([one], [other]) => one.localeCompare(other));
  return sorted.map(([name, times]) => `${name} ${times}`).join(", ");
}

async function run(): Promise<boolean> {
  const programs = await makePrograms(folder);
  const schedule = makeSchedule(seed, orderCount);
  const running = (cluster = await startCluster({ folder, dataDir, programs, schedule }));
  await untilReady(running);
  const opened = (database = await openDatabase(dataDir));
  let placed = 0;
  const [traffic, struck] = await Promise.all([
    runTraffic(schedule, running, opened, () => void (placed += 1)),
    bringTrouble(
      schedule.faults,
      () => placed,
      (fault) => running.strike(fault, opened),
    ),
  ]);
  await running.calm();
  const { violations, generations } = await judge(opened, booksDir, traffic.receipts);
  violations.push(...(await running.check()));
  const hit = running.crashes();
  const missed = isLong ? crashPoints.filter((point) => !hit.includes(point)) : [];
  const outcomes = generations.map(({ status, failureCode }) =>
    failureCode === null ? status : `${status} (${failureCode})`,
  );
  const seconds = Math.round((Date.now() - begunAt) / 1000);
  say(`${generations.length} generations in ${seconds} s: ${counts(outcomes)}`);
  say(`faults: ${[...struck].map(([kind, times]) => `${kind} ${times}`).join(", ")}`);
  say(`crash points (${new Set(hit).size} of ${crashPoints.length}): ${counts(hit)}`);
  for (const point of missed) say(`MISSED no worker died ${point}`);
  for (const complaint of traffic.complaints) say(`COMPLAINT ${complaint}`);
  for (const surprise of running.surprises) say(`SURPRISE ${surprise}`);
  await tell(violations, opened);
  const isGood =
    [violations, missed, traffic.complaints, running.surprises].every(
      ({ length }) => length === 0,
    ) && generations.length === orderCount;
  say(isGood ? "All of it adds up." : `Not all of it adds up. SEED=${seed}`);
  return isGood;
}

const isGood = await run().catch((error: unknown) => {
  say(`${error instanceof Error ? error.stack : String(error)}\nSEED=${seed}`);
  return false;
});
await end(isGood ? 0 : 1);
