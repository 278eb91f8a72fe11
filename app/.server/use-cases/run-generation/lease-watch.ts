import type { ClaimedGeneration, GenerationStore } from "~/.server/generations/port";

export interface LeaseWatch {
  /** Calls `onLost` soon after the lease is lost, until the returned function is called. */
  add(claim: ClaimedGeneration, onLost: () => void): () => void;
}

/**
 * Looks after all leases of this process with one question at a time, so that a cancel is noticed long before the next
 * heartbeat. Asks nothing while nothing is in hand. A question that fails is asked again at the next look: heartbeats
 * hold in any case.
 */
export function createLeaseWatch({
  generations,
  everyMs,
  log,
}: {
  generations: Pick<GenerationStore, "lostLeases">;
  everyMs: number;
  log(message: string, facts: Record<string, unknown>): void;
}): LeaseWatch {
  const held = new Map<ClaimedGeneration, () => void>();
  let timer: NodeJS.Timeout | null = null;

  const look = async () => {
    try {
      const lost = new Set(await generations.lostLeases([...held.keys()]));
      for (const [claim, onLost] of held) if (lost.has(claim.leaseToken)) onLost();
    } catch (error) {
      log("The leases could not be looked at", { err: error });
    }
    timer = held.size > 0 ? setTimeout(look, everyMs).unref() : null;
  };

  return {
    add(claim, onLost) {
      held.set(claim, onLost);
      timer ??= setTimeout(look, everyMs).unref();
      return () => void held.delete(claim);
    },
  };
}
