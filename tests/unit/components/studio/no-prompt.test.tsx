import { expect, test } from "vitest";
import type { StudioModel } from "~/components/studio/types";
import { mover, renderStudio, wordsOf } from "./a-studio";

const tool: StudioModel = {
  ...mover,
  id: "tool",
  name: "Enlarger",
  source: "required",
  maxOutputs: 1,
  durations: [],
  resolutions: ["2×", "4×"],
  prompt: "none",
  task: "Upscale",
  hasNegativePrompt: false,
};

test("a model that takes no prompt has no box for one, and says so", () => {
  const html = renderStudio({ models: [tool], recentPrompts: ["a lake"] });
  expect(html).not.toContain("<textarea");
  expect(wordsOf(html)).toContain(
    "Enlarger needs no prompt. Choose a picture and press the button.",
  );
  expect(wordsOf(html)).not.toContain("Earlier prompts");
  expect(wordsOf(html)).toContain("Upscale · 2,500 credits");
});

test("what was typed for another model goes along, and stands in its box again", () => {
  const form = { prompt: "make it winter", negativePrompt: "people" };
  const html = renderStudio({ models: [tool], form });
  expect(html).toContain('<input type="hidden" name="prompt" value="make it winter"/>');
  expect(html).toContain('<input type="hidden" name="negativePrompt" value="people"/>');
  expect(renderStudio({ models: [mover], form })).toContain(">make it winter</textarea>");
});

test("words that a model can do without are not required", () => {
  const html = renderStudio({ models: [{ ...mover, prompt: "optional", task: "Extend" }] });
  expect(html).toMatch(/<textarea(?![^>]* required)/);
  expect(wordsOf(html)).toContain("Describe it · optional");
});
