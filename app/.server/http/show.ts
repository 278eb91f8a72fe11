import { failureWords } from "~/domain/failure-words";
import type { FailureCode } from "~/domain/generation";
import { isTerminal } from "~/domain/generation";
import type { ModelCard } from "~/domain/models";
import type { GenerationView, MediaTileView } from "~/domain/views";
import { placeholderOf } from "./placeholder";

/** What the words about a request need to know of the models. */
interface KnownModels {
  find(modelId: string): ModelCard | null;
  providerWords(provider: string, modelId: string): string;
}

/** A media row as tiles show it: with a stand-in until the picture has come. */
export function showMedia<Tile extends MediaTileView>(media: Tile) {
  return { ...media, placeholder: placeholderOf(media.thumbhash) };
}

/** A request as pages show it: its files ready for tiles, who was asked, and why it failed, in words. Pure. */
export function showGeneration(generation: GenerationView, models: KnownModels) {
  const { provider, model, status, media } = generation;
  const providerWords = provider === null ? null : models.providerWords(provider, model);
  return {
    ...generation,
    providerWords,
    failure: status === "failed" ? failureOf(generation, providerWords, models) : null,
    media: media.map(showMedia),
  };
}

const ourFailures: readonly (FailureCode | null)[] = [
  "provider_auth",
  "provider_credit",
  "ambiguous",
  "source_gone",
  "store_failure",
  "deadline",
  "attempts_exhausted",
];

/** Who failed, as a title, and what was wrong: as it was said when it happened, else what such a failure usually means. */
function failureOf(
  { failureCode, failureWords: said, model, kind, outputCount }: GenerationView,
  providerWords: string | null,
  models: KnownModels,
) {
  const who = providerWords ?? models.find(model)?.name ?? model;
  const what = `${outputCount === 1 ? "this" : "these"} ${kind === "video" ? "video" : "picture"}${outputCount === 1 ? "" : "s"}`;
  const usual = failureCode
    ? failureWords(failureCode, who)
    : "It was stopped before it was finished.";
  return {
    title: ourFailures.includes(failureCode)
      ? `We couldn't finish ${what}`
      : `${who} couldn't make ${what}`,
    words: said || usual,
  };
}

/** Without JavaScript a page with unfinished work loads itself again. Null: nothing to wait for. */
export function refreshSecondsFor(generations: readonly GenerationView[]): number | null {
  return generations.every(({ status }) => isTerminal(status)) ? null : 3;
}
