import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { mayBeOwn, readGradioSetting } from "~/.server/ai/providers/gradio/setting";
import { modelDefinitions } from "~/.server/ai/known-models";

const model = {
  id: "my-app",
  kind: "image",
  name: "My app",
  bestFor: "Pictures of our own.",
  tier: "quick",
  typicalSeconds: 5,
  space: "me/my-app",
  endpoint: "/infer",
  parameters: { prompt: "{prompt}" },
  output: { index: 0, as: "image" },
};

function fileOf(models: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "easel-gradio-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "apps.json");
  writeFileSync(file, JSON.stringify(Array.isArray(models) ? { models } : models));
  return file;
}

test("reads Spaces and the models of apps of one's own", () => {
  const read = readGradioSetting(`me/my-app=http://10.0.0.5:7860,${fileOf([model])}`, []);
  expect(read.problems).toEqual([]);
  expect(read.spaces).toEqual([{ id: "me/my-app", address: "http://10.0.0.5:7860" }]);
  expect(read.models.map(({ card }) => card.name)).toEqual(["My app"]);
});

test("is off without the setting", () => {
  const off = { spaces: null, models: [], own: new Map(), problems: [] };
  expect(readGradioSetting(null, [])).toEqual(off);
});

test("names a file that cannot be read, and an id that is taken", () => {
  const { problems } = readGradioSetting(
    `me/my-app,/nowhere.json,${fileOf([model, { ...model, name: "Again" }])}`,
    [],
  );
  expect(problems).toEqual([
    expect.stringMatching(/^GRADIO_SPACES: \/nowhere\.json: ENOENT/),
    "GRADIO_SPACES: there is a model my-app already",
  ]);
});

test("names a model of an app that is not named", () => {
  const { problems } = readGradioSetting(
    `black-forest-labs/FLUX.1-dev,${fileOf([model, { space: "me/other", endpoint: "/paint" }])}`,
    modelDefinitions,
  );
  expect(problems).toEqual([
    "GRADIO_SPACES: the model my-app is of me/my-app: name that too",
    "GRADIO_SPACES: the model /paint is of me/other: name that too",
  ]);
});

test("reads what the apps make of which nobody has said everything", () => {
  const draft = { space: "me/my-app", endpoint: "/infer", parameters: { style: "ink" } };
  const { own, models, problems } = readGradioSetting(
    `https://gpu.example.org,black-forest-labs/FLUX.1-dev,me/my-app,${fileOf([draft])}`,
    modelDefinitions,
  );
  expect(problems).toEqual([]);
  expect(models).toEqual([]);
  expect([...own]).toEqual([
    ["gpu.example.org/app", []],
    ["me/my-app", [draft]],
  ]);
  expect(mayBeOwn(own, "me-my-app-image")).toBe(true);
  expect(mayBeOwn(own, "flux-devv")).toBe(false);
});

test("reads apps with their credentials and their models from a file", () => {
  const app = { address: "http://10.0.0.5:7860/sdxl/", space: "me/my-app" };
  const read = readGradioSetting(
    fileOf({
      apps: [
        { ...app, user: "ada", password: "a,b", models: [{ endpoint: "/infer", name: "Ours" }] },
        { address: "https://gpu.example.org", token: "secret-token" },
      ],
    }),
    [],
  );
  expect(read.problems).toEqual([]);
  expect(read.spaces).toEqual([
    {
      id: "me/my-app",
      address: "http://10.0.0.5:7860/sdxl",
      login: { user: "ada", password: "a,b" },
    },
    { id: "gpu.example.org/app", address: "https://gpu.example.org", token: "secret-token" },
  ]);
  expect(read.own.get("me/my-app")).toEqual([
    { space: "me/my-app", endpoint: "/infer", name: "Ours" },
  ]);
});

test.for([
  [{ address: "https://ada:secret@x" }, "beside it, not in it"],
  [{ address: "gpu" }, "must be such as https://"],
  [{ address: "https://x", user: "ada" }, "belong together"],
  [{ address: "https://x", models: [{ parameters: { p: "{words}" } }] }, "{words} is not known"],
  [{ address: "https://x", models: [{ color: "red" }] }, "color"],
] as const)("refuses an app that is written as %j", ([app, words]) => {
  const { problems } = readGradioSetting(fileOf({ apps: [app] }), []);
  expect(problems).toEqual([expect.stringContaining(words)]);
});
