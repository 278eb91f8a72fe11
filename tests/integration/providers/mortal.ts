import type { AiProvider } from "~/.server/ai/port";
import type { GenerationStore } from "~/.server/generations/port";
import type { MediaStore } from "~/.server/media/store-port";

/** What a worker does for a generation, in order. A process can die right before and right after each. */
const steps = [
  "recordSubmitIntent",
  "submit",
  "recordProviderJob",
  "poll",
  "collect",
  "store",
  "complete",
] as const;
/** Only some providers have something to prepare. */
type Step = (typeof steps)[number] | "prepare";

export const deathPoints: readonly string[] = steps.flatMap((step) => [
  `before ${step}`,
  `after ${step}`,
]);

/** A process that dies at one point: whatever it has in hand stays as it is, and nothing more of it reaches anybody. */
export interface Mortal {
  dead: Promise<void>;
  generations(store: GenerationStore): GenerationStore;
  provider(provider: AiProvider): AiProvider;
  mediaStore(store: MediaStore): MediaStore;
}

export function createMortal(deathPoint: string | null): Mortal {
  const { promise: dead, resolve: die } = Promise.withResolvers<void>();
  const forever = new Promise<never>(() => {});
  let isDead = false;

  async function pass(here: string): Promise<void> {
    if (here === deathPoint) {
      isDead = true;
      die();
    }
    if (isDead) await forever;
  }

  function at<A extends unknown[], R>(step: Step, work: (...args: A) => Promise<R>) {
    return async (...args: A): Promise<R> => {
      await pass(`before ${step}`);
      const result = await work(...args);
      await pass(`after ${step}`);
      return result;
    };
  }

  return {
    dead,
    generations: (store) => ({
      ...store,
      heartbeat: async (...args) => (isDead ? await forever : await store.heartbeat(...args)),
      recordSubmitIntent: at("recordSubmitIntent", store.recordSubmitIntent),
      recordProviderJob: at("recordProviderJob", store.recordProviderJob),
      complete: at("complete", store.complete),
    }),
    provider: (provider) => ({
      ...provider,
      ...(provider.prepare && { prepare: at("prepare", provider.prepare.bind(provider)) }),
      submit: at("submit", provider.submit.bind(provider)),
      poll: at("poll", provider.poll.bind(provider)),
      collect: at("collect", provider.collect.bind(provider)),
    }),
    mediaStore: (store) => ({ ...store, put: at("store", store.put.bind(store)) }),
  };
}
