import { expect, test } from "vitest";
import { readGradioFile } from "~/.server/ai/providers/gradio/models";
import { onlyNamedSpaces, readGradioSpaces } from "~/.server/ai/providers/gradio/spaces";
import { isGradioRoute } from "~/.server/ai/catalog/gradio-route";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createModelRegistry } from "~/.server/ai/registry";
import { createGradioWorld, editRoute, makeSource, pictureRoute } from "./world";

test("Spaces, copies of them and files are told apart", () => {
  const text =
    " black-forest-labs/FLUX.1-schnell, our/painter=http://10.0.0.7:7860/app/ ,/etc/painter.json," +
    "our/room=https://ada:love%2C%20lace@10.0.0.8,https://hf_1%2B1@gpu.example.org:7860/sd/xl/,";
  expect(readGradioSpaces(text)).toEqual({
    spaces: [
      { id: "black-forest-labs/FLUX.1-schnell", address: null },
      { id: "our/painter", address: "http://10.0.0.7:7860/app" },
      {
        id: "our/room",
        address: "https://10.0.0.8",
        login: { user: "ada", password: "love, lace" },
      },
      {
        id: "gpu.example.org-7860/sd-xl",
        address: "https://gpu.example.org:7860/sd/xl",
        token: "hf_1+1",
      },
    ],
    modelFiles: ["/etc/painter.json"],
    problems: [],
  });
});

test.for([
  ["", "GRADIO_SPACES must name at least one Space"],
  ["flux", '"flux" must be a Space such as owner/space'],
  ["../..", '"../.." must be a Space'],
  ["a/b/c", '"a/b/c" must be a Space'],
  ["a/b=", "the address of a/b must be such as"],
  ["a/b=ftp://x", "the address of a/b must be such as"],
  ["https://ftp:secret1@", "an app must be such as"],
  ["ftp://me:secret1@x", "the address of an app must be such as"],
  ["a/b=https://:secret1@x", "the address of a/b must be such as"],
  ["a/b=https://me:secret%E0%@x", "the address of a/b must be such as"],
  ["a/b,a/b=http://x", "a/b is named twice"],
  ["hf_abcdefgh", "an entry must be a Space"],
] as const)("the setting %o is refused with words", ([text, words]) => {
  const { problems } = readGradioSpaces(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(words);
  expect(problems[0]).not.toMatch(/secret|hf_/);
});

test("only routes to Spaces that are named are left", () => {
  const [model] = readGradioFile(JSON.stringify({ models: [example] })).models;
  const elsewhere = { ...pictureRoute, provider: "fal" };
  const definitions = [
    { ...model!, routes: [pictureRoute, elsewhere, editRoute] },
    { ...model!, routes: [editRoute] },
  ];
  const left = onlyNamedSpaces(definitions, [{ id: pictureRoute.upstreamModel, address: null }]);
  expect(left.map(({ routes }) => routes)).toEqual([[pictureRoute, elsewhere]]);
});

const example = {
  id: "our-painter",
  kind: "image",
  name: "Our painter",
  bestFor: "Posters in our own style.",
  tier: "quick",
  typicalSeconds: 8,
  shapes: ["1:1", "16:9"],
  steps: { least: 1, most: 8, step: 1, usual: 4 },
  space: "copy/FLUX.1-schnell",
  endpoint: "/infer",
  parameters: {
    prompt: "{prompt}",
    seed: "{seed}",
    randomize_seed: false,
    width: "{width}",
    height: "{height}",
    num_inference_steps: "{steps}",
  },
  output: { index: 0, as: "image" },
};

test("a model from a file is offered, and called with what was chosen", async () => {
  const [model] = readGradioFile(JSON.stringify({ models: [example] })).models;
  expect(model?.card).toMatchObject({
    id: "our-painter",
    kind: "image",
    priceCredits: 500,
    builtIn: false,
    source: "none",
    mask: "none",
    shapes: ["1:1", "16:9"],
    hasSeed: true,
    hasNegativePrompt: false,
    steps: { default: 4 },
    maxOutputs: 1,
  });
  const registry = createModelRegistry([model!], []);
  const chosen = { prompt: "a lake", shape: "16:9", count: 1, seed: 9, negativePrompt: "" };
  const settings = registry.parseSettings("our-painter", { ...chosen, steps: 2 });
  const world = await createGradioWorld();
  await world.make({ route: model!.routes[0]!, settings });
  expect(world.service.jobs[0]?.inputs).toEqual({
    prompt: "a quiet lake",
    seed: 9,
    randomize_seed: false,
    width: 1344,
    height: 768,
    num_inference_steps: 2,
  });
});

test("an edit and a video from a file take a picture", () => {
  const { shapes: _shapes, steps: _steps, ...bare } = example;
  const parameters = { prompt: "{prompt}", negative: "{negativePrompt}" };
  const { models } = readGradioFile(
    JSON.stringify({
      models: [
        { ...bare, id: "edit", kind: "edit", parameters, source: "pictures[]" },
        {
          ...bare,
          id: "video",
          kind: "video",
          parameters: { ...parameters, seconds: "{durationSeconds}" },
          durations: [2, 4],
          source: "first_frame",
          output: { index: 1, as: "video" },
        },
      ],
    }),
  );
  const [edit, video] = models;
  expect(edit?.card).toMatchObject({ source: "required", hasNegativePrompt: true, hasSeed: false });
  expect(edit?.routes[0]?.sourceParameter).toEqual({ name: "pictures", isList: true });
  expect(video?.card).toMatchObject({ source: "required", durations: [2, 4], shapes: [] });
  const [route] = video!.routes;
  expect(isGradioRoute(route!) && route.endpoint.output).toEqual({ index: 1, as: "video" });
});

test.for([
  [{ id: "Our Painter" }, "lower case letters"],
  [{ endpoint: "infer" }, "must be such as /infer"],
  [{ space: "painter" }, "must be a Space such as owner/space"],
  [{ parameters: { prompt: "{words}" } }, "{words} is not known"],
  [{ parameters: { size: "{resolution}" } }, "is missing, because a parameter is {resolution}"],
  [{ kind: "edit" }, "which parameter takes the picture?"],
  [{ source: "picture" }, "is not for a model that works from words"],
  [{ kind: "video" }, "does not fit a model of kind video"],
  [{ outputs: 2 }, "must be 1, unless the output is a gallery"],
  [{ color: "red" }, "color"],
] as const)("a file with %o is refused with words", ([changes, words]) => {
  const text = JSON.stringify({ models: [{ ...example, ...changes }] });
  expect(() => readGradioFile(text)).toThrow(words);
});

const knownRoutes = modelDefinitions.flatMap(({ card, routes }) =>
  routes.filter(isGradioRoute).map((route) => ({ card, route, id: `${card.id} at ${route.id}` })),
);

test.for(knownRoutes)(
  "a model of the registry is called as its Space wants it: $id",
  async ({ card, route }) => {
    const world = await createGradioWorld({
      spaces: [{ id: route.upstreamModel, address: null }],
    });
    const chosen = {
      prompt: "a lake",
      shape: card.shapes[0] ?? "1:1",
      count: 1,
      seed: 9,
      negativePrompt: "",
    };
    const settings = createModelRegistry(modelDefinitions, []).parseSettings(card.id, chosen);
    const source = route.sourceParameter ? { source: await makeSource() } : {};
    expect(await world.make({ route, settings, kind: card.kind, ...source })).toHaveLength(1);
  },
);

test("a control is offered for a slot wherever it stands", () => {
  const parameters = {
    prompt: "{prompt}, without {negativePrompt}",
    settings: { size: ["{width}x{height}"], seed: "no. {seed}" },
  };
  const [model] = readGradioFile(JSON.stringify({ models: [{ ...example, parameters }] })).models;
  expect(model?.card).toMatchObject({
    hasSeed: true,
    hasNegativePrompt: true,
    shapes: ["1:1", "16:9"],
  });
});

test.for([[["{words}"]], { deep: { text: "a {words}" } }, "a {words}"])(
  "a slot that is not known is named wherever it stands: %j",
  (prompt) => {
    const text = JSON.stringify({ models: [{ ...example, parameters: { prompt } }] });
    expect(() => readGradioFile(text)).toThrow("{words} is not known");
  },
);
