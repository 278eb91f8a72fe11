import { expect, test } from "vitest";
import { findDefaultModelProblems } from "~/.server/ai/default-models";
import { modelDefinitions } from "~/.server/ai/known-models";

const problemsOf = (...ids: string[]) =>
  findDefaultModelProblems(ids, modelDefinitions, [{ name: "fal" }]);

test("one model of each kind is fine, a built-in one too", () => {
  expect(problemsOf()).toEqual([]);
  expect(problemsOf("flux-dev", "flux-kontext-pro", "wan-2-7")).toEqual([]);
  expect(findDefaultModelProblems(["painter"], modelDefinitions, [])).toEqual([]);
});

test("says what is wrong with each, and what there is", () => {
  expect(problemsOf("flux-devv", "flux-dev-fast", "flux-dev", "flux-schnell")).toEqual([
    expect.stringMatching(/^DEFAULT_MODEL: there is no model flux-devv\. There are: .*flux-dev, /),
    expect.stringMatching(
      /^DEFAULT_MODEL: no provider that is set up here makes flux-dev-fast\. There/,
    ),
    "DEFAULT_MODEL: flux-schnell is one too many: one model for each of image, edit and video",
  ]);
});
