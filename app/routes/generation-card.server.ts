import { describeFailure } from "~/domain/failure-message";
import { isTerminal } from "~/domain/generation";
import type { ModelCard } from "~/domain/models";
import type { GenerationView } from "~/domain/views";
import { showAllMedia, type Placeholders } from "./media-tile.server";

/** What the words about a request need to know of the models. */
interface KnownModels {
  find(modelId: string): ModelCard | null;
  providerName(provider: string, modelId: string): string;
}

interface Showing extends Placeholders {
  models: KnownModels;
}

/** A request as pages show it: its files ready for tiles, who was asked, and why it failed, in words. */
export async function showGeneration(showing: Showing, generation: GenerationView) {
  const { models } = showing;
  const { provider, model, status, media } = generation;
  const providerWords = provider === null ? null : models.providerName(provider, model);
  const who = providerWords ?? models.find(model)?.name ?? model;
  return {
    ...generation,
    providerWords,
    failure: status === "failed" ? describeFailure(generation, who) : null,
    media: await showAllMedia(showing, media),
  };
}

/** The same of several. */
export function showGenerations(showing: Showing, generations: readonly GenerationView[]) {
  return Promise.all(generations.map((each) => showGeneration(showing, each)));
}

/** Without JavaScript a page with unfinished work loads itself again. Null: nothing to wait for. */
export function refreshSecondsFor(generations: readonly GenerationView[]): number | null {
  return generations.every(({ status }) => isTerminal(status)) ? null : 3;
}
