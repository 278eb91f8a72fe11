import { backoffMs } from "./backoff";
import type { GenerationChange, GenerationStore, LiveChanges } from "./port";

/** Hears the id of the generation that has changed, or the word that nothing follows. */
export type Listener = (change: string) => void;

export interface LiveEvents {
  /**
   * Resolves when changes can be heard of. A page that is let in loads its data anew, and would lose what is typed on it if
   * that failed. Error: unavailable.
   */
  check(): Promise<void>;
  /**
   * Hears of every change of the user's generations until the returned function is called, or the session ends: that is the last
   * that is heard.
   */
  listen(userId: string, sessionId: string, listener: Listener): () => void;
  stop(): void;
}

/** Longer than any transaction that changes a generation, so that none is missed between two looks. */
const windowSeconds = 10;
/** While somebody who listens has work in hand, every tick has so many polls. All but one look back for this short while only. */
const pollsPerTick = 4;
const quickWindowSeconds = 1;
/** So long after a change more are expected soon. */
const activeSeconds = 10;

/**
 * One poller for all live pages of this process: a database call per tick however many listen, none when nobody does, and a
 * few more for as long as there was something to tell. A change is told once, by its revision. While the database does not
 * answer it looks less and less often, and then at everything that has changed since it last got an answer.
 */
export function createLiveEvents(options: {
  store: Pick<GenerationStore, "changes">;
  tickMs: number;
  log(message: string, facts: Record<string, unknown>): void;
}): LiveEvents {
  /** By user, each with the session that it belongs to. */
  const listeners = new Map<string, Map<Listener, string>>();
  const delivered = new Map<string, { revision: number; at: number }>();
  let timer: NodeJS.Timeout | null = null;
  let isPolling = false;
  let failures = 0;
  let failingSince = 0;
  let activeUntil = 0;
  let quickPolls = 0;

  const outageSeconds = () => (failures === 0 ? 0 : Math.ceil((performance.now() - failingSince) / 1000));

  const notify = (change: GenerationChange) => {
    if ((delivered.get(change.generationId)?.revision ?? -1) >= change.revision) return;
    const at = performance.now();
    delivered.set(change.generationId, { revision: change.revision, at });
    const mine = listeners.get(change.userId);
    if (!mine) return;
    activeUntil = at + activeSeconds * 1000;
    for (const listener of mine.keys()) listener(change.generationId);
  };

  const endSession = ({ userId, sessionId }: LiveChanges["endedSessions"][number]) => {
    const mine = listeners.get(userId);
    for (const [listener, itsSession] of mine ?? []) {
      if (itsSession !== sessionId) continue;
      mine?.delete(listener);
      listener("signed out");
    }
  };

  /** How far back to look now, in seconds. */
  const lookBackSeconds = () => {
    const isQuick = activeUntil > performance.now() && quickPolls < pollsPerTick - 1;
    quickPolls = isQuick ? quickPolls + 1 : 0;
    return isQuick && failures === 0 ? quickWindowSeconds : windowSeconds + outageSeconds();
  };

  const forgetOld = () => {
    const oldest = performance.now() - windowSeconds * 2000;
    for (const [generationId, { at }] of delivered) if (at < oldest) delivered.delete(generationId);
  };

  const poll = async () => {
    const polledAt = performance.now();
    isPolling = true;
    try {
      const { generations, endedSessions } = await options.store.changes(lookBackSeconds());
      endedSessions.forEach(endSession);
      generations.forEach(notify);
      failures = 0;
      forgetOld();
    } catch (error) {
      if (failures === 0) failingSince = polledAt;
      failures += 1;
      options.log("Live pages could not look for changes", { err: error, failures });
    }
    isPolling = false;
    const isActive = activeUntil > performance.now();
    const normalMs = isActive ? options.tickMs / pollsPerTick : options.tickMs;
    const pauseMs = failures === 0 ? normalMs : backoffMs(options.tickMs, failures);
    timer = listeners.size > 0 ? setTimeout(poll, pauseMs) : null;
  };

  /** One question for however many pages come back at once after an outage. */
  let probing: Promise<void> | null = null;
  const probe = async () => {
    await options.store.changes(0);
    if (timer === null || isPolling || failures === 0) return;
    clearTimeout(timer);
    timer = setTimeout(poll, 0);
  };

  return {
    async check() {
      if (timer !== null && failures === 0) return;
      probing ??= probe().finally(() => (probing = null));
      await probing;
    },
    listen(userId, sessionId, listener) {
      const mine = listeners.get(userId) ?? new Map<Listener, string>();
      listeners.set(userId, mine.set(listener, sessionId));
      if (timer === null) {
        failures = 0;
        timer = setTimeout(poll, options.tickMs);
      }
      return () => {
        mine.delete(listener);
        if (mine.size === 0 && listeners.get(userId) === mine) listeners.delete(userId);
      };
    },
    stop() {
      if (timer) clearTimeout(timer);
      listeners.clear();
      timer = null;
    },
  };
}
