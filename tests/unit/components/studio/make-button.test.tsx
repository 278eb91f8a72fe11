import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import { MakeButton } from "~/components/studio/make-button";
import type { StudioModel } from "~/components/studio/types";
import { defaultSeedRange } from "~/domain/models";
import { wordsOf } from "./a-studio";

const model: StudioModel = {
  id: "painter",
  kind: "image",
  name: "Painter",
  bestFor: "Landscapes.",
  tier: "quick",
  typicalSeconds: 4,
  priceCredits: 500,
  rates: null,
  builtIn: true,
  isAi: true,
  prompt: "required",
  task: null,
  film: null,
  largestSources: null,
  source: "none",
  mask: "none",
  pictures: [],
  frame: null,
  shapes: ["1:1"],
  maxOutputs: 4,
  maxPromptLength: 2000,
  understands: null,
  hasNegativePrompt: true,
  hasSeed: true,
  seedRange: defaultSeedRange,
  durations: [],
  resolutions: [],
  steps: null,
  guidance: null,
  hasSoundSwitch: false,
  enabled: true,
  message: null,
  failureShare: null,
};

function render(
  credits: number | null,
  changes: Partial<StudioModel> = {},
  affordable: StudioModel | null = null,
): string {
  const element = (
    <MakeButton
      ref={null}
      busy={false}
      model={{ ...model, ...changes }}
      words={{
        make: (count) => `Make ${count} ${count === 1 ? "picture" : "pictures"}`,
        one: "picture",
        many: "pictures",
      }}
      chosen={{ count: 2, durationSeconds: "", resolution: "", sound: "" }}
      credits={credits}
      affordable={affordable}
      onChoose={() => undefined}
    />
  );
  const router = createMemoryRouter([{ path: "*", element }]);
  return renderToStaticMarkup(<RouterProvider router={router} />).replaceAll("&#x27;", "'");
}

test("carries the price of every number, and shows that of the number the server starts with", () => {
  const html = render(9500);
  expect(html).toContain("Make 1 picture · 500 credits");
  expect(html).toMatch(/data-count="2" data-shown="count">Make 2 pictures · 1,000 credits/);
  expect(html).toContain("Make 4 pictures · 2,000 credits");
});

test("carries the price of every length and resolution, each to be shown when both are chosen", () => {
  const html = render(null, {
    kind: "video",
    maxOutputs: 1,
    durations: [5, 10],
    resolutions: ["720p", "1080p"],
    rates: { "720p": 100, "1080p": 200 },
  });
  expect(html).not.toContain("data-count");
  expect(html).toContain(
    'data-length-at="1" data-resolution-at="1" data-shown="">Make 1 picture · 500',
  );
  expect(html).toContain(
    'data-length-at="2" data-resolution-at="1" data-shown="">Make 1 picture · 1,000',
  );
  expect(html).toContain(
    'data-length-at="2" data-resolution-at="2" data-shown="">Make 1 picture · 2,000',
  );
});

test("says what the credits are enough for, and what comes next, only for the numbers that are too dear", () => {
  const html = render(800);
  expect(html).not.toContain('data-count="1" data-shown="">You have');
  expect(html).toMatch(
    /data-count="2" data-shown="count">You have 800 credits, enough for 1 picture\./,
  );
  expect(html).toContain("The people who run this site can give you more.");
  expect(html).toContain('href="/account/credits"');
  expect(html).not.toContain("disabled=");
});

test("without enough for a single one it says who can give more, and what can be made instead", () => {
  const html = render(499);
  expect(html).not.toContain("Make 1 picture");
  expect(wordsOf(html)).toContain(
    "You don't have enough credits You have 499 credits. One picture with Painter costs 500 credits. The people who run this site can give you more.",
  );
  expect(html).toContain('href="/account/credits"');
  expect(html).not.toMatch(/buy|purchase|disabled=/);
  const cheap = { ...model, id: "cheap", name: "Cheap", priceCredits: 400 };
  expect(wordsOf(render(499, {}, cheap))).toContain("Use Cheap for 400 credits");
  expect(wordsOf(render(0))).toContain("You're out of credits One picture");
});

test("can be pressed unless the model is off", () => {
  expect(render(500)).not.toContain("disabled=");
  expect(render(null)).not.toContain("disabled=");
  expect(render(9500, { enabled: false, message: "Back at noon." })).toMatch(
    /disabled="".*Back at noon\./s,
  );
});

test("carries the price with sound and without, each to be shown when it is chosen", () => {
  const html = render(null, {
    kind: "video",
    maxOutputs: 1,
    hasSoundSwitch: true,
    durations: [5],
    priceCredits: 2500,
    rates: { "": 840, silent: 560 },
  });
  expect(html).toMatch(/data-sound="on"[^>]*>Make 1 picture · 4,200 credits/);
  expect(html).toMatch(/data-sound="off"[^>]*>Make 1 picture · 2,800 credits/);
});
