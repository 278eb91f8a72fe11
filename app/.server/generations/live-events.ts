import { backoffMs } from "./backoff";
import { createDelivered, createListeners, type Listener, type Listeners } from "./listeners";
import type { GenerationStore } from "./port";

export interface LiveEvents {
  /**
   * Resolves when changes can be heard of. A page that is let in loads its data anew, and would lose what is typed on
   * it if that failed. Error: unavailable.
   */
  check(): Promise<void>;
  /**
   * Hears of every change of the user's generations until the returned function is called, or the session ends: that is
   * the last that is heard.
   */
  listen(userId: string, sessionId: string, listener: Listener): () => void;
  /**
   * Looks for changes now instead of at the end of the pause, for whoever has just made one in this process. Those of
   * other processes are found as ever, so nothing depends on it.
   */
  lookNow(): void;
  stop(): void;
}

/** Longer than any transaction that changes a generation, so that none is missed between two looks. */
const windowSeconds = 10;
/**
 * While somebody who listens has work in hand, every tick has so many polls. All but one look back for this short while
 * only.
 */
const pollsPerTick = 4;
const quickWindowSeconds = 1;
/** So long after a change more are expected soon. */
const quickSeconds = 10;
/** Between two looks, however many changes this process makes. */
const shortestPauseMs = 40;

/**
 * One poller for all live pages of this process: a database call per tick however many listen, none when nobody does,
 * and a few more for as long as there was something to tell. A change is told once, by its revision. While the database
 * does not answer it looks less and less often, and then at everything that has changed since it last got an answer.
 */
export function createLiveEvents(options: {
  store: Pick<GenerationStore, "changes">;
  tickMs: number;
  log(message: string, facts: Record<string, unknown>): void;
}): LiveEvents {
  const listeners = createListeners();
  const poller = createPoller(options, listeners);
  return {
    check: () => poller.check(),
    listen(userId, sessionId, listener) {
      const leave = listeners.add(userId, sessionId, listener);
      poller.start();
      return leave;
    },
    lookNow: () => poller.lookNow(),
    stop() {
      poller.stop();
      listeners.clear();
    },
  };
}

/** Polls from the first listener on until there is none left. */
function createPoller(
  { store, tickMs, log }: Parameters<typeof createLiveEvents>[0],
  listeners: Listeners,
) {
  const delivered = createDelivered(windowSeconds * 2000);
  const pace = createPace(tickMs);
  let timer: NodeJS.Timeout | null = null;
  let isPolling = false;
  /** One question for however many pages come back at once after an outage. */
  let probing: Promise<void> | null = null;

  const poll = async () => {
    pace.began();
    isPolling = true;
    try {
      const { generations, endedSessions } = await store.changes(pace.lookBackSeconds());
      endedSessions.forEach(listeners.end);
      for (const change of generations)
        if (delivered.add(change) && listeners.notify(change)) pace.quicken();
      pace.succeeded();
      delivered.forgetOld();
    } catch (error) {
      const failures = pace.failed();
      log("Live pages could not look for changes", { err: error, failures });
    }
    isPolling = false;
    timer = listeners.isEmpty() ? null : setTimeout(poll, pace.pauseMs());
  };
  const probe = async () => {
    await store.changes(0);
    if (timer === null || isPolling || pace.isWell()) return;
    clearTimeout(timer);
    timer = setTimeout(poll, 0);
  };

  return {
    async check() {
      if (timer !== null && pace.isWell()) return;
      probing ??= probe().finally(() => (probing = null));
      await probing;
    },
    lookNow() {
      pace.hurry();
      if (timer === null || isPolling || !pace.isWell()) return;
      clearTimeout(timer);
      timer = setTimeout(poll, pace.pauseMs());
    },
    start() {
      if (timer !== null) return;
      pace.succeeded();
      timer = setTimeout(poll, tickMs);
    },
    stop() {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}

/** How often to poll, and how far to look back: quicker while changes come, slower and further while polls fail. */
function createPace(tickMs: number) {
  let failures = 0;
  let failingSince = 0;
  let quickUntil = 0;
  let quickPolls = 0;
  let beganAt = 0;
  /** Something has changed since the last look began, which may not have seen it. */
  let isBehind = false;
  const isQuick = () => quickUntil > performance.now();
  return {
    isWell: () => failures === 0,
    quicken: () => void (quickUntil = performance.now() + quickSeconds * 1000),
    hurry: () => void (isBehind = true),
    began() {
      beganAt = performance.now();
      isBehind = false;
    },
    succeeded: () => void (failures = 0),
    /** How many in a row. */
    failed(): number {
      if (failures === 0) failingSince = beganAt;
      return (failures += 1);
    },
    lookBackSeconds(): number {
      const isShort = isQuick() && quickPolls < pollsPerTick - 1;
      quickPolls = isShort ? quickPolls + 1 : 0;
      if (failures > 0) return windowSeconds + Math.ceil((performance.now() - failingSince) / 1000);
      return isShort ? quickWindowSeconds : windowSeconds;
    },
    pauseMs(): number {
      if (failures > 0) return backoffMs(tickMs, failures);
      if (isBehind) return Math.max(0, beganAt + shortestPauseMs - performance.now());
      return isQuick() ? tickMs / pollsPerTick : tickMs;
    },
  };
}
