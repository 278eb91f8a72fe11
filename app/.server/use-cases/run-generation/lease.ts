import { CanceledError } from "~/.server/ai/port";
import { AppError } from "~/.server/errors";
import type { ClaimedGeneration, GenerationStore } from "~/.server/generations/port";
import type { LeaseWatch } from "./lease-watch";

export interface LeaseDeps {
  generations: Pick<GenerationStore, "heartbeat">;
  leaseSeconds: number;
  /** Tells sooner than the next heartbeat; left out where that is soon enough. */
  watch?: LeaseWatch | undefined;
  log(message: string, facts: Record<string, unknown>): void;
}

export interface Lease {
  /** Aborts once the lease is lost; with `CanceledError` when nobody wants the work any more. */
  signal: AbortSignal;
  /** A write was turned down with stale_lease: finds out why. The signal has aborted then. Never throws. */
  lose(): Promise<void>;
  stop(): void;
}

/** The work went to another worker. */
class LeaseLost extends Error {}

/**
 * Extends the lease three times in its length. A heartbeat that fails to get through is tried again at the next beat.
 */
export function keepLease(deps: LeaseDeps, claim: ClaimedGeneration): Lease {
  const lost = new AbortController();
  const beat = async () => {
    try {
      const held = await deps.generations.heartbeat(claim, deps.leaseSeconds);
      if (held === "taken") lost.abort(new LeaseLost());
      if (held === "refunded") lost.abort(new CanceledError());
    } catch (error) {
      deps.log("A heartbeat did not get through", { generationId: claim.id, err: error });
    }
  };
  const timer = setInterval(beat, (deps.leaseSeconds * 1000) / 3);
  const unwatch = deps.watch?.add(claim, () => void beat());
  return {
    signal: lost.signal,
    async lose() {
      await beat();
      lost.abort(new LeaseLost());
    },
    stop() {
      clearInterval(timer);
      unwatch?.();
    },
  };
}

/** Whether the store turned a write down because the work is another worker's, or over. */
export function isStale(error: unknown): boolean {
  return error instanceof AppError && error.code === "stale_lease";
}
