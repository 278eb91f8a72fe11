import type { GenerationChange, GenerationStore } from "./port";

export type Listener = (generationId: string) => void;

export interface LiveEvents {
  /** Hears of every change of the user's generations until the returned function is called. */
  listen(userId: string, listener: Listener): () => void;
  stop(): void;
}

/** Longer than any transaction that changes a generation, so that none is missed between two looks. */
const windowSeconds = 10;

/**
 * One poller for all live pages of this process: a database call per tick however many listen, none when nobody does.
 * A change is told once, by its revision.
 */
export function createLiveEvents(options: {
  store: Pick<GenerationStore, "changes">;
  tickMs: number;
  log(message: string, facts: Record<string, unknown>): void;
}): LiveEvents {
  const listeners = new Map<string, Set<Listener>>();
  const told = new Map<string, { revision: number; at: number }>();
  let timer: NodeJS.Timeout | null = null;

  const tell = (change: GenerationChange) => {
    if ((told.get(change.generationId)?.revision ?? -1) >= change.revision) return;
    told.set(change.generationId, { revision: change.revision, at: performance.now() });
    for (const listener of listeners.get(change.userId) ?? []) listener(change.generationId);
  };

  const forgetOld = () => {
    const oldest = performance.now() - windowSeconds * 2000;
    for (const [generationId, { at }] of told) if (at < oldest) told.delete(generationId);
  };

  const tick = async () => {
    try {
      (await options.store.changes(windowSeconds)).forEach(tell);
      forgetOld();
    } catch (error) {
      options.log("Live pages could not look for changes", { err: error });
    }
    timer = listeners.size > 0 ? setTimeout(tick, options.tickMs) : null;
  };

  return {
    listen(userId, listener) {
      const mine = listeners.get(userId) ?? new Set();
      listeners.set(userId, mine.add(listener));
      timer ??= setTimeout(tick, options.tickMs);
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
