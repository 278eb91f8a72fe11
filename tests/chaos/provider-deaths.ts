import { appendFileSync, readFileSync } from "node:fs";
import type { GenerationStore } from "~/.server/generations/port";
import type { Guard } from "./dying";

/** How a worker is to take the request with that prompt. */
export interface Death {
  prompt: string;
  /** Taken before all others. */
  route: string;
  point: string | null;
}

/** The deaths of a worker that has one request in hand at a time. */
export interface Deaths {
  guard: Guard;
  /** Sees which request is in hand, and has it take the route of its case. */
  watch(store: GenerationStore): GenerationStore;
}

/**
 * Kills this process where the case of the request in hand says so, once for each request: `notesFile` names, for all
 * workers, the requests that one died of, a line with id and point each.
 */
export function createDeaths(deaths: readonly Death[], notesFile: string): Deaths {
  const deathOf = new Map(deaths.map((death) => [death.prompt, death]));
  let inHand: { id: string; point: string | null } | null = null;

  function pass(here: string): void {
    if (inHand?.point !== here) return;
    appendFileSync(notesFile, `${inHand.id} ${here}\n`);
    process.kill(process.pid, "SIGKILL");
  }

  return {
    guard:
      (step, work) =>
      async (...args) => {
        pass(`before ${step}`);
        const result = await work(...args);
        pass(`after ${step}`);
        return result;
      },
    watch: (store) => ({
      ...store,
      async claim(...args) {
        const claim = await store.claim(...args);
        inHand = null;
        const death = claim && deathOf.get(claim.prompt);
        if (!death) return claim;
        const hasDied = readFileSync(notesFile, "utf8").includes(claim.id);
        inHand = { id: claim.id, point: hasDied ? null : death.point };
        return { ...claim, routeOrder: [death.route] };
      },
    }),
  };
}
