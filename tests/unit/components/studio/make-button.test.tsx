import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { MakeButton } from "~/components/studio/make-button";
import type { StudioModel } from "~/components/studio/types";
import { anySeed } from "~/domain/models";

const model: StudioModel = {
  id: "painter",
  kind: "image",
  name: "Painter",
  bestFor: "Landscapes.",
  tier: "quick",
  typicalSeconds: 4,
  priceCredits: 500,
  builtIn: true,
  source: "none",
  shapes: ["1:1"],
  maxOutputs: 4,
  maxPromptLength: 2000,
  hasNegativePrompt: true,
  hasSeed: true,
  seedRange: anySeed,
  durations: [],
  resolutions: [],
  steps: null,
  guidance: null,
  enabled: true,
  message: null,
  failureShare: null,
};

function render(credits: number | null, changes: Partial<StudioModel> = {}): string {
  return renderToStaticMarkup(
    <MakeButton
      ref={null}
      busy={false}
      model={{ ...model, ...changes }}
      words={{ make: (count) => `Make ${count} ${count === 1 ? "picture" : "pictures"}` }}
      count={2}
      credits={credits}
    />,
  );
}

test("carries the price of every number, and shows that of the number the server starts with", () => {
  const html = render(9500);
  expect(html).toContain("Make 1 picture · 500 credits");
  expect(html).toMatch(/data-count="2" data-shown="true">Make 2 pictures · 1,000 credits/);
  expect(html).toContain("Make 4 pictures · 2,000 credits");
});

test("says how many credits are missing, only for the numbers that are too dear", () => {
  const html = render(800);
  expect(html).not.toContain('data-count="1">You have');
  expect(html).toContain("You have 800 credits. 200 credits are missing.");
  expect(html).toContain("You have 800 credits. 1,200 credits are missing.");
  expect(html).not.toContain("disabled=");
});

test("can be pressed unless not even one is affordable or the model is off", () => {
  expect(render(499)).toMatch(/<button[^>]* disabled=""/);
  expect(render(null)).not.toContain("disabled=");
  expect(render(9500, { enabled: false, message: "Back at noon." })).toMatch(
    /disabled="".*Back at noon\./s,
  );
});
