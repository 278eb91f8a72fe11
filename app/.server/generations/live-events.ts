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
/** While somebody who listens has work in hand, every tick has so many looks. All but one look back for this short while only. */
const looksPerTick = 4;
const quickWindowSeconds = 1;
/** So long after a change more are expected soon. */
const livelySeconds = 10;

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
  const told = new Map<string, { revision: number; at: number }>();
  let timer: NodeJS.Timeout | null = null;
  let isLooking = false;
  let failures = 0;
  let failingSince = 0;
  let livelyUntil = 0;
  let quickLooks = 0;

  /** In seconds. */
  const missed = () => (failures === 0 ? 0 : Math.ceil((performance.now() - failingSince) / 1000));

  const tell = (change: GenerationChange) => {
    if ((told.get(change.generationId)?.revision ?? -1) >= change.revision) return;
    const at = performance.now();
    told.set(change.generationId, { revision: change.revision, at });
    const mine = listeners.get(change.userId);
    if (!mine) return;
    livelyUntil = at + livelySeconds * 1000;
    for (const listener of mine.keys()) listener(change.generationId);
  };

  const end = ({ userId, sessionId }: LiveChanges["endedSessions"][number]) => {
    const mine = listeners.get(userId);
    for (const [listener, itsSession] of mine ?? []) {
      if (itsSession !== sessionId) continue;
      mine?.delete(listener);
      listener("signed out");
    }
  };

  /** How far back to look now, in seconds. */
  const reach = () => {
    const isQuick = livelyUntil > performance.now() && quickLooks < looksPerTick - 1;
    quickLooks = isQuick ? quickLooks + 1 : 0;
    return isQuick && failures === 0 ? quickWindowSeconds : windowSeconds + missed();
  };

  const forgetOld = () => {
    const oldest = performance.now() - windowSeconds * 2000;
    for (const [generationId, { at }] of told) if (at < oldest) told.delete(generationId);
  };

  const tick = async () => {
    const lookedAt = performance.now();
    isLooking = true;
    try {
      const { generations, endedSessions } = await options.store.changes(reach());
      endedSessions.forEach(end);
      generations.forEach(tell);
      failures = 0;
      forgetOld();
    } catch (error) {
      if (failures === 0) failingSince = lookedAt;
      failures += 1;
      options.log("Live pages could not look for changes", { err: error, failures });
    }
    isLooking = false;
    const isLively = livelyUntil > performance.now();
    const usualMs = isLively ? options.tickMs / looksPerTick : options.tickMs;
    const pauseMs = failures === 0 ? usualMs : backoffMs(options.tickMs, failures);
    timer = listeners.size > 0 ? setTimeout(tick, pauseMs) : null;
  };

  /** One question for however many pages come back at once after an outage. */
  let asking: Promise<void> | null = null;
  const ask = async () => {
    await options.store.changes(0);
    if (timer === null || isLooking || failures === 0) return;
    clearTimeout(timer);
    timer = setTimeout(tick, 0);
  };

  return {
    async check() {
      if (timer !== null && failures === 0) return;
      asking ??= ask().finally(() => (asking = null));
      await asking;
    },
    listen(userId, sessionId, listener) {
      const mine = listeners.get(userId) ?? new Map<Listener, string>();
      listeners.set(userId, mine.set(listener, sessionId));
      if (timer === null) {
        failures = 0;
        timer = setTimeout(tick, options.tickMs);
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
