import fc from "fast-check";
import { expect, test } from "vitest";
import { ZodError } from "zod";
import { canTake } from "~/.server/ai/catalog/can-take";
import { isGradioRoute } from "~/.server/ai/catalog/gradio-route";
import type { AiProvider, ChosenSettings, ModelRequest, ModelRoute } from "~/.server/ai/port";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createModelRegistry, usableModels } from "~/.server/ai/registry";
import { maxRunSeconds } from "~/domain/deadlines";
import type { GenerationKind, PictureRole } from "~/domain/generation";
import { maxPromptLength, type ModelCard, modelTiers, type NumberRange } from "~/domain/models";
import { soundChoices } from "~/domain/prices";
import { shapeIds } from "~/domain/shapes";
import { documentedParameters, upstreamParameters } from "./upstream-parameters.ts";

const cards = modelDefinitions.map(({ card }) => card);
const bought = modelDefinitions.filter(({ card }) => !card.builtIn);
const boughtRoutes = bought.flatMap((definition) =>
  definition.routes.map((route) => ({
    definition,
    route,
    key: `${definition.card.id} ${route.id}`,
  })),
);

/** What the forms send when nothing was chosen but what they must send. */
const plainChoice = { prompt: "a red house", shape: "1:1", count: 1, seed: 7, negativePrompt: "" };

function definitionOf(id: string): ModelDefinition {
  const definition = modelDefinitions.find(({ card }) => card.id === id);
  if (!definition) throw new Error(`No model ${id}`);
  return definition;
}

function requestOf(
  { card, settings }: ModelDefinition,
  route: ModelRoute,
  chosen: ChosenSettings,
): ModelRequest {
  return {
    generationId: "generation",
    kind: card.kind,
    model: card.id,
    prompt: card.prompt === "none" ? "" : "a red house",
    negativePrompt: chosen.negativePrompt,
    settings: settings.parse(chosen),
    outputCount: Math.min(chosen.count, route.maxOutputs),
    readSource: null,
    readFilm: card.film && (() => Promise.reject(new Error("not read here"))),
  };
}

/** Fields of a refusal with what is said of each; empty when the choice is accepted. */
function refusals({ settings }: ModelDefinition, chosen: ChosenSettings) {
  const result = settings.safeParse(chosen);
  if (result.success) return {};
  return Object.fromEntries(result.error.issues.map(({ path, message }) => [path[0], message]));
}

function within({ min, max, step }: NumberRange) {
  return fc
    .integer({ min: 0, max: Math.floor((max - min) / step) })
    .map((steps) => min + steps * step);
}

const orNothing = <T>(values: readonly T[]) =>
  values.length > 0 ? fc.constantFrom(undefined, ...values) : fc.constant(undefined);
const numberOrNothing = (choice: NumberRange | null) =>
  choice ? fc.option(within(choice), { nil: undefined }) : fc.constant(undefined);

/** Everything that a card lets a person choose. */
function choicesOf(card: ModelCard): fc.Arbitrary<ChosenSettings> {
  return fc.record({
    prompt: fc.string({ maxLength: card.maxPromptLength }),
    shape: fc.constantFrom(...(card.shapes.length > 0 ? card.shapes : shapeIds)),
    count: fc.integer({ min: 1, max: card.maxOutputs }),
    seed: fc.integer({ min: 0, max: 2_147_483_647 }),
    negativePrompt: card.hasNegativePrompt ? fc.string() : fc.constant(""),
    durationSeconds: orNothing(card.durations),
    resolution: orNothing(card.resolutions),
    steps: numberOrNothing(card.steps),
    guidance: numberOrNothing(card.guidance),
    sound: orNothing(card.hasSoundSwitch ? soundChoices : []),
  });
}

/** Values of one field that the card does not offer. */
function outsideOf(card: ModelCard): fc.Arbitrary<Partial<ChosenSettings>> {
  const anyNumber = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, Number.NaN));
  const around = (choice: NumberRange | null) =>
    choice
      ? fc.oneof(
          anyNumber,
          within(choice).map((n) => n + choice.step / 2),
          fc.constantFrom(choice.min - choice.step, choice.max + choice.step),
        )
      : anyNumber;
  const isOffered = (choice: NumberRange | null, value: number) => {
    if (!choice) return false;
    const steps = (value - choice.min) / choice.step;
    return value >= choice.min && value <= choice.max && Math.abs(steps - Math.round(steps)) < 1e-6;
  };
  const isWhole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  const most = card.maxPromptLength;
  const fields: fc.Arbitrary<Partial<ChosenSettings>>[] = [
    fc.integer({ min: most + 1, max: 2 * most }).map((length) => ({ prompt: "x".repeat(length) })),
    anyNumber.filter((n) => !isWhole(n, 1, card.maxOutputs)).map((count) => ({ count })),
    anyNumber
      .filter((n) => !card.durations.includes(n))
      .map((durationSeconds) => ({ durationSeconds })),
    fc
      .oneof(fc.string(), fc.constantFrom("720p", "1080p", "4K", "2160p"))
      .filter((word) => !card.resolutions.includes(word))
      .map((resolution) => ({ resolution })),
    around(card.steps)
      .filter((n) => !isOffered(card.steps, n))
      .map((steps) => ({ steps })),
    around(card.guidance)
      .filter((n) => !isOffered(card.guidance, n))
      .map((guidance) => ({ guidance })),
  ];
  if (card.hasSeed) {
    const outside = anyNumber.filter((n) => !isWhole(n, 0, 2_147_483_647));
    fields.push(outside.map((seed) => ({ seed })));
  }
  if (!card.hasNegativePrompt)
    fields.push(fc.string({ minLength: 1 }).map((negativePrompt) => ({ negativePrompt })));
  if (card.shapes.length > 0) {
    const offered: readonly string[] = card.shapes;
    const others = fc.oneof(fc.string(), fc.constantFrom(...shapeIds, "2:3"));
    fields.push(others.filter((word) => !offered.includes(word)).map((shape) => ({ shape })));
  }
  return fc.oneof(...fields);
}

test("offers at least 20 picture, 14 edit and 20 video models, and what is built in after them", () => {
  const count = (kind: GenerationKind) => bought.filter(({ card }) => card.kind === kind).length;
  const { cards: inOrder } = createModelRegistry(modelDefinitions);
  expect(inOrder).toHaveLength(cards.length);
  expect(inOrder.slice(bought.length).every(({ builtIn }) => builtIn)).toBe(true);
  expect(count("image")).toBeGreaterThanOrEqual(20);
  expect(count("edit")).toBeGreaterThanOrEqual(14);
  expect(count("video")).toBeGreaterThanOrEqual(20);
});

test("tools take a picture and no words, and their button says what they do", () => {
  const tools = bought.filter(({ card }) => card.prompt === "none");
  expect(tools.length).toBeGreaterThanOrEqual(6);
  const tasks = new Set(tools.map(({ card }) => card.task));
  expect([...tasks]).toEqual([
    "Upscale",
    "Remove the background",
    "Erase this part",
    "Restore this photo",
    "Restore the faces",
    "Expand",
    "Reframe",
  ]);
  for (const { card, routes } of tools) {
    expect(card).toMatchObject({ kind: "edit", source: "required", hasNegativePrompt: false });
    for (const { maskParameter } of routes)
      expect(maskParameter !== undefined).toBe(card.mask === "required");
    // What comes of the largest one can be kept.
    for (const [resolution, size] of Object.entries(card.largestSources ?? {}))
      expect(size.pixels * Number.parseInt(resolution, 10) ** 2).toBeLessThanOrEqual(50_000_000);
  }
});

test("gives each model an id of its own, and each route of a model too", () => {
  const ids = cards.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  const keys = boughtRoutes.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test("names a route by its provider and that provider's name of the model", () => {
  for (const { route } of boughtRoutes) {
    const endpoint = isGradioRoute(route) ? route.endpoint.name : "";
    expect(route.id).toBe(`${route.provider}:${route.upstreamModel}${endpoint}`);
    expect(["fal", "wavespeed", "huggingface", "gradio"]).toContain(route.provider);
    expect(route.id).not.toMatch(/sora/i);
  }
});

test("speaks of models in plain words: a name of its own, and one sentence of what it is best for", () => {
  for (const { name, bestFor, tier } of cards) {
    expect(name).not.toMatch(/[/:_]/);
    expect(bestFor).toMatch(/^[A-Z][^!]+\.$/);
    expect(bestFor.length).toBeLessThan(100);
    expect(modelTiers).toContain(tier);
  }
  expect(new Set(cards.map(({ name }) => name)).size).toBe(cards.length);
});

test("asks 500 credits for a picture, 1,000 for an edit and 2,000 to 3,000 for a video", () => {
  const videoPrices = { quick: 2000, standard: 2500, finest: 3000 };
  for (const { kind, tier, priceCredits } of cards) {
    const price = { image: 500, edit: 1000, video: videoPrices[tier] }[kind];
    expect(priceCredits).toBe(price);
  }
});

test("usually answers long before a request is given up", () => {
  for (const { typicalSeconds } of cards) {
    expect(typicalSeconds).toBeGreaterThan(0);
    expect(maxRunSeconds(typicalSeconds)).toBeGreaterThan(4 * typicalSeconds + 60);
  }
});

test("makes pictures from words, edits from a picture, and asks for a picture only where a route takes one", () => {
  const expected = { image: ["none"], edit: ["required"], video: ["none", "required"] };
  for (const { card, routes } of bought) {
    expect(expected[card.kind]).toContain(card.source);
    for (const { sourceParameter } of routes)
      expect(sourceParameter !== null).toBe(card.source === "required");
  }
});

test("makes as many files at once as its most able route, and one video at a time", () => {
  for (const { card, routes } of bought) {
    expect(card.maxOutputs).toBe(Math.max(...routes.map(({ maxOutputs }) => maxOutputs)));
    expect(card.maxOutputs).toBeLessThanOrEqual(card.kind === "video" ? 1 : 4);
  }
});

test.each(modelDefinitions.map((definition) => [definition.card.id, definition] as const))(
  "%s accepts whatever its card offers, and stores only what it has",
  (_id, definition) => {
    const { card } = definition;
    fc.assert(
      fc.property(choicesOf(card), (chosen) => {
        expect(refusals(definition, chosen)).toEqual({});
        const stored = definition.settings.parse(chosen);
        const { width, height, ...rest } = stored;
        expect(rest).toStrictEqual({
          ...(card.shapes.length > 0 && { shape: chosen.shape }),
          ...(card.hasSeed && { seed: chosen.seed }),
          ...(card.durations.length > 0 && {
            durationSeconds: chosen.durationSeconds ?? card.durations[0],
          }),
          ...(card.resolutions.length > 0 && {
            resolution: chosen.resolution ?? card.resolutions[0],
          }),
          ...(card.steps && { steps: chosen.steps ?? card.steps.default }),
          ...(card.guidance && { guidance: chosen.guidance ?? card.guidance.default }),
          ...(card.hasSoundSwitch && { sound: chosen.sound ?? "on" }),
        });
        expect(typeof width).toBe(typeof height);
      }),
    );
  },
);

test.each(modelDefinitions.map((definition) => [definition.card.id, definition] as const))(
  "%s refuses whatever its card does not offer, with a sentence for the field",
  (_id, definition) => {
    const { card } = definition;
    fc.assert(
      fc.property(choicesOf(card), outsideOf(card), (chosen, outside) => {
        const said = refusals(definition, { ...chosen, ...outside });
        expect(Object.keys(said)).toEqual(Object.keys(outside));
        for (const words of Object.values(said)) expect(words).toMatch(/^[A-Z][a-z ].+\.$/);
      }),
      { numRuns: 200 },
    );
  },
);

test("says in everyday words what can be chosen", () => {
  const wanted = {
    ...plainChoice,
    shape: "4:3",
    count: 2,
    seed: -1,
    durationSeconds: 7,
    resolution: "4K",
    steps: 0.5,
    guidance: 99,
  };
  expect(refusals(definitionOf("kling-3"), wanted)).toEqual({
    shape: "This model cannot make this shape. Choose one of those shown.",
    count: "This model makes one video at a time.",
    durationSeconds: "Choose a length of 5, 3, 8, 10, or 15 seconds.",
    resolution: "This model chooses the resolution itself.",
    steps: "This model has no steps to choose.",
    guidance: "Choose guidance from 0 to 1, a number in steps of 0.1.",
  });
  const tooMuch = { ...wanted, count: 5, shape: "1:1", seed: 1, negativePrompt: "trees" };
  expect(refusals(definitionOf("z-image-turbo"), tooMuch)).toEqual({
    count: "Choose 1 to 4 pictures.",
    negativePrompt: "This model does not take what to leave out.",
    durationSeconds: "This model chooses the length itself.",
    resolution: "This model chooses the resolution itself.",
    steps: "This model has no steps to choose.",
    guidance: "This model has no guidance to choose.",
  });
});

test("takes the usual value for what was left open", () => {
  expect(definitionOf("flux-dev").settings.parse(plainChoice)).toStrictEqual({
    shape: "1:1",
    width: 1024,
    height: 1024,
    seed: 7,
    steps: 28,
    guidance: 3.5,
  });
  const wide = { ...plainChoice, shape: "16:9" };
  expect(definitionOf("veo-3-1-fast").settings.parse(wide)).toStrictEqual({
    shape: "16:9",
    seed: 7,
    durationSeconds: 8,
    resolution: "720p",
    sound: "on",
  });
  expect(definitionOf("hailuo-2-3-pro-animate").settings.parse(wide)).toStrictEqual({});
  expect(definitionOf("flux-schnell-plain").settings.parse(plainChoice)).toStrictEqual({});
});

test("a model whose provider takes a shorter prompt says so, and takes all that it offers", () => {
  const shorter = cards.filter((card) => card.maxPromptLength < maxPromptLength);
  expect(shorter.map(({ id, maxPromptLength: most }) => [id, most])).toEqual([
    ["qwen-image-2", 800],
    ["qwen-image-2-pro", 800],
    ["qwen-image-2-edit", 690],
    ["qwen-image-2-pro-edit", 690],
  ]);
  const model = definitionOf("qwen-image-2");
  expect(refusals(model, { ...plainChoice, prompt: "x".repeat(800) })).toEqual({});
  expect(refusals(model, { ...plainChoice, prompt: "x".repeat(801) })).toEqual({
    prompt: "This model takes up to 800 characters. Shorten your prompt, or choose another model.",
  });
});

test("there is an expectation for every route, and for no other", () => {
  expect(boughtRoutes.map(({ key }) => key).toSorted()).toEqual(
    Object.keys(upstreamParameters).toSorted(),
  );
});

test.each(boughtRoutes.map((each) => [each.key, each] as const))(
  "%s sends exactly what that model is documented to take",
  (key, { definition, route }) => {
    const { card } = definition;
    const request = requestOf(definition, route, {
      prompt: "a red house",
      shape: "9:16",
      count: Math.min(2, route.maxOutputs),
      seed: 7,
      negativePrompt: card.hasNegativePrompt ? "trees" : "",
      durationSeconds: card.durations.at(-1),
      resolution: card.resolutions.at(-1),
      steps: card.steps ? 9 : undefined,
      guidance: card.guidance ? card.guidance.min + card.guidance.step : undefined,
    });
    const { source, endpoint, sends } = upstreamParameters[key]!;
    expect(route.parameters(request)).toStrictEqual(sends);
    const sourceParameter = source
      ? { name: typeof source === "string" ? source : source[0], isList: Array.isArray(source) }
      : null;
    expect(route.sourceParameter).toEqual(sourceParameter);
    expect(isGradioRoute(route) ? route.endpoint : undefined).toEqual(endpoint);
  },
);

test.each(boughtRoutes.map((each) => [each.key, each] as const))(
  "%s never sends an unknown, an empty or a data-URI parameter",
  (_key, { definition, route }) => {
    const documented = documentedParameters[route.upstreamModel]!.split(" ");
    fc.assert(
      fc.property(choicesOf(definition.card), (chosen) => {
        const sent = route.parameters(requestOf(definition, route, chosen));
        expect(documented).toEqual(expect.arrayContaining(Object.keys(sent)));
        expect(Object.values(sent)).not.toContain(undefined);
        expect(sent).toEqual(JSON.parse(JSON.stringify(sent)));
        expect(sent["negative_prompt"]).not.toBe("");
        expect(sent).not.toHaveProperty("sync_mode");
        expect(sent["enable_safety_checker"] ?? true).toBe(true);
      }),
      { numRuns: 30 },
    );
  },
);

test("sends no sound where none is wanted, and takes no route that always has some", () => {
  const switched = boughtRoutes.filter(({ definition }) => definition.card.hasSoundSwitch);
  expect(switched.length).toBeGreaterThan(15);
  for (const { definition, route } of switched) {
    const chosen = {
      ...plainChoice,
      shape: definition.card.shapes[0] ?? "",
      sound: "off" as const,
    };
    const request = requestOf(definition, route, chosen);
    const sent = Object.entries(route.parameters(request));
    const flags = sent.filter(([name]) => name === "generate_audio" || name === "audio");
    if (route.needs) continue;
    expect([route.id, canTake(route, request) ? flags.map(([, value]) => value) : "other"]).toEqual(
      [route.id, route.alwaysSounds ? "other" : [false]],
    );
  }
});

/** A picture for each role that a card names, as many as it takes. */
const picturesOf = ({ pictures }: ModelCard) =>
  pictures.flatMap(({ role, most }) =>
    Array.from({ length: most }, () => ({ role, read: async () => Promise.reject(new Error()) })),
  );

test("every further picture that a card names is taken by a route, and is told what it is for in a list", () => {
  const several = bought.filter(({ card }) => card.pictures.length > 0);
  expect(several.filter(({ card }) => card.kind === "edit").length).toBeGreaterThanOrEqual(10);
  expect(several.filter(({ card }) => card.kind === "video").length).toBeGreaterThanOrEqual(10);
  for (const definition of several) {
    const { card, routes } = definition;
    const able = routes.filter((route) => {
      const request = {
        ...requestOf(definition, route, { ...plainChoice, shape: card.shapes[0] ?? "" }),
      };
      return canTake(route, { ...request, pictures: picturesOf(card) });
    });
    expect([card.id, able.length > 0]).toEqual([card.id, true]);
    for (const route of able) {
      const request = requestOf(definition, route, { ...plainChoice, shape: card.shapes[0] ?? "" });
      const { prompt } = route.parameters({ ...request, pictures: picturesOf(card) });
      const told = String(prompt).match(/Image \d+/g) ?? [];
      const inList = route.sourceParameter?.isList ? picturesOf(card).length + 1 : 0;
      expect([route.id, told]).toEqual([
        route.id,
        Array.from({ length: inList }, (_, at) => `Image ${at + 1}`),
      ]);
      expect(String(prompt).length - request.prompt.length).toBeLessThan(2000 - 1690 + 1);
    }
  }
});

test("takes the route for one picture or for two as a request has them", () => {
  const taken = (id: string, roles: readonly PictureRole[]) => {
    const definition = definitionOf(id);
    const pictures = roles.map((role) => ({ role, read: () => Promise.reject(new Error()) }));
    return definition.routes
      .filter((route) => canTake(route, { ...requestOf(definition, route, plainChoice), pictures }))
      .map(({ id: routeId }) => routeId);
  };
  expect(taken("veo-3-1-animate", [])).toEqual(["fal:fal-ai/veo3.1/image-to-video"]);
  expect(taken("veo-3-1-animate", ["last"])).toEqual([
    "fal:fal-ai/veo3.1/first-last-frame-to-video",
  ]);
  expect(taken("flux-kontext-pro", ["style"])).toEqual(["fal:fal-ai/flux-pro/kontext/multi"]);
});

test("leaves out what a request that was stored before the last release does not say", () => {
  const later = ["durationSeconds", "resolution", "steps", "guidance", "seed"];
  for (const { definition, route } of boughtRoutes) {
    const request = requestOf(definition, route, { ...plainChoice, shape: "9:16" });
    const kept = Object.entries(request.settings).filter(([name]) => !later.includes(name));
    const sent = route.parameters({ ...request, settings: Object.fromEntries(kept) });
    expect(JSON.stringify(sent)).not.toMatch(/undefined|null/);
    expect(Object.values(sent)).not.toContain(undefined);
  }
});

/** Only the name is asked for. */
const provider = (name: string) => ({ name }) as Pick<AiProvider, "name"> as AiProvider;
const idsWith = (...names: string[]) =>
  usableModels(modelDefinitions, names.map(provider)).map(({ card }) => card.id);

test("offers the models of each provider that is there, with its routes only", () => {
  expect(idsWith()).toEqual([]);
  expect(idsWith("painter")).toEqual(["painter", "repaint"]);
  expect(idsWith("huggingface")).toEqual([
    "flux-schnell",
    "flux-schnell-plain",
    "flux-dev",
    "flux-2-klein-edit",
    "flux-2-dev-edit",
    "wan-2-2-small",
    "wan-2-1-animate",
  ]);
  expect(idsWith("wavespeed")).toEqual([
    "flux-dev-fast",
    "z-image-base",
    "flux-dev",
    "flux-2-dev",
    "qwen-image-2",
    "seedream-5-lite",
    "nano-banana-2",
    "nano-banana-2-fast",
    "nano-banana-pro",
    "flux-2-dev-edit",
    "flux-dev-redraw",
    "seedream-5-lite-edit",
    "nano-banana-2-edit",
    "qwen-image-2-edit",
    "nano-banana-pro-edit",
    "wavespeed-background",
    "bria-expand",
    "hailuo-2-3",
    "seedance-2-fast",
    "veo-3-1-fast",
    "seedance-2",
    "hailuo-2-3-fast-animate",
    "hailuo-2-3-animate",
    "seedance-2-fast-animate",
    "veo-3-1-fast-animate",
    "seedance-2-animate",
    "veo-3-1-fast-extend",
  ]);
  expect(idsWith("fal")).toEqual([
    "flux-schnell",
    "z-image-turbo",
    "flux-2-klein",
    "fast-sdxl",
    "grok-imagine",
    "seedream-5-flash",
    "flux-dev",
    "flux-2-dev",
    "qwen-image-2512",
    "qwen-image-2",
    "seedream-5-lite",
    "nano-banana-2",
    "nano-banana-2-1",
    "gpt-image-2",
    "hunyuan-image-3",
    "ideogram-3",
    "recraft-4-1",
    "qwen-image-2-pro",
    "flux-2-pro",
    "flux-2-max",
    "nano-banana-pro",
    "flux-2-klein-edit",
    "flux-2-dev-edit",
    "grok-imagine-edit",
    "seedream-5-lite-edit",
    "flux-kontext-pro",
    "qwen-image-inpaint",
    "nano-banana-2-edit",
    "nano-banana-2-1-edit",
    "gpt-image-2-edit",
    "hunyuan-image-3-edit",
    "ideogram-3-background",
    "qwen-image-edit-2511",
    "qwen-image-2-edit",
    "qwen-image-2-pro-edit",
    "flux-2-pro-edit",
    "flux-2-max-edit",
    "nano-banana-pro-edit",
    "seedvr-upscale",
    "topaz-upscale",
    "birefnet-background",
    "bria-background",
    "object-eraser",
    "bria-eraser",
    "fibo-restore",
    "face-enhancement",
    "bria-expand",
    "image-outpaint",
    "flux-2-pro-outpaint",
    "ideogram-3-reframe",
    "ltx-2-3-fast",
    "grok-imagine-video",
    "wan-2-2-small",
    "wan-2-7",
    "wan-3",
    "ltx-2-3",
    "hailuo-2-3",
    "kling-3",
    "kling-o3",
    "seedance-2-fast",
    "vidu-q3",
    "veo-3-1-fast",
    "veo-3-1",
    "kling-3-pro",
    "seedance-2",
    "hailuo-2-3-pro",
    "pixverse-c1",
    "ltx-2-3-fast-animate",
    "hailuo-2-3-fast-animate",
    "grok-imagine-animate",
    "wan-2-7-animate",
    "ltx-2-3-animate",
    "hailuo-2-3-animate",
    "kling-3-animate",
    "kling-o3-animate",
    "seedance-2-fast-animate",
    "vidu-q3-animate",
    "veo-3-1-fast-animate",
    "veo-3-1-animate",
    "kling-3-pro-animate",
    "seedance-2-animate",
    "hailuo-2-3-pro-animate",
    "grok-imagine-extend",
    "ltx-2-3-extend",
    "veo-3-1-fast-extend",
  ]);
  expect(idsWith("gradio")).toEqual([
    "flux-schnell",
    "flux-dev",
    "flux-kontext-dev",
    "ltx-video",
    "ltx-video-animate",
  ]);
  const [dev] = usableModels([definitionOf("flux-dev")], [provider("wavespeed")]);
  expect(dev?.routes.map(({ id }) => id)).toEqual(["wavespeed:wavespeed-ai/flux-dev"]);
});

test("every model can be had from some provider", () => {
  expect(
    idsWith(
      ...["painter", "retouch", "upscaler", "motion"],
      ...["fal", "wavespeed", "huggingface", "gradio"],
    ),
  ).toEqual(cards.map(({ id }) => id));
});

test("lets nobody ask for more files at once than the routes that are there can make", () => {
  const definitions = usableModels(modelDefinitions, [provider("huggingface")]);
  const registry = createModelRegistry(definitions, []);
  expect(registry.find("flux-dev")?.maxOutputs).toBe(1);
  expect(registry.parseSettings("flux-dev", plainChoice)).toHaveProperty("seed", 7);
  const dev = definitions.find(({ card }) => card.id === "flux-dev")!;
  expect(refusals(dev, { ...plainChoice, count: 2 })).toEqual({
    count: "This model makes one picture at a time.",
  });
  expect(() => registry.parseSettings("flux-dev", { ...plainChoice, count: 2 })).toThrow(ZodError);
});

test("knows no model but those on the list", () => {
  const registry = createModelRegistry(modelDefinitions, []);
  expect(registry.find("sora-2")).toBeNull();
  expect(() => registry.parseSettings("sora-2", plainChoice)).toThrow("Unknown model sora-2");
});

test("takes a mask where every route of the model does, and nowhere else", () => {
  for (const { card, routes } of bought)
    for (const { maskParameter } of routes)
      expect([card.id, maskParameter !== undefined]).toEqual([card.id, card.mask !== "none"]);
  expect(bought.filter(({ card }) => card.mask !== "none")).not.toEqual([]);
});
