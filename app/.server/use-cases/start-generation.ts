import { createHash } from "node:crypto";
import { priceOf } from "~/domain/credits";
import type { StudioForm } from "~/domain/forms";
import { offerModels } from "~/domain/model-settings";
import type { SettingsView } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";
import type { ModelRegistry } from "../ai/port";
import { AppError } from "../errors";
import type { GenerationStore } from "../generations/port";

export interface StartGenerationDeps {
  models: ModelRegistry;
  generations: GenerationStore;
  /** A new UUIDv7. */
  newId(): string;
  /** A whole number from 0 up to, not including, the limit. */
  randomInt(limit: number): number;
  /** Tells this process's worker that there is something to do. */
  wakeWorker(): void;
}

/** From the start to the forced refund, by kind. */
const deadlineSeconds = { image: 300, edit: 300, video: 1800 } as const;

/**
 * Charges for a request and puts it into the queue, in one transaction. The price comes from the registry and the
 * app's settings. Returns the generation, the same one again for a repeated form.
 * Errors: model_unavailable, kind_disabled, price_changed, and those of `GenerationStore.start`.
 */
export async function startGeneration(
  deps: StartGenerationDeps,
  viewer: Viewer,
  form: StudioForm,
  settings: SettingsView,
): Promise<{ generationId: string; replayed: boolean }> {
  const card = deps.models.find(form.model);
  if (!card) throw new AppError("model_unavailable");
  const [model] = offerModels([card], settings);
  if (!model?.enabled) throw new AppError("model_unavailable");
  if ((form.quotedCreditsEach ?? model.priceCredits) !== model.priceCredits) {
    throw new AppError("price_changed", { facts: { priceCredits: model.priceCredits } });
  }
  const seed = form.seed ?? deps.randomInt(2 ** 31);
  const negativePrompt = model.hasNegativePrompt ? form.negativePrompt : "";
  const chosen = { shape: form.shape, count: form.count, seed, negativePrompt };
  const started = await deps.generations.start(viewer, {
    generationId: deps.newId(),
    mediaIds: Array.from({ length: form.count }, () => deps.newId()),
    kind: model.kind,
    model: model.id,
    prompt: form.prompt,
    negativePrompt,
    settings: deps.models.parseSettings(model.id, chosen),
    sourceMediaId: null,
    priceCredits: priceOf(model.priceCredits, form.count),
    idempotencyKey: form.idempotencyKey,
    inputHash: hashOf(form),
    deadlineSeconds: deadlineSeconds[model.kind],
  });
  deps.wakeWorker();
  return started;
}

/** SHA-256 of what the person chose: without the key itself, and with an empty seed left empty. */
function hashOf({ model, prompt, negativePrompt, shape, count, seed }: StudioForm): string {
  const chosen = JSON.stringify([model, prompt, negativePrompt, shape, count, seed ?? null]);
  return createHash("sha256").update(chosen).digest("hex");
}
