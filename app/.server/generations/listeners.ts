import type { GenerationChange, LiveChanges } from "./port";

/** Hears the id of the generation that has changed, or the word that nothing follows. */
export type Listener = (change: string) => void;

/** Those who listen in this process. */
export interface Listeners {
  isEmpty(): boolean;
  /** Returns the way out. */
  add(userId: string, sessionId: string, listener: Listener): () => void;
  /** Hands a change to each listener of its user. False: there is none. */
  notify(change: GenerationChange): boolean;
  /** The last that the listeners of a session hear. */
  end(session: LiveChanges["endedSessions"][number]): void;
  clear(): void;
}

export function createListeners(): Listeners {
  /** By user, each with the session that it belongs to. */
  const byUser = new Map<string, Map<Listener, string>>();
  return {
    isEmpty: () => byUser.size === 0,
    add(userId, sessionId, listener) {
      const mine = byUser.get(userId) ?? new Map<Listener, string>();
      byUser.set(userId, mine.set(listener, sessionId));
      return () => {
        mine.delete(listener);
        if (mine.size === 0 && byUser.get(userId) === mine) byUser.delete(userId);
      };
    },
    notify({ userId, generationId }) {
      const mine = byUser.get(userId);
      for (const listener of mine?.keys() ?? []) listener(generationId);
      return mine !== undefined;
    },
    end({ userId, sessionId }) {
      const mine = byUser.get(userId);
      for (const [listener, itsSession] of mine ?? []) {
        if (itsSession !== sessionId) continue;
        mine?.delete(listener);
        listener("signed out");
      }
    },
    clear: () => byUser.clear(),
  };
}

/** Remembers for `keepMs` which changes were delivered, so that each is once, by its revision. */
export function createDelivered(keepMs: number) {
  const revisions = new Map<string, { revision: number; at: number }>();
  return {
    /** False when it was delivered already; from now on it was. */
    add({ generationId, revision }: GenerationChange): boolean {
      if ((revisions.get(generationId)?.revision ?? -1) >= revision) return false;
      revisions.set(generationId, { revision, at: performance.now() });
      return true;
    },
    forgetOld(): void {
      const oldest = performance.now() - keepMs;
      for (const [generationId, { at }] of revisions)
        if (at < oldest) revisions.delete(generationId);
    },
  };
}
