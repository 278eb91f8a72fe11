import { expect, onTestFinished, test } from "vitest";
import { createAppReader } from "~/.server/ai/providers/gradio/examine";
import { type GradioOfferOptions, openGradioOffer } from "~/.server/ai/providers/gradio/offer";
import { readGradioSpaces } from "~/.server/ai/providers/gradio/spaces";
import { readOutsideModels } from "~/.server/ai/outside-models";
import { isGradioRoute } from "~/.server/ai/catalog/gradio-route";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";
import { modelDefinitions } from "~/.server/ai/known-models";
import { defaultRequest } from "~/.server/ai/providers/gradio/narrow";
import { createModelRegistry } from "~/.server/ai/registry";
import { recordedVersions } from "../../../../../emulators/gradio-recorded";
import { createRecordedWorld, describeModel } from "./recorded-world";
import { createGradioWorld, pictureRoute } from "./world";

const prompt = { prompt: "{prompt}" };
const sides = { width: "{width}", height: "{height}" };
const infer = (parameters: Record<string, unknown> = {}, more = {}) =>
  describeModel("/infer", { ...prompt, seed: "{seed}", ...sides, steps: 4, ...parameters }, more);

const noOwnModels = { models: () => [], learn: async () => [], recall: async () => {} };
const noMemory = { recall: async () => new Map(), remember: async () => {} };

type World = Awaited<ReturnType<typeof createRecordedWorld>>;

/** What is offered of these models, and what is said of them. */
async function openOffer(
  address: string | null,
  known: readonly ModelDefinition[],
  options: Partial<GradioOfferOptions> = {},
) {
  const lines: string[] = [];
  const titles = new Map<string, string>();
  const { spaces } = readGradioSpaces(address ? `me/home=${address}` : pictureRoute.upstreamModel);
  const readApp = createAppReader({ token: null, fetch });
  const log = (line: string) => void lines.push(line);
  const own = noOwnModels;
  const offer = await openGradioOffer({ known, own, spaces, readApp, titles, log, ...options });
  onTestFinished(() => offer.stop());
  const registry = createModelRegistry(known, [], offer.models);
  const ids = () => registry.cards.flatMap(({ id, isAway }) => (isAway ? [] : id));
  const away = () => registry.cards.flatMap(({ id, isAway }) => (isAway ? id : []));
  return { offer, lines, titles, registry, ids, away };
}

test.for(recordedVersions)("offers a model as a real Gradio %s can do it", async (version) => {
  const world = await createRecordedWorld(version);
  const steps = { steps: { least: 2, most: 50, step: 1, usual: 28 } };
  const model = infer({ steps: "{steps}", randomize_seed: false }, steps);
  const { registry, titles, lines } = await openOffer(world.address, [model]);
  expect(lines).toEqual([]);
  expect(titles.get("me/home")).toBe("SDXL at home");
  const [card] = registry.cards;
  expect(card).toMatchObject({
    seedRange: { min: 0, max: 99_999 },
    maxPromptLength: version === "4" ? 2000 : 500,
    steps: { min: 2, max: 8, default: 8 },
    shapes: ["1:1", "4:3", "3:4", "16:9", "9:16"],
  });
  const chosen = { count: 1, seed: 99_999, prompt: "", negativePrompt: "", steps: 8 };
  const sizes = ["1:1", "4:3", "3:4", "16:9", "9:16"].map((shape) => {
    const settings = registry.parseSettings("infer", { ...chosen, shape });
    return `${Number(settings["width"])} × ${Number(settings["height"])}`;
  });
  expect(sizes).toEqual(["768 × 768", "768 × 576", "576 × 768", "768 × 448", "448 × 768"]);
  const refused = () => registry.parseSettings("infer", { ...chosen, shape: "1:1", seed: 100_000 });
  expect(refused).toThrow("The seed must be a whole number from 0 to 99,999.");
});

test("offers only what is among an app's own choices", async () => {
  const world = await createRecordedWorld("6");
  const parameters = { ...prompt, size: "{resolution}", count: 2, strength: "high" };
  const radio = describeModel("/radio", parameters, { resolutions: ["99x99", "768x768"] });
  const { lines, registry } = await openOffer(world.address, [radio]);
  expect(lines).toEqual([]);
  expect(registry.find("radio")?.resolutions).toEqual(["768x768"]);
});

const video = { kind: "video", output: { index: 0, as: "video" } };
const wrong: [string, ModelDefinition, string][] = [
  [
    "has no such endpoint",
    describeModel("/paint"),
    "me/home has no endpoint /paint; it has /infer,",
  ],
  [
    "has no such parameter",
    infer({ guidance: 5 }),
    "me/home takes no parameter guidance at /infer",
  ],
  ["needs another parameter", describeModel("/styled", {}), "me/home needs the parameter prompt"],
  ["gives no video", describeModel("/infer", { ...prompt }, video), "me/home gives no video"],
  ["takes fewer steps", infer({ steps: 50 }), "me/home takes no more than 8 as steps, and not 50"],
  ["takes larger pictures", infer({ width: 64 }), "me/home takes no less than 256 as width"],
  [
    "has other choices",
    describeModel("/radio", { ...prompt, size: "99x99", count: 1, strength: "low" }),
    'me/home takes one of "512x512","768x768" as size, and not "99x99"',
  ],
];

test.for(wrong)("does not offer a model whose app %s, and says so", async ([, model, words]) => {
  const world = await createRecordedWorld("6");
  const fine = describeModel("/warns");
  const { offer, lines, ids } = await openOffer(world.address, [model, fine]);
  expect(ids()).toEqual(["warns"]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`GRADIO_SPACES: the model ${model.card.id} is not offered: ${words}`);
  expect(await offer.check()).toEqual([{ line: expect.stringContaining(words), isWrong: true }]);
  expect(lines).toHaveLength(1);
});

test("knows a model by name that it does not offer", async () => {
  const world = await createRecordedWorld("6");
  const { registry } = await openOffer(world.address, [describeModel("/paint")]);
  expect(registry.cards).toEqual([]);
  expect(registry.find("paint")?.name).toBe("Our model");
});

const lost = (world: World, times: number) =>
  world.emulator.order({ path: "/config", times, what: "drop" });

test("shows a model as away until its app answers, and offers it then", async () => {
  const world = await createRecordedWorld("6");
  lost(world, 3);
  const { lines, ids, away } = await openOffer(world.address, [infer()], { retryMs: 5 });
  expect(ids()).toEqual([]);
  expect(away()).toEqual(["infer"]);
  expect(lines[0]).toMatch(
    /me\/home could not be asked: .+; its models are offered once it answers$/,
  );
  await expect.poll(ids).toEqual(["infer"]);
  expect(away()).toEqual([]);
  expect(lines).toHaveLength(1);
});

test("goes on offering what an app could do before it went down", async () => {
  const world = await createRecordedWorld("6");
  const { offer, ids } = await openOffer(world.address, [infer()]);
  lost(world, 9);
  expect(await offer.check()).toEqual([
    { line: expect.stringContaining("me/home could not be asked"), isWrong: false },
  ]);
  expect(ids()).toEqual(["infer"]);
});

test("shows a model as away when its app has not answered twice in a row, as it could do it", async () => {
  const world = await createRecordedWorld("6");
  const { offer, ids, away, registry } = await openOffer(world.address, [infer()]);
  lost(world, 2);
  await offer.check();
  await offer.check();
  expect([ids(), away()]).toEqual([[], ["infer"]]);
  expect(registry.find("infer")?.seedRange.max).toBe(99_999);
  await offer.check();
  expect([ids(), away()]).toEqual([["infer"], []]);
});

test("no longer offers what an app can no longer do", async () => {
  const world = await createRecordedWorld("6");
  const { offer, ids, lines } = await openOffer(world.address, [infer()]);
  world.app.behave({ isLocked: true });
  await offer.check();
  expect(ids()).toEqual([]);
  expect(lines).toEqual([
    expect.stringContaining("no model of me/home is offered: me/home on config: status 401"),
  ]);
});

test("does not wait for ever for the first answer", async () => {
  const world = await createRecordedWorld("6");
  world.emulator.order({ path: "/config", times: 1, what: "hang" });
  const { ids } = await openOffer(world.address, [infer()], { firstLookTimeoutMs: 1 });
  expect(ids()).toEqual([]);
});

test("leaves a model its other routes, and its settings, whatever an app can do", async () => {
  const world = await createRecordedWorld("6");
  const elsewhere = { ...pictureRoute, id: "fal:flux", provider: "fal" };
  const [one, other] = [infer({ guidance: 5 }), infer()].map((model) => ({
    ...model,
    routes: [elsewhere, ...model.routes],
  }));
  const { offer, registry } = await openOffer(world.address, [
    one!,
    { ...other!, card: { ...other!.card, id: "other" } },
  ]);
  expect(offer.models().map(({ routes }) => routes.map(({ provider }) => provider))).toEqual([
    ["fal"],
    ["fal", "gradio"],
  ]);
  expect(registry.find("other")?.seedRange.max).toBe(2_147_483_647);
});

test("offers a model as an app can do it when the app is all that is left of its routes", async () => {
  const world = await createRecordedWorld("6");
  const model = infer();
  const other = { ...model.routes[0]!, id: "gradio:me/home/paint" };
  const gone = {
    ...other,
    endpoint: { ...Object(Reflect.get(other, "endpoint")), name: "/paint" },
  };
  const { offer, registry } = await openOffer(world.address, [
    { ...model, routes: [gone, ...model.routes] },
  ]);
  expect(offer.models()[0]?.routes).toHaveLength(1);
  expect(registry.find("infer")?.seedRange.max).toBe(99_999);
});

test.each([
  [null, 99_999],
  ["key-id:key-secret", 2_147_483_647],
])("counts no route to a provider without a key: %s", async (falKey, mostSeed) => {
  const world = await createRecordedWorld("6");
  const model = infer();
  const elsewhere = { ...pictureRoute, id: "fal:flux", provider: "fal" };
  const { problems, outside } = await readOutsideModels(
    {
      gradioSpaces: `me/home=${world.address}`,
      ...{ falKey, huggingFaceTokens: null, wavespeedKey: null },
    },
    [{ ...model, routes: [elsewhere, ...model.routes] }],
    fetch,
  );
  expect(problems).toEqual([]);
  const offer = await outside.openOffer({ memory: noMemory, log() {}, tell() {} });
  onTestFinished(() => offer.stop());
  expect(offer.models()[0]?.card.seedRange.max).toBe(mostSeed);
});

test("wakes a Space up that sleeps, and offers its models when it is awake", async () => {
  const world = await createGradioWorld();
  world.service.behave({ stage: "SLEEPING", looksUntilAwake: 2 });
  const [model] = [describeModel("/infer", prompt, { space: pictureRoute.upstreamModel })];
  const { ids, lines } = await openOffer(null, [model], { retryMs: 5 });
  expect(lines).toEqual([expect.stringContaining("is not awake yet: SLEEPING")]);
  await expect.poll(ids).toEqual(["infer"]);
});

test("says of a Space that does not exist that nothing of it is offered", async () => {
  const world = await createGradioWorld();
  world.emulator.order({
    path: "huggingface.co",
    times: 9,
    what: "answer",
    answer: { status: 404 },
  });
  const model = describeModel("/infer", prompt, { space: pictureRoute.upstreamModel });
  const { ids, lines } = await openOffer(null, [model]);
  expect(ids()).toEqual([]);
  expect(lines).toEqual([
    expect.stringMatching(/no model of black-forest-labs\/FLUX.1-schnell is offered: .+404/),
  ]);
});

test("an app is asked whether it takes the words of every model that needs some", () => {
  const asked = modelDefinitions
    .filter(({ card }) => card.prompt === "required")
    .flatMap((definition) =>
      definition.routes
        .filter(isGradioRoute)
        .map((route) => Object.keys(route.parameters(defaultRequest(definition)))),
    );
  expect(asked.length).toBeGreaterThan(3);
  for (const names of asked) expect(names).toContain("prompt");
});
