import { createHash } from "node:crypto";
import { maxQueueSeconds, maxRunSeconds } from "~/domain/deadlines";
import { chosenFields, fieldErrors, type StudioForm } from "~/domain/forms";
import { offerModels } from "~/domain/offered-models";
import type { GenerationInput } from "~/domain/generation";
import type { ModelCard } from "~/domain/models";
import { priceKey, priceOf } from "~/domain/prices";
import { isEmptyReading, emptyReadingMessage, skippedWords } from "~/domain/prompt-reading";
import type { Viewer } from "~/domain/viewer";
import type { ModelRegistry } from "../ai/port";
import { AppError } from "../errors";
import type { Pages } from "../gallery/port";
import type { GenerationStore, StartGeneration } from "../generations/port";

export interface StartGenerationDeps {
  pages: Pick<Pages, "settings">;
  models: ModelRegistry;
  generations: GenerationStore;
  /** A new UUIDv7. */
  newId(): string;
  /** A whole number from 0 up to, not including, the limit. */
  randomInt(limit: number): number;
  /** Tells this process's worker that there is something to do. */
  wakeWorker(): void;
}

/**
 * Charges for a request and puts it into the queue, in one transaction. The price comes from the registry and the app's
 * settings. Returns the generation, the same one again for a repeated form: so whatever may have changed since the
 * first time, such as switches, prices and the words that a model knows, is the transaction's to refuse. Errors:
 * model_unavailable, invalid_input (with `fields`: a setting that the model does not have, no source picture or one
 * that is not there, a prompt of which the model knows nothing), and those of `GenerationStore.start`.
 */
export async function startGeneration(
  deps: StartGenerationDeps,
  viewer: Viewer,
  form: StudioForm,
): Promise<{ generationId: string; replayed: boolean }> {
  const settings = await deps.pages.settings();
  const card = deps.models.cards.find(({ id }) => id === form.model);
  const [model] = offerModels(card ? [card] : [], settings);
  if (!model) throw new AppError("model_unavailable");
  const sourceMediaId = sourceOf(model, form);
  const reading = readingOf(deps.models, form);
  const chosen = chosenSettings(deps, model, form);
  const priceCreditsEach = priceOf(model, chosen);
  const started = await deps.generations
    .start(viewer, {
      generationId: deps.newId(),
      mediaIds: Array.from({ length: form.count }, () => deps.newId()),
      kind: model.kind,
      model: model.id,
      prompt: form.prompt,
      negativePrompt: model.hasNegativePrompt ? form.negativePrompt : "",
      settings: chosen,
      ...reading,
      sourceMediaId,
      inputs: inputsOf(model, form, sourceMediaId),
      priceCreditsEach,
      listCreditsEach: model.priceCredits,
      quotedCreditsEach: quoted(model, form, priceCreditsEach),
      idempotencyKey: form.idempotencyKey,
      inputHash: hashOf(form),
      usualSeconds: model.typicalSeconds,
      workSeconds: maxRunSeconds(model.typicalSeconds),
      waitSeconds: maxQueueSeconds,
    })
    .catch((error: unknown) => {
      const code = error instanceof AppError ? error.code : null;
      const isMaskGone = error instanceof AppError && error.facts["role"] === "mask";
      if (code === "not_found" && isMaskGone)
        throw maskRefused("The part you marked is gone. Mark it again.");
      if (code === "not_found" && sourceMediaId)
        throw sourceRefused("This picture is gone. Choose another one.");
      if (code === "invalid_input" && code === reading.promptRefusal)
        throw promptRefused(model, error);
      throw error;
    });
  deps.wakeWorker();
  return started;
}

/**
 * For visitors, before they sign in: what nobody could make a picture from is refused like it is afterwards. Error:
 * invalid_input, at the prompt.
 */
export function refuseUnknownPrompt(models: ModelRegistry, form: StudioForm): void {
  const card = models.find(form.model);
  if (card && readingOf(models, form).promptRefusal === "invalid_input") throw promptRefused(card);
}

/** What the model will make of the prompt, and why that is not charged for. */
function readingOf(
  models: ModelRegistry,
  form: StudioForm,
): Pick<StartGeneration, "promptReading" | "promptRefusal"> {
  const promptReading = models.readPrompt(form.model, form);
  if (!promptReading) return { promptReading, promptRefusal: null };
  if (isEmptyReading(promptReading)) return { promptReading, promptRefusal: "invalid_input" };
  const isTold = skippedWords(promptReading) === form.skippedWords;
  return { promptReading, promptRefusal: isTold ? null : "words_skipped" };
}

function promptRefused(card: ModelCard, cause?: unknown): AppError {
  return new AppError("invalid_input", { cause, fields: { prompt: [emptyReadingMessage(card)] } });
}

/** What the button said for one file; another price than ours where it was priced otherwise. */
function quoted(
  model: ModelCard,
  { quotedPrice }: StudioForm,
  priceCredits: number,
): number | null {
  if (quotedPrice === undefined) return null;
  return quotedPrice === priceKey(model) ? priceCredits : -1;
}

/** The picture that it is made from; null for models and requests that need none. Error: invalid_input. */
function sourceOf(model: ModelCard, { sourceMediaId }: StudioForm): string | null {
  if (model.source === "none") return null;
  if (model.source === "required" && !sourceMediaId) {
    throw sourceRefused(
      model.kind === "video" ? "Choose a picture to bring to life." : "Choose a picture to edit.",
    );
  }
  return sourceMediaId ?? null;
}

/** What it is given besides the picture: which part is to change, where the model takes that. Error: invalid_input. */
function inputsOf(
  { mask }: ModelCard,
  { maskId }: StudioForm,
  sourceMediaId: string | null,
): GenerationInput[] {
  if (mask === "none" || !sourceMediaId) return [];
  if (!maskId && mask === "required") throw maskRefused("Mark the part to change.");
  return maskId ? [{ role: "mask", id: maskId }] : [];
}

function maskRefused(words: string): AppError {
  return new AppError("invalid_input", { fields: { maskId: [words] } });
}

function sourceRefused(words: string): AppError {
  return new AppError("invalid_input", { fields: { sourceMediaId: [words] } });
}

/** What is stored with the request: what the model has, as chosen or as usual. Error: invalid_input, by field. */
function chosenSettings(
  { models, randomInt }: StartGenerationDeps,
  model: ModelCard,
  form: StudioForm,
): Record<string, unknown> {
  const { min, max } = model.seedRange;
  try {
    return models.parseSettings(model.id, {
      prompt: form.prompt,
      shape: form.shape ?? model.shapes[0] ?? "",
      count: form.count,
      seed: form.seed ?? min + randomInt(max - min + 1),
      negativePrompt: model.hasNegativePrompt ? form.negativePrompt : "",
      durationSeconds: model.durations.length > 0 ? form.durationSeconds : undefined,
      resolution: model.resolutions.length > 0 ? form.resolution : undefined,
      steps: model.steps ? form.steps : undefined,
      guidance: model.guidance ? form.guidance : undefined,
    });
  } catch (error) {
    const fields = fieldErrors(error);
    throw fields ? new AppError("invalid_input", { cause: error, fields }) : error;
  }
}

/** SHA-256 of what the person chose, with an empty seed left empty. */
function hashOf(form: StudioForm): string {
  const sorted = chosenFields(form).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}
