import { v7 as newId } from "uuid";
import type { Ai } from "./ai/create-ai";
import { createCheckLoop } from "./admin/check-loop";
import { createSupabaseCheckRuns } from "./admin/supabase-dashboard";
import { createSupabaseAllowances } from "./credits/supabase-allowances";
import type { Database } from "./db/clients";
import type { Env } from "./env";
import type { Generations } from "./generations/create-generations";
import type { Log } from "./log";
import type { MailService } from "./mail/create-mail";
import type { Media } from "./media/create-media";
import { createTakeout, type Takeout } from "./takeout/create-takeout";
import { runImports } from "./use-cases/bring-in/run-imports";
import { cleanUp } from "./use-cases/clean-up";
import { giveAllowances } from "./use-cases/give-allowances";
import { continueCheck } from "./use-cases/continue-check";
import { mailGoing } from "./use-cases/mail-going";
import { createLeaseWatch } from "./use-cases/run-generation/lease-watch";
import { runGeneration } from "./use-cases/run-generation/run-generation";
import type { Trace } from "./trace-work";

export interface WorkParts {
  env: Pick<Env, "cleanUpTimer">;
  media: Media;
  pipeline: Generations;
  ai: Ai;
  mail: Pick<MailService, "goingMails">;
  database: Database;
  leaseSeconds: number;
  sweepMs: number;
  trace: Trace;
  log: Log;
}

/** How long all providers together may take to tell of their models. */
const watchMs = 120_000;
/** A person who has given a zip waits for it to begin. */
const importLookMs = 3000;
const importTimes = { leaseSeconds: 120, turnMs: 180_000 };

/**
 * What a process does beside answering requests: it runs generations, gives allowances, sends notices, watches the
 * providers' lists, cleans up, brings in zips of other Easels, and goes on with checks.
 */
export function createWork(parts: WorkParts) {
  const { env, media, pipeline, ai, mail, database, leaseSeconds, trace, log } = parts;
  const allowances = createSupabaseAllowances(database);
  const note = (message: string, facts: Record<string, unknown>) => log.warn(facts, message);
  const createRun = (): Parameters<Generations["startWorker"]>[0] => {
    const watch = createLeaseWatch({ ...pipeline, everyMs: 500, log: note });
    const worker = `${process.pid} ${newId()}`;
    const deps = {
      ...{ ...pipeline, generations: trace.store(pipeline.generations) },
      ...{ ...media, vault: trace.vault(media.vault) },
      ...{ ...ai, worker, leaseSeconds, watch, log: note },
    };
    return (message, stopping) =>
      trace.message(message, () => runGeneration(deps, message, stopping));
  };
  const checks = createChecking(parts, note);
  const takeout = createTakeout(database);
  const importing = createImporting(takeout, parts, note);
  return {
    ...takeout,
    allowances,
    tracing: trace.tracing,

    startWorker(): void {
      pipeline.startWorker(createRun());
      checks.start();
      importing.start();
    },

    /** Works the queue for a while, where no worker does, and goes on with a check. */
    async workQueue(until: AbortSignal) {
      const worked = await pipeline.workQueue(createRun(), until);
      await checks.run(() => until.aborted);
      await importing.run(() => until.aborted);
      return worked;
    },

    /** Looks at once whether there is a zip to bring in. Where no worker runs, a call of the scheduler does. */
    goOnImporting: importing.goOn,

    /** Goes on with the check of everything that is under way; resolves when this process has done its part. */
    goOnChecking: () => checks.goOn(),

    /** Begins to clean up, to give allowances and to tell of what goes, where the environment wants that. */
    startCleanUp(): void {
      if (!env.cleanUpTimer) return;
      const deps = { ...media, log: note, now: () => new Date() };
      media.startCleanUp({
        async cleanUp(isOver) {
          await giveAllowances({ allowances, log: note }, isOver);
          await mailGoing({ ...mail, log: note }, isOver);
          await watchModels(ai, note);
          return await cleanUp(deps, { ifDue: true, isOver });
        },
        log: note,
        report: (message, facts) => log.info(facts, message),
      });
    },

    /** Takes no more work, and resolves when this process has let go of what it has in hand. */
    async stopWork(): Promise<void> {
      await Promise.all([
        pipeline.stopWorker(),
        media.stopCleanUp(),
        checks.stop(),
        importing.stop(),
      ]);
    },
  };
}

function createChecking(
  { database, sweepMs }: WorkParts,
  note: (message: string, facts: Record<string, unknown>) => void,
) {
  const checking = { checkRuns: createSupabaseCheckRuns(database) };
  const run = (isOver: () => boolean) => continueCheck(checking, isOver);
  return { run, ...createCheckLoop({ goOn: run, everyMs: sweepMs, log: note }) };
}

function createImporting(
  takeout: Takeout,
  { media, sweepMs }: WorkParts,
  note: (message: string, facts: Record<string, unknown>) => void,
) {
  const deps = { ...takeout, ...media, newId: () => newId(), ...importTimes, log: note };
  const run = (isOver: () => boolean) => runImports(deps, isOver);
  const everyMs = Math.min(sweepMs, importLookMs);
  const loop = createCheckLoop({ goOn: run, everyMs, log: note });
  let isStarted = false;
  return {
    run,
    start() {
      isStarted = true;
      loop.start();
    },
    goOn: async () => (isStarted ? await loop.goOn() : undefined),
    stop: loop.stop,
  };
}

async function watchModels(
  { modelWatch }: Pick<Ai, "modelWatch">,
  note: (message: string, facts: Record<string, unknown>) => void,
): Promise<void> {
  await modelWatch.check(AbortSignal.timeout(watchMs)).catch((error: unknown) => {
    note("The providers' lists could not be looked at", { err: error });
  });
}
