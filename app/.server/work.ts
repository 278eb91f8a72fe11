import { v7 as newId } from "uuid";
import type { Ai } from "./ai/create-ai";
import type { Env } from "./env";
import type { Generations } from "./generations/create-generations";
import type { Log } from "./log";
import type { MailService } from "./mail/create-mail";
import type { Media } from "./media/create-media";
import { cleanUp } from "./use-cases/clean-up";
import { mailGoing } from "./use-cases/mail-going";
import { createLeaseWatch } from "./use-cases/run-generation/lease-watch";
import { runGeneration } from "./use-cases/run-generation/run-generation";

export interface WorkParts {
  env: Pick<Env, "cleanUpTimer">;
  media: Media;
  pipeline: Generations;
  ai: Ai;
  mail: Pick<MailService, "goingMails">;
  leaseSeconds: number;
  log: Log;
}

/** What a process does beside answering requests: it runs generations, tells of files that go, and cleans up. */
export function createWork(parts: WorkParts) {
  const { env, media, pipeline, ai, mail, leaseSeconds, log } = parts;
  const note = (message: string, facts: Record<string, unknown>) => log.warn(facts, message);
  const createRun = (): Parameters<Generations["startWorker"]>[0] => {
    const watch = createLeaseWatch({ ...pipeline, everyMs: 500, log: note });
    const worker = `${process.pid} ${newId()}`;
    const deps = { ...pipeline, ...media, ...ai, worker, leaseSeconds, watch, log: note };
    return (message, stopping) => runGeneration(deps, message, stopping);
  };
  return {
    startWorker: () => pipeline.startWorker(createRun()),

    /** Works the queue for a while, where no worker does. */
    workQueue: (until: AbortSignal) => pipeline.workQueue(createRun(), until),

    /** Begins to clean up by itself, and to tell of what goes next, where the environment wants that. */
    startCleanUp(): void {
      if (!env.cleanUpTimer) return;
      const deps = { ...media, log: note, now: () => new Date() };
      media.startCleanUp({
        async cleanUp(isOver) {
          await mailGoing({ ...mail, log: note }, isOver);
          return await cleanUp(deps, { ifDue: true, isOver });
        },
        log: note,
        report: (message, facts) => log.info(facts, message),
      });
    },

    /** Takes no more work, and resolves when this process has let go of what it has in hand. */
    async stopWork(): Promise<void> {
      await Promise.all([pipeline.stopWorker(), media.stopCleanUp()]);
    },
  };
}
