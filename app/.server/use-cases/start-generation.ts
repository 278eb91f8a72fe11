import { createHash } from "node:crypto";
import { maxQueueSeconds, maxRunSeconds } from "~/domain/deadlines";
import { chosenFields, fieldErrors, noPrompt, type StudioForm } from "~/domain/forms";
import {
  type AskedOfSource,
  goneSource,
  largestSourceOf,
  noSource,
  readFoundSource,
  taskOf,
  tooLarge,
} from "~/domain/asked-of-source";
import { type FrameWords, roomIn, settingsOfRoom } from "~/domain/frame";
import { offerModels, restingProvider } from "~/domain/offered-models";
import type { GenerationInput } from "~/domain/generation";
import type { ModelCard } from "~/domain/models";
import { slotsOf } from "~/domain/picture-slots";
import { priceKey, priceOf } from "~/domain/prices";
import { isEmptyReading, emptyReadingMessage, skippedWords } from "~/domain/prompt-reading";
import type { Viewer } from "~/domain/viewer";
import type { ModelRegistry } from "../ai/port";
import { AppError } from "../errors";
import type { Pages } from "../gallery/port";
import type { Uploads } from "../media/uploads-port";
import type { MediaVault } from "../media/vault-port";
import type { GenerationStore, PromptRules, StartGeneration } from "../generations/port";

export interface StartGenerationDeps {
  pages: Pick<Pages, "settings">;
  models: ModelRegistry;
  uploads: Pick<Uploads, "inputs">;
  vault: Pick<MediaVault, "hasStore">;
  generations: GenerationStore;
  promptRules: Pick<PromptRules, "isBlocked" | "note">;
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
 * model_unavailable, prompt_blocked (with the facts phrase and blockedId), invalid_input (with `fields`: a setting that
 * the model does not have, no source picture or one that is not there, a frame around it that is too large or none, no
 * prompt where it needs one, a prompt of which the model knows nothing), and those of `GenerationStore.start`. A
 * request without words is called by what its model does.
 */
export async function startGeneration(
  deps: StartGenerationDeps,
  viewer: Viewer,
  sent: StudioForm,
): Promise<{ generationId: string; replayed: boolean }> {
  const card = deps.models.cards.find(({ id }) => id === sent.model);
  const [settings, blocked] = await Promise.all([
    deps.pages.settings(),
    card ? blockedWords(deps.promptRules, card, sent) : null,
  ]);
  const [model] = offerModels(card ? [card] : [], settings, deps.models.providersOf);
  if (!model) throw new AppError("model_unavailable");
  const isResting = restingProvider(settings, deps.models.providersOf(model.id)) !== null;
  const form = { ...sent, prompt: promptOf(model, sent) };
  const sourceMediaId = sourceOf(model, form);
  const { words, ...reading } =
    refusedReading(blocked !== null, model.isAway || isResting) ?? readingOf(deps.models, form);
  const chosen = chosenSettings(deps, model, form);
  if (sourceMediaId && !reading.promptRefusal)
    Object.assign(chosen, await readSource(deps, viewer, { model, sourceMediaId, chosen, words }));
  const priceCreditsEach = priceOf(model, chosen);
  const started = await deps.generations
    .start(viewer, {
      generationId: deps.newId(),
      mediaIds: Array.from({ length: form.count }, () => deps.newId()),
      kind: model.kind,
      model: model.id,
      prompt: form.prompt || taskOf(model, chosen),
      isPrompted: form.prompt !== "",
      negativePrompt: model.hasNegativePrompt ? form.negativePrompt : "",
      settings: chosen,
      ...reading,
      sourceMediaId,
      largestSource: largestSourceOf(model, chosen),
      takesFilm: model.film !== null,
      inputs: inputsOf(model, form, sourceMediaId),
      priceCreditsEach,
      listCreditsEach: model.priceCredits,
      listRates: settings.models[model.id]?.rates ?? null,
      quotedCreditsEach: quoted(model, form, priceCreditsEach),
      idempotencyKey: form.idempotencyKey,
      inputHash: hashOf(sent),
      usualSeconds: model.typicalSeconds,
      workSeconds: maxRunSeconds(model.typicalSeconds),
      waitSeconds: maxQueueSeconds,
    })
    .catch(async (error: unknown) => {
      const code = error instanceof AppError ? error.code : null;
      if (code === "too_large") throw fieldRefused("sourceMediaId", tooLarge(model, chosen));
      if (code === "not_found" && error instanceof AppError && sourceMediaId)
        throw inputGone(error, model, form);
      if (code === "prompt_blocked" && blocked !== null)
        throw await noteBlocked(deps, viewer, blocked, error);
      if (code === "invalid_input" && code === reading.promptRefusal)
        throw promptRefused(model, error);
      throw error;
    });
  deps.wakeWorker();
  return started;
}

/** What the rules refuse of the words that the model is given, the prompt first; null for nothing. */
async function blockedWords(
  rules: Pick<PromptRules, "isBlocked">,
  { prompt, hasNegativePrompt }: ModelCard,
  sent: StudioForm,
): Promise<string | null> {
  const given = [
    prompt === "none" ? "" : sent.prompt,
    hasNegativePrompt ? sent.negativePrompt : "",
  ];
  const refused = await Promise.all(
    given.map(async (each) => each !== "" && rules.isBlocked(each)),
  );
  return given.find((_, place) => refused[place]) ?? null;
}

/** Counts the refusal, and tells what it is about and where to object. */
async function noteBlocked(
  { promptRules, newId }: StartGenerationDeps,
  viewer: Viewer,
  prompt: string,
  cause: unknown,
): Promise<AppError> {
  const blockedId = newId();
  const phrase = await promptRules.note(viewer, blockedId, prompt);
  return new AppError("prompt_blocked", {
    cause,
    ...(phrase !== null && { facts: { phrase, blockedId } }),
  });
}

/**
 * For visitors, before they sign in: what nobody could make a picture from is refused like it is afterwards. Error:
 * invalid_input, at the prompt.
 */
export function refuseUnknownPrompt(models: ModelRegistry, sent: StudioForm): void {
  const card = models.find(sent.model);
  if (!card) return;
  const form = { ...sent, prompt: promptOf(card, sent) };
  if (readingOf(models, form).promptRefusal === "invalid_input") throw promptRefused(card);
}

/** The words for the model: none for one that takes none, whatever was typed for others. Error: invalid_input. */
function promptOf({ prompt: takes }: ModelCard, { prompt }: StudioForm): string {
  if (takes === "required" && !prompt)
    throw new AppError("invalid_input", { fields: { prompt: [noPrompt] } });
  return takes === "none" ? "" : prompt;
}

/** What is refused whatever the model makes of the prompt; null for nothing. */
function refusedReading(isBlocked: boolean, isOut: boolean) {
  if (!isBlocked && !isOut) return null;
  const promptRefusal = isBlocked ? ("prompt_blocked" as const) : ("model_unavailable" as const);
  return { promptReading: null, promptRefusal, words: null };
}

/** What the model will make of the prompt, and why that is not charged for. */
function readingOf(
  models: ModelRegistry,
  form: StudioForm,
): Pick<StartGeneration, "promptReading" | "promptRefusal"> & { words: FrameWords | null } {
  const read = models.readPrompt(form.model, form);
  if (!read) return { promptReading: null, promptRefusal: null, words: null };
  const { frame: words = null, ...promptReading } = read;
  if (isEmptyReading(read)) return { promptReading, promptRefusal: "invalid_input", words };
  const isTold = skippedWords(read) === form.skippedWords;
  return { promptReading, promptRefusal: isTold ? null : "words_skipped", words };
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
  if (model.source === "required" && !sourceMediaId)
    throw fieldRefused("sourceMediaId", noSource(model));
  return sourceMediaId ?? null;
}

/**
 * Looks at the picture or film that it is made from, where the model has to. Resolves to further settings to store.
 * Errors: invalid_input, at the field of what can't be done with it. What is gone is refused elsewhere.
 */
async function readSource(
  { uploads, models, vault }: Pick<StartGenerationDeps, "uploads" | "models" | "vault">,
  viewer: Viewer,
  {
    sourceMediaId,
    ...asked
  }: { sourceMediaId: string } & Omit<AskedOfSource, "readMade" | "hasStore">,
): Promise<Record<string, unknown>> {
  const readMade = models.readerOfMade(asked.model.id);
  if (!asked.model.frame && !asked.model.film && !readMade) return {};
  const found = await uploads.inputs(viewer, [sourceMediaId]);
  const read = readFoundSource(found, { ...asked, readMade, hasStore: vault.hasStore });
  if ("words" in read) throw fieldRefused(read.field, read.words);
  return read.settings;
}

/** What it is given besides, in the fields that the model has. Errors: invalid_input, by field. */
function inputsOf(
  model: ModelCard,
  form: StudioForm,
  sourceMediaId: string | null,
): GenerationInput[] {
  if (model.source === "none") return [];
  const slots = slotsOf(model).map((slot) => ({ ...slot, id: form[slot.field] }));
  if (!sourceMediaId) {
    if (slots.some(({ id }) => id))
      throw fieldRefused("sourceMediaId", "Choose the first picture, too.");
    return [];
  }
  for (const { role, need } of model.pictures) {
    const ofRole = slots.filter((slot) => slot.role === role);
    const [first] = ofRole;
    if (need === "required" && first && !ofRole.some(({ id }) => id))
      throw fieldRefused(first.field, "Choose a picture here, too.");
  }
  if (!form.maskId && model.mask === "required")
    throw fieldRefused("maskId", "Mark the part to change.");
  const mask = model.mask === "none" ? undefined : form.maskId;
  return [{ role: "mask" as const, id: mask }, ...slots].flatMap(({ role, id }) =>
    id ? { role, id } : [],
  );
}

/** Says which of the files is there no longer, at its field. */
function inputGone({ facts }: AppError, model: ModelCard, form: StudioForm): AppError {
  if (facts["role"] === "mask")
    return fieldRefused("maskId", "The part you marked is gone. Mark it again.");
  const slot = slotsOf(model).find(({ field }) => facts["id"] && form[field] === facts["id"]);
  return fieldRefused(slot?.field ?? "sourceMediaId", goneSource(model));
}

function fieldRefused(field: keyof StudioForm, words: string): AppError {
  return new AppError("invalid_input", { fields: { [field]: [words] } });
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
      sound: model.hasSoundSwitch ? form.sound : undefined,
      ...(model.frame && settingsOfRoom(roomIn(form))),
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
