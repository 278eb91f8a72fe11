import { expect, test } from "vitest";
import { editModel, fal } from "~/.server/ai/catalog/define-model";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createModelRegistry } from "~/.server/ai/registry";
import type { GenerationStore, StartGeneration } from "~/.server/generations/port";
import { refuseUnknownPrompt, startGeneration } from "~/.server/use-cases/start-generation";
import { AppError } from "~/.server/errors";
import type { StudioForm } from "~/domain/forms";
import type { OwnInputs } from "~/domain/own-inputs";
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
  disabledMessage: null,
  models: {},
  health: {},
  maintenance: null,
  providers: {},
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

type OwnFilm = OwnInputs["films"][number];
const aFilm: OwnFilm["tile"] = {
  id: "0198f0c4-7a10-7000-8000-00000000000b",
  generationId: "0198f0c4-7a10-7000-8000-00000000000c",
  kind: "video",
  prompt: "waves",
  model: "grok-imagine-video",
  width: 1280,
  height: 720,
  durationSeconds: 6,
  thumbhash: "",
  createdAt: "2026-11-23T12:00:00Z",
  savedAt: null,
  expiresAt: null,
  trashedAt: null,
  starredAt: null,
};
const aPicture = {
  id: "0198f0c4-7a10-7000-8000-00000000000a",
  width: 60,
  height: 40,
  thumbhash: "",
};

function createDeps(chosen: Partial<SettingsView> = {}, films: OwnInputs["films"] = []) {
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
    promptRules: { isBlocked: async () => false, note: async () => null },
    uploads: {
      inputs: async () => ({ sources: [], films, uploads: [aPicture], maskIds: [], made: [] }),
    },
    vault: { hasStore: (name: string) => name === "local-disk" },
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
    deps.models.providersOf,
  );
  expect(offered?.typicalSeconds).toBe(600);
  expect(started[0]).toMatchObject({ usualSeconds: 600, workSeconds: 2700, waitSeconds: 3600 });
});

test("charges the admins' price where they set one", async () => {
  const { deps, started } = createDeps({ models: { painter: { priceCredits: 70 } } });
  await startGeneration(deps, viewer, form);
  expect(started[0]?.priceCreditsEach).toBe(70);
});

test("has a model refused whose app does not answer, but for a repeat, which the transaction knows", async () => {
  const { deps, started } = createDeps();
  const away = modelDefinitions.map((each) => ({ ...each, card: { ...each.card, isAway: true } }));
  await startGeneration({ ...deps, models: createModelRegistry(away) }, viewer, form);
  expect(started[0]?.promptRefusal).toBe("model_unavailable");
  const [offered] = offerModels([away[0]!.card], settings, () => []);
  expect(offered).toMatchObject({ enabled: false, message: expect.stringContaining("answering") });
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

const enlarger = editModel(
  {
    ...{
      id: "enlarger",
      name: "Enlarger",
      bestFor: "More pixels.",
      tier: "quick",
      typicalSeconds: 9,
    },
    ...{ prompt: "none", task: "Upscale", resolutions: ["2×", "4×"] },
  },
  [fal("fal-ai/enlarger", [], { source: "image_url" })],
);
const source = "0198f0c4-7a10-7000-8000-000000000003";
const toEnlarge = { ...form, model: "enlarger", count: 1, sourceMediaId: source };

test("what is asked for without words is called by what the model does, whatever was typed for others", async () => {
  const { deps, started } = createDeps();
  const models = createModelRegistry([enlarger]);
  const tooLong = "x".repeat(3000);
  for (const prompt of ["", "make it winter", tooLong])
    await startGeneration({ ...deps, models }, viewer, { ...toEnlarge, prompt });
  await startGeneration({ ...deps, models }, viewer, {
    ...toEnlarge,
    prompt: "",
    resolution: "4×",
  });
  expect(started.map(({ prompt, isPrompted }) => [prompt, isPrompted])).toEqual([
    ["Upscale 2×", false],
    ["Upscale 2×", false],
    ["Upscale 2×", false],
    ["Upscale 4×", false],
  ]);
  expect(() => refuseUnknownPrompt(models, { ...toEnlarge, prompt: "" })).not.toThrow();
});

test("words that a model is not given are not refused by any rule", async () => {
  const { deps, started } = createDeps();
  const models = createModelRegistry([enlarger]);
  const promptRules = { isBlocked: async () => true, note: async () => null };
  await startGeneration({ ...deps, models, promptRules }, viewer, { ...toEnlarge, prompt: "gore" });
  expect(started).toMatchObject([{ promptRefusal: null }]);
});

test("words to avoid are checked by the rules too, where the model is given them", async () => {
  const { deps, started } = createDeps();
  const noted: string[] = [];
  const promptRules = {
    isBlocked: async (words: string) => words === "trees",
    async note(_viewer: unknown, _id: string, words: string) {
      noted.push(words);
      return "trees";
    },
  };
  await startGeneration({ ...deps, promptRules }, viewer, form);
  expect(started.map(({ promptRefusal }) => promptRefusal)).toEqual(["prompt_blocked"]);
  const generations = {
    start: () => Promise.reject(new AppError("prompt_blocked")),
  } as unknown as GenerationStore;
  const refused = startGeneration({ ...deps, generations, promptRules }, viewer, form);
  await expect(refused).rejects.toMatchObject({ facts: { phrase: "trees" } });
  expect(noted).toEqual(["trees"]);
});

test("a model that needs words is not asked without any, by visitors neither", async () => {
  const { deps, started } = createDeps();
  const wordless = { ...form, prompt: "" };
  const refusal = { code: "invalid_input", fields: { prompt: ["Describe what you want to see."] } };
  await expect(startGeneration(deps, viewer, wordless)).rejects.toMatchObject(refusal);
  expect(() => refuseUnknownPrompt(deps.models, wordless)).toThrow(
    expect.objectContaining(refusal),
  );
  expect(started).toEqual([]);
});

test("a frame is stored as it was chosen, and one that nobody could make is refused before it is paid", async () => {
  const { deps, started } = createDeps();
  const reframe = { ...form, model: "reframe", prompt: "", negativePrompt: "", count: 1 };
  const ask = (typed: Partial<StudioForm>) =>
    startGeneration(deps, viewer, { ...reframe, sourceMediaId: aPicture.id, ...typed });
  const refusal = (typed: Partial<StudioForm>) =>
    ask(typed).catch((error: AppError) => error.fields);
  await ask({ shape: "16:9" });
  await ask({ frameLeft: 20, frameTop: 5, frameUnit: "pixels" });
  await ask({ prompt: "white border", frameLeft: 20 });
  expect(
    started.map(({ prompt, isPrompted, settings: stored }) => [prompt, isPrompted, stored]),
  ).toEqual([
    ["Reframe 16:9", false, { shape: "16:9" }],
    [
      "Reframe: 20 pixels more on the left, 5 pixels more above",
      false,
      { frameLeft: 20, frameTop: 5, frameUnit: "pixels" },
    ],
    ["white border", true, { frameLeft: 20, frameUnit: "percent" }],
  ]);
  expect(started.at(-1)?.promptReading).toEqual({
    understood: ["20% more on the left", "filled with white"],
    unknown: [],
    leftOut: [],
  });
  aPicture.width = 40;
  expect(await refusal({ shape: "1:1" })).toEqual({
    shape: ["Your picture has this shape already. Choose another one, or add room on a side."],
  });
  expect(await refusal({ frameTop: 201 })).toEqual({
    frameTop: ["Add up to 200 percent on a side."],
  });
  expect(await refusal({ frameTop: 200, frameBottom: 200.5 })).toHaveProperty("frameBottom");
  expect(await refusal({ frameRight: 400, frameUnit: "pixels" })).toEqual({
    frameRight: ["This would be too long and narrow: one side may be up to 5 times the other."],
  });
  expect(
    await refusal({ frameRight: 4000, frameBottom: 4000, frameTop: 4000, frameUnit: "pixels" }),
  ).toEqual({
    frameRight: ["This would be 32.5 megapixels, and the most is 24. Add less room."],
  });
  expect(started).toHaveLength(3);
});

/** What a model says of a film of one's own, by field; null where it takes it. */
async function saidOfFilm(
  model: string,
  changes: Partial<OwnFilm["tile"]>,
  file: Partial<OwnFilm>,
) {
  const tile = { ...aFilm, ...changes };
  const films = [{ tile, sizeBytes: 1000, store: "local-disk", ...file }];
  const { deps, started } = createDeps({}, films);
  const { shape: _, ...plain } = form;
  const asked = { ...plain, negativePrompt: "", model, count: 1, sourceMediaId: aFilm.id };
  const said = await startGeneration(deps, viewer, asked).then(
    () => null,
    (error: unknown) => (error as AppError).fields["sourceMediaId"],
  );
  expect(started).toHaveLength(said === null ? 1 : 0);
  return { said, takesFilm: started[0]?.takesFilm };
}

test("a model that goes on from a film takes one that it can, and says before any charge why not", async () => {
  const grok = async (tile: Partial<OwnFilm["tile"]>, file: Partial<OwnFilm> = {}) =>
    (await saidOfFilm("grok-imagine-extend", tile, file)).said?.[0];
  expect(await saidOfFilm("grok-imagine-extend", {}, {})).toEqual({ said: null, takesFilm: true });
  expect(await grok({ durationSeconds: 15.04 })).toBeUndefined();
  expect(await grok({ durationSeconds: 16 })).toBe(
    "Grok Imagine from a video can't go on from this video: it takes 2 to 15 seconds, and this one has 16. " +
      "Choose another video, or start from the last frame of this one.",
  );
  expect(await grok({ durationSeconds: 1 })).toContain("this one has 1.");
  expect(await grok({}, { sizeBytes: 60_000_000 })).toContain("larger than 50 MB");
  expect(await grok({}, { store: "vercel-blob" })).toContain(
    "kept in a place that isn't connected",
  );

  const veo = async (tile: Partial<OwnFilm["tile"]>) =>
    (await saidOfFilm("veo-3-1-fast-extend", { model: "veo-3-1", ...tile }, {})).said?.[0];
  expect(await veo({})).toBeUndefined();
  expect(await veo({ width: 1080, height: 1920 })).toBeUndefined();
  expect(await veo({ model: "motion" })).toContain("only videos that it made itself");
  expect(await veo({ durationSeconds: 15 })).toContain("1 to 8 seconds");
  expect(await veo({ width: 640, height: 360 })).toContain("720p or 1080p");
  expect(await veo({ width: 960, height: 720 })).toContain("the shapes 16:9 or 9:16");
});
