import { setTimeout as wait } from "node:timers/promises";
import type { JobJournal, ModelRoute } from "~/.server/ai/port";
import { AppError } from "~/.server/errors";
import type { ClaimedGeneration, GenerationStore } from "~/.server/generations/port";
import type { Deadline } from "./deadline";
import { isStale, type Lease } from "./lease";
import type { HandOver } from "./hand-over";

export interface JournalDeps {
  generations: Pick<
    GenerationStore,
    | "recordSubmitIntent"
    | "withdrawSubmitIntent"
    | "recordProviderJob"
    | "reportProgress"
    | "reportPlace"
  >;
  log(message: string, facts: Record<string, unknown>): void;
}

export interface ClaimJournal extends JobJournal {
  /** The provider that was asked last; null: none was. */
  lastProvider(): string | null;
  lastNote(): string | null;
  /** True while it waits at a provider. */
  isWaiting(): boolean;
}

/** What of a run the journal moves. */
interface JournalRun {
  lease: Pick<Lease, "lose">;
  handOver: Pick<HandOver, "allow">;
  deadline: Pick<Deadline, "move">;
  signal: AbortSignal;
}

const maxPauseMs = 5000;

/**
 * The journal of one claim. A write that finds the lease lost has aborted it before it throws. How a submit ended is
 * known here alone: that is written again until the store has it, or until `signal` aborts.
 */
export function createJournal(
  { generations, log }: JournalDeps,
  claim: ClaimedGeneration,
  run: JournalRun,
): ClaimJournal {
  const { handOver, deadline, signal } = run;
  let lastProvider = claim.submitted?.provider ?? null;
  let lastProgress = 0;
  let lastNote: string | null = null;
  /** Null: it does not wait at a provider. */
  let place = claim.upstream;
  const refOf = ({ provider, id }: ModelRoute) => ({ provider, route: id });

  const { write, writeRepeatedly, logUnavailable } = createWriter(claim, run, log);

  const reportPlace = async (next: ClaimedGeneration["upstream"]) => {
    if (!next === !place && next?.place === place?.place) return;
    try {
      deadline.move(await write(() => generations.reportPlace(claim, next)));
      place = next;
    } catch (error) {
      logUnavailable(error);
    }
  };

  return {
    previous: claim.submitted,
    lastProvider: () => lastProvider,
    lastNote: () => lastNote,
    isWaiting: () => place !== null,
    async intend(route, isFree) {
      signal.throwIfAborted();
      lastProvider = route.provider;
      const submit = { ...refOf(route), isFree };
      handOver.allow(false);
      try {
        return await write(() => generations.recordSubmitIntent(claim, submit));
      } catch (error) {
        handOver.allow(true);
        throw error;
      }
    },
    async discard() {
      await writeRepeatedly(() => generations.withdrawSubmitIntent(claim));
      handOver.allow(true);
    },
    answerLost: () => handOver.allow(true),
    async submitted(route, { job, requestId, isProcessBound = false }) {
      await writeRepeatedly(() =>
        generations.recordProviderJob(claim, refOf(route), job, requestId),
      );
      handOver.allow(!isProcessBound);
    },
    async progress(share) {
      if (share - lastProgress < 0.05) return;
      lastProgress = share;
      await write(() => generations.reportProgress(claim, share)).catch(logUnavailable);
    },
    waiting: (queuePosition) => reportPlace({ place: queuePosition }),
    running: () => reportPlace(null),
    note: (words) => void (lastNote = words),
  };
}

function createWriter(
  claim: ClaimedGeneration,
  { lease, signal }: Pick<JournalRun, "lease" | "signal">,
  log: JournalDeps["log"],
) {
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (isStale(error)) await lease.lose();
      throw error;
    }
  };
  const logUnavailable = (error: unknown) => {
    if (!(error instanceof AppError && error.code === "unavailable")) throw error;
    log("A step did not get into the journal", { generationId: claim.id, err: error });
  };
  const writeRepeatedly = async (work: () => Promise<void>): Promise<void> => {
    for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, maxPauseMs)) {
      try {
        return await write(work);
      } catch (error) {
        logUnavailable(error);
        await wait(pauseMs, undefined, { signal });
      }
    }
  };
  return { write, writeRepeatedly, logUnavailable };
}
