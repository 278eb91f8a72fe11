import { expect, onTestFinished, test } from "vitest";
import { createAppReader, type AppFacts } from "~/.server/ai/providers/gradio/examine";
import { appConfig, appInfo } from "~/.server/ai/providers/gradio/mapping";
import { definitionOf } from "~/.server/ai/providers/gradio/models";
import type { DraftModel } from "~/.server/ai/providers/gradio/model-schema";
import { openGradioOffer } from "~/.server/ai/providers/gradio/offer";
import { type AppMemory, createOwnModels } from "~/.server/ai/providers/gradio/own-models";
import { readGradioSpaces } from "~/.server/ai/providers/gradio/spaces";
import { understand } from "~/.server/ai/providers/gradio/understand";
import { createModelRegistry } from "~/.server/ai/registry";
import { configOf, emulatedGradioApps, infoOf } from "../../../../../emulators/gradio-apps";
import { recordedVersions } from "../../../../../emulators/gradio-recorded";
import { createRecordedWorld } from "./recorded-world";

type World = Awaited<ReturnType<typeof createRecordedWorld>>;

/** What is offered of the recorded app when nobody has described it. */
async function openOwn(
  { address }: Pick<World, "address">,
  drafts: readonly DraftModel[] = [],
  remembered: ReadonlyMap<string, unknown> = new Map(),
) {
  const lines: string[] = [];
  const told: string[] = [];
  const kept = new Map<string, unknown>(remembered);
  const memory: AppMemory = {
    recall: async () => kept,
    remember: async (space, models) => void kept.set(space, models),
  };
  const log = (line: string) => void lines.push(line);
  const tell = (line: string) => void told.push(line);
  const { spaces } = readGradioSpaces(`me/home=${address}`);
  const own = createOwnModels({
    ...{ own: new Map([["me/home", drafts]]), takenIds: new Set(["painter"]), memory, log, tell },
  });
  const offer = await openGradioOffer({
    ...{ known: [], own, spaces, log, titles: new Map(), retryMs: 5 },
    readApp: createAppReader({ token: null, fetch }),
  });
  onTestFinished(() => offer.stop());
  const registry = createModelRegistry(offer.known, [], offer.models);
  return { offer, registry, lines, told, kept };
}

test.for(recordedVersions)(
  "a real Gradio %s that nobody has described makes pictures, edits and videos by what it says of itself",
  async (version) => {
    const world = await createRecordedWorld(version);
    const { offer, registry, lines, told } = await openOwn(world);
    expect(lines).toEqual([]);
    expect(told).toEqual([
      "GRADIO_SPACES: me/home (“SDXL at home”) makes pictures at /infer by prompt, seed, width, height, steps; " +
        "edits at /edit by prompt, picture as image; videos at /video by prompt",
    ]);
    expect(
      registry.cards.map(({ id, kind, source, isAway }) => ({ id, kind, source, isAway })),
    ).toEqual([
      { id: "me-home-image", kind: "image", source: "none", isAway: undefined },
      { id: "me-home-edit", kind: "edit", source: "required", isAway: undefined },
      { id: "me-home-video", kind: "video", source: "none", isAway: undefined },
    ]);
    expect(registry.find("me-home-image")).toMatchObject({
      name: "SDXL at home",
      steps: { min: 1, max: 8, step: 1, default: 4 },
      seedRange: { min: 0, max: 99_999 },
      hasNegativePrompt: false,
      maxOutputs: 1,
    });
    const settings = registry.parseSettings("me-home-image", {
      ...{ prompt: "", negativePrompt: "", shape: "16:9", count: 1, seed: 7, steps: 3 },
    });
    const [image] = offer.models();
    await world.make(image!, { settings });
    expect(world.sent()).toEqual(["a quiet lake", 7, false, 768, 448, 3]);
    const edit = offer.models().find(({ card }) => card.kind === "edit");
    await world.make(edit!);
    expect(world.sent()).toEqual([
      expect.objectContaining({ path: expect.any(String) }),
      "a quiet lake",
    ]);
  },
);

test("an app that is down at the start is shown as away with what was read of it before, and comes back", async () => {
  const world = await createRecordedWorld("6");
  const { kept, offer } = await openOwn(world);
  offer.stop();
  world.emulator.order({ path: "/config", times: 2, what: "drop" });
  const { registry } = await openOwn(world, [], kept);
  expect(registry.cards.map(({ id, isAway }) => [id, isAway])).toEqual([
    ["me-home-image", true],
    ["me-home-edit", true],
    ["me-home-video", true],
  ]);
  await expect.poll(() => registry.find("me-home-image")?.isAway).toBeUndefined();
});

test("an app that was never read is read once it answers", async () => {
  const world = await createRecordedWorld("5");
  world.emulator.order({ path: "/config", times: 2, what: "drop" });
  const { registry, kept } = await openOwn(world);
  expect(registry.cards).toEqual([]);
  await expect.poll(() => registry.cards.length).toBe(3);
  expect([...kept.keys()]).toEqual(["me/home"]);
});

test("the administrator's words come before what is read, and the rest is read", async () => {
  const world = await createRecordedWorld("6");
  const { offer, registry, lines, told } = await openOwn(world, [
    {
      ...{ space: "me/home", id: "ink", name: "Ink", endpoint: "/styled", priceCredits: 7 },
      parameters: { style: "ink", prompt: "ink drawing of {prompt}" },
    },
    {
      ...{ space: "me/home", kind: "image", endpoint: "/infer" },
      parameters: { seed: 5, steps: "{guidance}" },
      guidance: { least: 1, most: 8, step: 1, usual: 2, label: "Detail" },
    },
    { space: "me/home", endpoint: "/nested" },
  ]);
  expect(lines).toEqual([
    "GRADIO_SPACES: the model /nested is not offered: me/home /nested takes no words",
  ]);
  expect(told).toHaveLength(1);
  expect(registry.cards.map(({ id, name }) => [id, name])).toEqual([
    ["ink", "Ink"],
    ["me-home-infer", "SDXL at home"],
  ]);
  expect(registry.find("ink")?.priceCredits).toBe(7);
  const card = registry.find("me-home-infer");
  expect(card).toMatchObject({
    hasSeed: false,
    steps: null,
    guidance: { label: "Detail", default: 2 },
  });
  const chosen = { prompt: "", negativePrompt: "", shape: "1:1", count: 1, seed: 7 };
  const settings = registry.parseSettings("me-home-infer", { ...chosen, guidance: 8 });
  await world.make(offer.models()[1]!, { settings });
  expect(world.sent()).toEqual(["a quiet lake", 5, true, 768, 768, 8]);
  expect(() => registry.parseSettings("me-home-infer", { ...chosen, guidance: 9 })).toThrow(
    "“Detail”",
  );
  await world.make(offer.models()[0]!);
  expect(world.sent()).toEqual(["ink drawing of a quiet lake", "ink"]);
});

const pictures = ["image /infer"];
test.for([
  ["black-forest-labs/FLUX.1-schnell", pictures],
  ["black-forest-labs/FLUX.1-dev", pictures],
  ["black-forest-labs/FLUX.1-Kontext-Dev", ["edit /infer input_image"]],
  [
    "Lightricks/ltx-video-distilled",
    ["video /text_to_video", "video /image_to_video input_image_filepath"],
  ],
  ["multimodalart/wan2-1-fast", ["video /generate_video input_image"]],
] as const)("the endpoints of %s are told apart without a word of ours", ([space, expected]) => {
  const app = emulatedGradioApps.find((each) => each.space === space)!;
  const facts: AppFacts = {
    config: appConfig.parse(configOf(app, "http://localhost")),
    info: appInfo.parse(infoOf(app)),
  };
  const { models, problems } = understand(facts, { id: space });
  expect(problems).toEqual([]);
  const found = models.map(({ kind, endpoint, source }) => [kind, endpoint, source]);
  expect(found.map((words) => words.join(" ").trim())).toEqual(expected);
  for (const model of models) expect(definitionOf(model).card.id).toBe(model.id);
});

/** An app whose only endpoint takes these parameters and gives that. */
function factsOf(
  parameters: readonly Record<string, unknown>[],
  component: string,
  more: { title?: string; props?: readonly object[]; endpoint?: string } = {},
): AppFacts {
  const { title = "App", endpoint = "/infer" } = more;
  return {
    config: appConfig.parse({
      ...{ root: "http://localhost", protocol: "sse_v3", title },
      components: parameters.map((parameter, id) => ({
        ...{
          id,
          type: String(parameter["component"]).toLowerCase(),
          props: more.props?.[id] ?? {},
        },
      })),
      dependencies: [
        {
          id: 0,
          api_name: endpoint.slice(1),
          inputs: parameters.map((_, id) => id),
          outputs: [99],
        },
      ],
    }),
    info: appInfo.parse({
      named_endpoints: { [endpoint]: { parameters, returns: [{ component }] } },
    }),
  };
}
const parameter = (name: string, component: string, more: object = {}) => ({
  ...{ parameter_name: name, label: name, component, parameter_has_default: true },
  ...more,
});
const prompt = parameter("prompt", "Textbox", { parameter_has_default: false });

test("names are known by their labels where the app has given none, and choices by what they are", () => {
  const facts = factsOf(
    [
      parameter("param_0", "Textbox", { label: "What do you want to see? (prompt)" }),
      parameter("param_1", "Textbox", { label: "Negative prompt" }),
      parameter("param_2", "Dropdown", { label: "Aspect ratio", parameter_default: "16:9" }),
      parameter("param_3", "Radio", { label: "Image size", parameter_default: "2K" }),
      parameter("numInferenceSteps", "Slider", { parameter_default: 20 }),
      parameter("true_cfg_scale", "Number", { parameter_default: 4 }),
      parameter("num_images", "Slider"),
      parameter("lora", "Textbox"),
    ],
    "Gallery",
    {
      props: [
        {},
        {},
        {
          choices: [
            ["Wide", "16:9"],
            ["Square", "1:1"],
            ["Odd", "21:9"],
          ],
        },
        {
          choices: [
            ["1K", "1K"],
            ["2K", "2K"],
          ],
        },
        { minimum: 1, maximum: 40, step: 1 },
        {},
        { minimum: 1, maximum: 9, step: 1 },
      ],
    },
  );
  const { models, line } = understand(facts, { id: "me/app" });
  expect(models).toEqual([
    expect.objectContaining({
      kind: "image",
      outputs: 4,
      shapes: ["1:1", "16:9"],
      resolutions: ["2K", "1K"],
      steps: { least: 1, most: 40, step: 1, usual: 20 },
      guidance: { least: 0, most: 20, step: 0.1, usual: 4 },
      parameters: {
        ...{
          param_0: "{prompt}",
          param_1: "{negativePrompt}",
          param_2: "{shape}",
          param_3: "{resolution}",
        },
        ...{ numInferenceSteps: "{steps}", true_cfg_scale: "{guidance}", num_images: "{count}" },
      },
    }),
  ]);
  expect(line).toContain(
    "makes pictures at /infer by prompt as param_0, negativePrompt as param_1, steps as numInferenceSteps, guidance as true_cfg_scale, shape as param_2, resolution as param_3, count as num_images, and leaves lora to the app",
  );
});

test.for([
  ["gives no picture", factsOf([prompt], "Textbox")],
  ["takes no words", factsOf([parameter("n", "Slider")], "Image")],
  [
    "needs style",
    factsOf([prompt, parameter("style", "Textbox", { parameter_has_default: false })], "Image"),
  ],
] as const)("an app of which nothing can be made says why: %s", ([words, facts]) => {
  const { models, problems } = understand(facts, { id: "me/app" });
  expect(models).toEqual([]);
  expect(problems).toEqual([expect.stringContaining(`me/app (“App”) has no endpoint`)]);
  expect(problems[0]).toContain(`/infer ${words}`);
});

const script = `<script>alert("x")</script>\u202e\n${"a".repeat(100_000)}`;

test("an app that says absurd things of itself costs no more than what is known of it", () => {
  const many = Array.from({ length: 20_000 }, (_, n) => parameter(`p${n}`, "Slider"));
  const odd = ["__proto__", "constructor", "a b", "p\u0000", script, "{prompt}"].map((name) =>
    parameter(name, "Textbox", { label: script }),
  );
  const steps = parameter("steps", "Slider", { parameter_default: 1e308 });
  const facts = factsOf([prompt, ...odd, steps, ...many], "Image", {
    title: script,
    props: [{}, ...odd.map(() => ({})), { minimum: -1e308, maximum: 1e308, step: 1e-300 }],
  });
  const names = Array.from({ length: 50_000 }, (_, n) => [
    `/x${n}`,
    { parameters: [prompt], returns: [] },
  ]);
  Object.assign(facts.info.named_endpoints, Object.fromEntries(names), {
    [`/${script}`]: { parameters: [], returns: [] },
  });
  const { models, line } = understand(facts, { id: "me/app" });
  expect(models).toHaveLength(1);
  const [model] = models;
  expect(model!.parameters).toEqual({ prompt: "{prompt}" });
  expect(model!.name.length).toBeLessThanOrEqual(60);
  expect(definitionOf(model).card).toMatchObject({ steps: null });
  expect(line.length).toBeLessThan(1000);
  expect(line).not.toMatch(/[\n\u202e]/);
});

test.for([
  ["too large", { body: `{"named_endpoints":{"/x":"${"a".repeat(6_000_000)}"}}` }],
  ["too deep", { body: `{"named_endpoints":${"[".repeat(200_000)}${"]".repeat(200_000)}}` }],
  ["no description", { json: { named_endpoints: 7 } }],
  ["no JSON", { body: "<h1>Hello</h1>" }],
] as const)(
  "an app whose description is %s offers nothing, and is asked again",
  async ([, answer]) => {
    const world = await createRecordedWorld("6");
    world.emulator.order({
      path: "/info",
      times: 1,
      what: "answer",
      answer: { status: 200, ...answer },
    });
    const { registry, lines } = await openOwn(world);
    expect(registry.cards).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]!.length).toBeLessThan(700);
    await expect.poll(() => registry.cards.length).toBe(3);
  },
);

test("a model's id stays within bounds, and two apps never share one", async () => {
  const long = `${"Owner".repeat(12)}/${"space".repeat(12)}`;
  const [one, other] = [long, `${long}x`].map(
    (id) => understand(factsOf([prompt], "Image"), { id }).models[0]!.id,
  );
  expect(one).toMatch(/^[a-z0-9-]{1,60}$/);
  expect(one).not.toBe(other);
  const own = createOwnModels({
    ...{
      own: new Map([
        ["a/b-c", []],
        ["a-b/c", []],
      ]),
      takenIds: new Set(),
    },
    ...{ memory: { recall: async () => new Map(), remember: async () => {} }, log() {}, tell() {} },
  });
  const facts = factsOf([prompt], "Image");
  expect(await own.learn({ id: "a/b-c", address: null }, facts)).toEqual([]);
  expect(await own.learn({ id: "a-b/c", address: null }, facts)).toEqual([
    "the model a-b-c-image is not offered: there is a model a-b-c-image already",
  ]);
});
