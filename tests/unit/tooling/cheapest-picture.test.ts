import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { cheapestPicture, readModels } from "../../live/cheapest-picture";

const chosen = (gradioSpaces: string | null, provider = "gradio") =>
  cheapestPicture(readModels(gradioSpaces).definitions, provider)?.route.id;

test("the live test asks a Space that is named", () => {
  expect(chosen("Lightricks/ltx-video-distilled,black-forest-labs/FLUX.1-dev")).toBe(
    "gradio:black-forest-labs/FLUX.1-dev/infer",
  );
  expect(chosen("Lightricks/ltx-video-distilled")).toBeUndefined();
  expect(chosen(null)).toBeUndefined();
});

test("the live test asks an app that a file describes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "easel-live-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "painter.json");
  const model = {
    ...{ id: "our-painter", kind: "image", name: "Our painter", bestFor: "Posters." },
    ...{ tier: "quick", typicalSeconds: 8, space: "our-team/painter", endpoint: "/infer" },
    ...{ parameters: { prompt: "{prompt}" }, output: { index: 0, as: "image" } },
  };
  await writeFile(file, JSON.stringify({ models: [model] }));
  const setting = `our-team/painter=http://10.0.0.7:7860,${file}`;
  expect(chosen(setting)).toBe("gradio:our-team/painter/infer");
  expect(readModels(setting).spaces).toHaveLength(1);
});

test("the live test does not begin with a setting that cannot be read", () => {
  expect(() => readModels("flux")).toThrow("must be a Space such as owner/space");
});

test("the live test asks the other providers for what costs least and is soonest done", () => {
  expect(chosen(null, "fal")).toBe("fal:fal-ai/flux/schnell");
  expect(chosen(null, "nobody")).toBeUndefined();
});
