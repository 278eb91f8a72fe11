import { setTimeout as wait } from "node:timers/promises";
import type { JobJournal, ModelRoute } from "~/.server/ai/port";
import { AppError } from "~/.server/errors";
import type { ClaimedGeneration, GenerationStore } from "~/.server/generations/port";
import type { Deadline } from "./deadline";
import { isStale, type Lease } from "./lease";
import type { Leaving } from "./leaving";

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
  asked(): string | null;
  noted(): string | null;
  /** True while it waits at a provider. */
  waiting(): boolean;
}

const longestPauseMs = 5000;

/**
 * The journal of one claim. A write that finds the lease lost has
 * aborted it before it throws. How a submit ended is known here alone: that is written again until the store has it, or until
 * `signal` aborts.
 */
export function createJournal(
  { generations, log }: JournalDeps,
  claim: ClaimedGeneration,
  run: {
    lease: Pick<Lease, "lose">;
    leaving: Pick<Leaving, "mayLeave">;
    deadline: Pick<Deadline, "move">;
    signal: AbortSignal;
  },
): ClaimJournal {
  const { lease, deadline, signal } = run;
  const { mayLeave } = run.leaving;
  let asked = claim.submitted?.provider ?? null;
  let reported = 0;
  let noted: string | null = null;
  /** Null: it does not wait at a provider. */
  let waiting = claim.upstream;
  const askedRoute = ({ provider, id }: ModelRoute) => ({ provider, route: id });

  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (isStale(error)) await lease.lose();
      throw error;
    }
  };
  const missed = (error: unknown) => {
    if (!(error instanceof AppError && error.code === "unavailable")) throw error;
    log("A step did not get into the journal", { generationId: claim.id, err: error });
  };
  const insist = async (work: () => Promise<void>): Promise<void> => {
    for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        return await write(work);
      } catch (error) {
        missed(error);
        await wait(pauseMs, undefined, { signal });
      }
    }
  };

  const stand = async (next: ClaimedGeneration["upstream"]) => {
    if (!next === !waiting && next?.place === waiting?.place) return;
    try {
      deadline.move(await write(() => generations.reportPlace(claim, next)));
      waiting = next;
    } catch (error) {
      missed(error);
    }
  };

  return {
    earlier: claim.submitted,
    asked: () => asked,
    noted: () => noted,
    waiting: () => waiting !== null,
    async intend(route, isFree) {
      signal.throwIfAborted();
      asked = route.provider;
      const submit = { ...askedRoute(route), isFree };
      mayLeave(false);
      try {
        return await write(() => generations.recordSubmitIntent(claim, submit));
      } catch (error) {
        mayLeave(true);
        throw error;
      }
    },
    async over() {
      await insist(() => generations.withdrawSubmitIntent(claim));
      mayLeave(true);
    },
    unanswered: () => mayLeave(true),
    async submitted(route, { job, requestId, onlyHere = false }) {
      await insist(() => generations.recordProviderJob(claim, askedRoute(route), job, requestId));
      mayLeave(!onlyHere);
    },
    async progress(share) {
      if (share - reported < 0.05) return;
      reported = share;
      await write(() => generations.reportProgress(claim, share)).catch(missed);
    },
    waits: (place) => stand({ place }),
    works: () => stand(null),
    note: (words) => void (noted = words),
  };
}
