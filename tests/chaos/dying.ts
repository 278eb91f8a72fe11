import { appendFileSync } from "node:fs";
import type { AiProvider } from "~/.server/ai/port";
import { AppError } from "~/.server/errors";
import type { GenerationStore } from "~/.server/generations/port";
import type { MediaStore } from "~/.server/media/store-port";
import type { Crash, CrashStep } from "./crash-points";

/** Runs a step, and is where the process may die on either side of it. */
export type Guard = <A extends unknown[], R>(
  step: CrashStep,
  work: (...args: A) => Promise<R>,
) => (...args: A) => Promise<R>;

/**
 * Kills this process at the first of the given crashes that it comes to, after noting that in a file: as a power cut
 * would, with no chance to clean up.
 */
export function createGuard(crashes: readonly Crash[], notesFile: string): Guard {
  const left = new Map(crashes.map(({ point, nth }) => [point, nth]));
  const pass = (here: string): void => {
    const times = left.get(here);
    if (times === undefined) return;
    left.set(here, times - 1);
    if (times > 1) return;
    appendFileSync(notesFile, `${here}\n`);
    process.kill(process.pid, "SIGKILL");
  };
  return (step, work) =>
    async (...args) => {
      pass(`before ${step}`);
      const result = await work(...args);
      pass(`after ${step}`);
      return result;
    };
}

export function guardGenerations(guard: Guard, store: GenerationStore): GenerationStore {
  return {
    ...store,
    readQueue: guard("readQueue", store.readQueue),
    claim: guard("claim", store.claim),
    heartbeat: guard("heartbeat", store.heartbeat),
    recordSubmitIntent: guard("recordSubmitIntent", store.recordSubmitIntent),
    recordProviderJob: guard("recordProviderJob", store.recordProviderJob),
    reportProgress: guard("reportProgress", store.reportProgress),
    complete: guard("complete", store.complete),
    fail: guard("fail", store.fail),
    release: guard("release", store.release),
    sweep: guard("sweep", store.sweep),
  };
}

export function guardProvider(guard: Guard, provider: AiProvider): AiProvider {
  return {
    ...provider,
    submit: guard("submit", provider.submit),
    poll: guard("poll", provider.poll),
    collect: guard("collect", provider.collect),
  };
}

export function guardMediaStore(guard: Guard, store: MediaStore): MediaStore {
  const putOriginal = guard("storeOriginal", store.put);
  const putThumb = guard("storeThumb", store.put);
  return {
    ...store,
    put: (path, ...file) => (path.includes(".thumb.") ? putThumb : putOriginal)(path, ...file),
  };
}

const putsUntilFull = 40;

/** Every now and then the disk is full. */
export function fillMediaStore(store: MediaStore): MediaStore {
  let puts = 0;
  return {
    ...store,
    async put(...file) {
      puts += 1;
      if (puts % putsUntilFull === 0)
        throw new AppError("unavailable", { cause: new Error("The disk is full, says the test") });
      return await store.put(...file);
    },
  };
}
