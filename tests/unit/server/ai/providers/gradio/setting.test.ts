import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readGradioSetting } from "~/.server/ai/providers/gradio/setting";
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
  writeFileSync(file, JSON.stringify({ models }));
  return file;
}

test("reads Spaces and the models of apps of one's own", () => {
  const read = readGradioSetting(`me/my-app=http://10.0.0.5:7860,${fileOf([model])}`, []);
  expect(read.problems).toEqual([]);
  expect(read.spaces).toEqual([{ id: "me/my-app", address: "http://10.0.0.5:7860" }]);
  expect(read.models.map(({ card }) => card.name)).toEqual(["My app"]);
});

test("is off without the setting", () => {
  expect(readGradioSetting(null, [])).toEqual({ spaces: null, models: [], problems: [] });
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

test("names an app that no model is of, and a model of an app that is not named", () => {
  const { problems } = readGradioSetting(
    `black-forest-labs/FLUX.1-schnel,black-forest-labs/FLUX.1-dev,${fileOf([model])}`,
    modelDefinitions,
  );
  expect(problems).toEqual([
    "GRADIO_SPACES: no model is of black-forest-labs/FLUX.1-schnel: describe one in a .json file",
    "GRADIO_SPACES: the model my-app is of me/my-app: name that too",
  ]);
});
