import { expect, test } from "vitest";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createModelRegistry } from "~/.server/ai/registry";
import type { GenerationStore, StartGeneration } from "~/.server/generations/port";
import { refuseUnknownPrompt, startGeneration } from "~/.server/use-cases/start-generation";
import { AppError } from "~/.server/errors";
import type { StudioForm } from "~/domain/forms";
import { offerModels } from "~/domain/offered-models";
import type { SettingsView } from "~/domain/views";

const viewer = {
  userId: "ada",
  sessionId: "session",
  email: "ada@example.org",
  accessToken: "token",
};
const settings: SettingsView = {
  signUpsOpen: true,
  signupCredits: null,
  disabledKinds: [],
  models: {},
  health: {},
  maxRunningPerUser: 4,
};
const form: StudioForm = {
  idempotencyKey: "0198f0c4-7a10-7000-8000-000000000001",
  model: "painter",
  prompt: "a quiet lake",
  negativePrompt: "trees",
  skippedWords: "",
  shape: "16:9",
  count: 2,
};

function createDeps(chosen: Partial<SettingsView> = {}) {
  const started: StartGeneration[] = [];
  let ids = 0;
  let woken = 0;
  const generations = {
    async start(_viewer: unknown, input: StartGeneration) {
      started.push(input);
      return { generationId: input.generationId, replayed: false };
    },
  } as Pick<GenerationStore, "start"> as GenerationStore;
  const deps = {
    pages: { settings: async () => ({ ...settings, ...chosen }) },
    generations,
    models: createModelRegistry(modelDefinitions),
    newId: () => `id-${(ids += 1)}`,
    randomInt: () => 42,
    wakeWorker: () => void (woken += 1),
  };
  return { deps, started, timesWoken: () => woken };
}

test("charges the registry's price for each picture and wakes the worker", async () => {
  const { deps, started, timesWoken } = createDeps();
  await startGeneration(deps, viewer, form);
  expect(started).toMatchObject([
    {
      generationId: "id-1",
      mediaIds: ["id-2", "id-3"],
      kind: "image",
      priceCreditsEach: 500,
      listCreditsEach: 500,
      quotedCreditsEach: null,
      negativePrompt: "trees",
      settings: { shape: "16:9", width: 1344, height: 768, seed: 42 },
    },
  ]);
  expect(timesWoken()).toBe(1);
});

test("promises what the page says: the usual time as it was measured lately, and a deadline that follows it", async () => {
  const health = { painter: { failureShare: 0, waitSeconds: 599.2 } };
  const { deps, started } = createDeps({ health });
  await startGeneration(deps, viewer, form);
  const [offered] = offerModels(
    deps.models.cards.filter(({ id }) => id === "painter"),
    {
      ...settings,
      health,
    },
  );
  expect(offered?.typicalSeconds).toBe(600);
  expect(started[0]).toMatchObject({ usualSeconds: 600, workSeconds: 2700, waitSeconds: 3600 });
});

test("charges the admins' price where they set one", async () => {
  const { deps, started } = createDeps({ models: { painter: { priceCredits: 70 } } });
  await startGeneration(deps, viewer, form);
  expect(started[0]?.priceCreditsEach).toBe(70);
});

test("keeps the seed that was asked for", async () => {
  const { deps, started } = createDeps();
  await startGeneration(deps, viewer, { ...form, seed: 7 });
  expect(started[0]?.settings.seed).toBe(7);
});

test("sums up the same wish the same way, and another one otherwise", async () => {
  const { deps, started } = createDeps();
  await startGeneration(deps, viewer, form);
  await startGeneration(deps, viewer, { ...form, idempotencyKey: "another" });
  await startGeneration(deps, viewer, { ...form, prompt: "a loud lake" });
  const [first, again, other] = started.map(({ inputHash }) => inputHash);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test("leaves it to the transaction to refuse what is switched off or was seen at another price", async () => {
  const { deps, started } = createDeps({
    disabledKinds: ["image"],
    models: { painter: { enabled: false, priceCredits: 70 } },
  });
  await startGeneration(deps, viewer, { ...form, quotedPrice: "500" });
  expect(started).toMatchObject([{ priceCreditsEach: 70, quotedCreditsEach: -1 }]);
});

test("refuses an unknown model and charges nothing", async () => {
  const { deps, started } = createDeps();
  await expect(startGeneration(deps, viewer, { ...form, model: "nothing" })).rejects.toMatchObject({
    code: "model_unavailable",
  });
  expect(started).toEqual([]);
});

/** The transaction, as far as prompts go: it refuses what it is told to, unless it is a repeat. */
function createPromptDeps(isRepeat = false) {
  const { deps, started } = createDeps();
  const generations = {
    async start(_viewer: unknown, input: StartGeneration) {
      started.push(input);
      if (input.promptRefusal && !isRepeat) throw new AppError(input.promptRefusal);
      return { generationId: input.generationId, replayed: isRepeat };
    },
  } as Pick<GenerationStore, "start"> as GenerationStore;
  return { deps: { ...deps, generations }, started };
}

const unknown = { ...form, prompt: "a portrait of an astronaut cat" };
const partly = { ...form, prompt: "three boats and a castle" };

test("a prompt of which the model knows nothing is refused at the prompt, with what it understands", async () => {
  const { deps } = createPromptDeps();
  await expect(startGeneration(deps, viewer, unknown)).rejects.toMatchObject({
    code: "invalid_input",
    fields: { prompt: [expect.stringContaining("“lake”")] },
  });
  expect(() => refuseUnknownPrompt(deps.models, unknown)).toThrow(AppError);
  expect(() => refuseUnknownPrompt(deps.models, partly)).not.toThrow();
});

test("words that will not be in it are charged once they were told, and stored with the request", async () => {
  const { deps, started } = createPromptDeps();
  await expect(startGeneration(deps, viewer, partly)).rejects.toMatchObject({
    code: "words_skipped",
    fields: {},
  });
  await startGeneration(deps, viewer, { ...partly, skippedWords: "castle" });
  const promptReading = { understood: ["three boats"], unknown: ["castle"], leftOut: [] };
  expect(started[1]).toMatchObject({ promptReading, promptRefusal: null });
  expect(started[1]?.inputHash).toBe(started[0]?.inputHash);
});

test("what was told of other words does not count", async () => {
  const { deps } = createPromptDeps();
  const told = { ...partly, skippedWords: "tower" };
  await expect(startGeneration(deps, viewer, told)).rejects.toMatchObject({
    code: "words_skipped",
  });
});

test("a repeated form finds its request, also when the model has unlearned its words since", async () => {
  const { deps } = createPromptDeps(true);
  await expect(startGeneration(deps, viewer, unknown)).resolves.toMatchObject({
    replayed: true,
  });
});

test("a model that takes every word refuses none", async () => {
  const { deps, started } = createPromptDeps();
  const { shape: _shape, ...rest } = unknown;
  await startGeneration(deps, viewer, { ...rest, model: "flux-schnell", count: 1 });
  expect(started[0]).toMatchObject({ promptReading: null, promptRefusal: null });
});
