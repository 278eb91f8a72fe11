import { appendFileSync, readFileSync } from "node:fs";
import type { AiProvider } from "~/.server/ai/port";
import type { GenerationStore } from "~/.server/generations/port";
import type { Guard } from "./dying";

/** How a worker is to take one request. */
export interface Death {
  model: string;
  prompt: string;
  /** No other request has that prompt. Otherwise it is the next one of that model. */
  isKnownByPrompt: boolean;
  /** Taken before all others; null: the usual one. */
  route: string | null;
  point: string | null;
}

/** The deaths of a worker that has one request in hand at a time. */
export interface Deaths {
  guard: Guard;
  /** Sees which request is in hand, and has it take the route of its case. */
  watch(store: GenerationStore): GenerationStore;
  /** Sees the work of our own engines go on: half of it is done, or all of it where it is too quick to be seen. */
  watchWork(provider: AiProvider): AiProvider;
}

/**
 * Kills this process where the case of the request in hand says so, once for each request: `notesFile` names, for all
 * workers, the requests that one died of, a line with id and point each.
 */
export function createDeaths(deaths: readonly Death[], notesFile: string): Deaths {
  const knownByPrompt = deaths.filter(({ isKnownByPrompt }) => isKnownByPrompt);
  const deathOf = new Map(knownByPrompt.map((death) => [death.prompt, death]));
  const nextOf = takeInOrder(
    deaths.filter(({ isKnownByPrompt }) => !isKnownByPrompt),
    `${notesFile}.begun`,
  );
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
        const death = claim && (deathOf.get(claim.prompt) ?? nextOf(claim));
        if (!death) return claim;
        const hasDied = readFileSync(notesFile, "utf8").includes(claim.id);
        inHand = { id: claim.id, point: hasDied ? null : death.point };
        return death.route === null ? claim : { ...claim, routeOrder: [death.route] };
      },
    }),
    watchWork: (provider) => ({
      ...provider,
      async poll(...args) {
        const state = await provider.poll(...args);
        const isHalf = state.state === "running" && (state.progress ?? 0) >= 0.5;
        if (isHalf || state.state === "done") pass("during work");
        return state;
      },
    }),
  };
}

/** Deals deaths out to the requests of their model as these are first taken, one at a time. */
function takeInOrder(deaths: readonly Death[], begunFile: string) {
  appendFileSync(begunFile, "");
  return ({ id, model }: { id: string; model: string }): Death | undefined => {
    const mine = deaths.filter((death) => death.model === model);
    if (mine.length === 0) return undefined;
    const begun = readFileSync(begunFile, "utf8").split("\n");
    const ids = begun.filter((line) => line.endsWith(` ${model}`));
    const at = ids.findIndex((line) => line.startsWith(id));
    if (at === -1) appendFileSync(begunFile, `${id} ${model}\n`);
    return mine[at === -1 ? ids.length : at];
  };
}
