import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readGradioSetting } from "~/.server/ai/gradio-setting";

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
  const read = readGradioSetting(`me/my-app=http://10.0.0.5:7860,${fileOf([model])}`, new Set());
  expect(read.problems).toEqual([]);
  expect(read.spaces).toEqual([{ id: "me/my-app", address: "http://10.0.0.5:7860" }]);
  expect(read.models.map(({ card }) => card.name)).toEqual(["My app"]);
});

test("is off without the setting", () => {
  expect(readGradioSetting(null, new Set())).toEqual({ spaces: null, models: [], problems: [] });
});

test("names a file that cannot be read, and an id that is taken", () => {
  const { problems } = readGradioSetting(`/nowhere.json,${fileOf([model])}`, new Set(["my-app"]));
  expect(problems).toEqual([
    expect.stringMatching(/^GRADIO_SPACES: \/nowhere\.json: ENOENT/),
    "GRADIO_SPACES: there is a model my-app already",
  ]);
});
