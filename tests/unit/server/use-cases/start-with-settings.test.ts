import { expect, test } from "vitest";
import { settingsSchema } from "~/.server/ai/catalog/model-settings";
import { createModelRegistry } from "~/.server/ai/registry";
import { AppError } from "~/.server/errors";
import type { GenerationStore, StartGeneration } from "~/.server/generations/port";
import { startGeneration } from "~/.server/use-cases/start-generation";
import type { StudioForm } from "~/domain/forms";
import { defaultSeedRange, type ModelCard } from "~/domain/models";
import type { SettingsView } from "~/domain/views";

const viewer = { userId: "ada", sessionId: "s", email: "ada@example.org", accessToken: "t" };
const settings: SettingsView = {
  signUpsOpen: true,
  signupCredits: null,
  disabledKinds: [],
  disabledMessage: null,
  models: {},
  health: {},
  maintenance: null,
  providers: {},
  maxRunningPerUser: 4,
};
const mover: ModelCard = {
  id: "mover",
  kind: "video",
  name: "Mover",
  bestFor: "Movement.",
  tier: "standard",
  typicalSeconds: 120,
  priceCredits: 2500,
  rates: null,
  builtIn: false,
  isAi: true,
  prompt: "required",
  task: null,
  film: null,
  largestSources: null,
  source: "required",
  mask: "none",
  pictures: [],
  frame: null,
  shapes: [],
  maxOutputs: 1,
  maxPromptLength: 40,
  understands: null,
  hasNegativePrompt: false,
  hasSeed: true,
  seedRange: defaultSeedRange,
  durations: [5, 10],
  resolutions: ["720p", "1080p"],
  steps: { min: 10, max: 50, step: 1, default: 30 },
  guidance: { min: 1, max: 10, step: 0.5, default: 5 },
  hasSoundSwitch: false,
};
const plain: ModelCard = {
  ...mover,
  id: "plain",
  source: "none",
  mask: "none",
  pictures: [],
  durations: [],
  resolutions: [],
  steps: null,
  guidance: null,
};
const priced: ModelCard = { ...mover, id: "priced", rates: { "720p": 500, "1080p": 1000 } };
const sourceMediaId = "0198f0c4-7a10-7000-8000-00000000000a";
const form: StudioForm = {
  idempotencyKey: "0198f0c4-7a10-7000-8000-000000000001",
  model: "mover",
  prompt: "waves roll in",
  negativePrompt: "",
  skippedWords: "",
  count: 1,
  seed: 7,
  sourceMediaId,
};

async function start(changes: Partial<StudioForm>, failure?: AppError) {
  const started: StartGeneration[] = [];
  const generations = {
    async start(_viewer: unknown, input: StartGeneration) {
      if (failure) throw failure;
      started.push(input);
      return { generationId: input.generationId, replayed: false };
    },
  } as Pick<GenerationStore, "start"> as GenerationStore;
  const definitions = [mover, plain, priced].map((card) => ({
    card,
    routes: [],
    settings: settingsSchema(card, null),
  }));
  const models = createModelRegistry(definitions);
  const pages = { settings: async () => settings };
  const promptRules = { isBlocked: async () => false, note: async () => null };
  const uploads = {
    inputs: async () => ({ sources: [], films: [], uploads: [], maskIds: [], made: [] }),
  };
  const ports = { generations, models, pages, promptRules, uploads };
  const vault = { hasStore: () => true };
  const deps = { ...ports, vault, newId: () => "id", randomInt: () => 42, wakeWorker() {} };
  await startGeneration(deps, viewer, { ...form, ...changes });
  return started[0];
}

test("stores what was chosen of what the model has, and the picture that it is made from", async () => {
  const chosen = { durationSeconds: 10, resolution: "1080p", steps: 40, guidance: 3.5 };
  expect(await start(chosen)).toMatchObject({
    kind: "video",
    settings: { ...chosen, seed: 7 },
    sourceMediaId,
    priceCreditsEach: 2500,
    listCreditsEach: 2500,
    usualSeconds: 120,
    workSeconds: 780,
    waitSeconds: 3600,
  });
});

test("stores the usual where nothing was chosen", async () => {
  expect((await start({}))?.settings).toEqual({
    durationSeconds: 5,
    resolution: "720p",
    steps: 30,
    guidance: 5,
    seed: 7,
  });
});

test("leaves out what the model does not have, the picture too", async () => {
  const rest = { durationSeconds: 10, resolution: "1080p", steps: 40, guidance: 3.5 };
  expect(await start({ ...rest, model: "plain" })).toMatchObject({
    settings: { seed: 7 },
    sourceMediaId: null,
  });
});

test.each([
  ["durationSeconds", { durationSeconds: 7 }],
  ["resolution", { resolution: "4k" }],
  ["steps", { steps: 51 }],
  ["guidance", { guidance: 3.3 }],
  ["count", { count: 2 }],
  ["prompt", { prompt: "waves roll in from the open sea, at night" }],
])(
  "refuses a %s that the model does not have, at that field and in words",
  async (name, change) => {
    const refusal = await start(change).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "invalid_input" });
    const { fields } = refusal as AppError;
    expect(Object.keys(fields)).toEqual([name]);
    expect(fields[name]?.[0]).toMatch(/^[A-Z].*\.$/);
  },
);

test("asks for a picture where the model needs one", async () => {
  await expect(start({ sourceMediaId: undefined })).rejects.toMatchObject({
    code: "invalid_input",
    fields: { sourceMediaId: ["Choose a picture to bring to life."] },
  });
});

test("says at the picture that it is not there, also when it is someone else's", async () => {
  await expect(start({}, new AppError("not_found"))).rejects.toMatchObject({
    code: "invalid_input",
    fields: { sourceMediaId: ["This picture is gone. Choose another one."] },
  });
  await expect(start({}, new AppError("suspended"))).rejects.toMatchObject({ code: "suspended" });
});

test("counts every setting and the picture as part of the wish, the price that was shown as none", async () => {
  const another = "0198f0c4-7a10-7000-8000-00000000000b";
  const hashes = await Promise.all(
    [
      {},
      { durationSeconds: 10 },
      { resolution: "1080p" },
      { steps: 20 },
      { guidance: 2 },
      { sourceMediaId: another },
    ].map(async (changes) => (await start(changes))?.inputHash),
  );
  expect(new Set(hashes).size).toBe(hashes.length);
  expect((await start({ quotedPrice: "2500" }))?.inputHash).toBe(hashes[0]);
});

test("charges what the chosen length costs, where that is what the button said", async () => {
  const priced = { model: "priced", durationSeconds: 10 };
  expect(await start({ ...priced, quotedPrice: "2500 720p=500 1080p=1000" })).toMatchObject({
    ...{ priceCreditsEach: 5000, listCreditsEach: 2500, quotedCreditsEach: 5000 },
  });
  expect(await start({ ...priced, resolution: "1080p" })).toMatchObject({
    ...{ priceCreditsEach: 10_000, quotedCreditsEach: null },
  });
  expect(await start({ ...priced, quotedPrice: "2500 720p=400 1080p=1000" })).toMatchObject({
    quotedCreditsEach: -1,
  });
});
