import { expect, test } from "vitest";
import type { Limit } from "~/.server/ai/providers/gradio/limits";
import { narrowTo } from "~/.server/ai/providers/gradio/narrow";
import { shapeIds, type ShapeId } from "~/domain/shapes";
import { describeModel } from "./recorded-world";

const none: Limit = { min: null, max: null, step: null, choices: null, maxLength: null };

/** A model over an endpoint with these limits, as it is offered then. */
function narrow(
  limits: Record<string, Partial<Limit>>,
  parameters: Record<string, unknown>,
  more: Record<string, unknown> = {},
) {
  const model = describeModel("/infer", { prompt: "{prompt}", ...parameters }, more);
  const told = Object.entries(limits).map(
    ([name, limit]) => [name, { ...none, ...limit }] as const,
  );
  return narrowTo(new Map(told), model, model.routes[0]!);
}

function sizeOf(model: ReturnType<typeof narrow>, shape: ShapeId) {
  const { width, height } = model.settings.parse({
    shape,
    count: 1,
    seed: 0,
    prompt: "",
    negativePrompt: "",
  });
  return [width, height];
}

const sides = { width: "{width}", height: "{height}" };

test("stays as it is where nothing is bounded", () => {
  const model = narrow({}, sides);
  expect(model.card.shapes).toEqual(shapeIds);
  expect(sizeOf(model, "16:9")).toEqual([1344, 768]);
});

test.for([
  ["a most", { max: 512 }, [512, 293]],
  ["a most and a step", { max: 512, step: 64 }, [512, 320]],
  ["a least", { min: 1024 }, [1792, 1024]],
  ["a step from a least", { min: 8, max: 1000, step: 48 }, [968, 584]],
] as const)("makes sizes fit %s", ([, limit, size]) => {
  expect(sizeOf(narrow({ width: limit, height: limit }, sides), "16:9")).toEqual(size);
});

test("leaves out shapes that an app cannot make, and nothing for an app that can make none", () => {
  const limits = { width: { min: 512, max: 512 }, height: { max: 600 } };
  expect(narrow(limits, sides).card.shapes).toEqual(["1:1", "4:3", "16:9"]);
  const wide = { width: { min: 2000 }, height: { max: 100 } };
  expect(() => narrow(wide, sides)).toThrow("takes no size");
});

test("asks for no more files at once than an app makes", () => {
  const more = { outputs: 4, output: { index: 0, as: "gallery" } };
  const model = narrow({ n: { max: 2 } }, { n: "{count}" }, more);
  expect(model.card.maxOutputs).toBe(2);
  expect(() =>
    model.settings.parse({ shape: "", count: 3, seed: 0, prompt: "", negativePrompt: "" }),
  ).toThrow("Choose 1 to 2 pictures.");
});

test("leaves out lengths that an app does not make", () => {
  const more = { kind: "video", durations: [2, 5, 8], output: { index: 0, as: "video" } };
  const model = narrow({ s: { max: 5 } }, { s: "{durationSeconds}" }, more);
  expect(model.card.durations).toEqual([2, 5]);
  expect(() => narrow({ s: { max: 1 } }, { s: "{durationSeconds}" }, more)).toThrow(
    "me/home takes no more than 1 as s, and not 2",
  );
});

test("begins seeds and guidance where an app does", () => {
  const guidance = { guidance: { least: 0, most: 20, step: 0.5, usual: 3 } };
  const limits = { seed: { min: 1 }, g: { min: 4, max: 9 } };
  const { card } = narrow(limits, { seed: "{seed}", g: "{guidance}" }, guidance);
  expect(card.seedRange).toEqual({ min: 1, max: 2_147_483_647 });
  expect(card.guidance).toEqual({ min: 4, max: 9, step: 0.5, default: 4 });
  expect(() => narrow({ g: { min: 30 } }, { g: "{guidance}" }, guidance)).toThrow("is offered");
});

test("takes no longer prompt than fits with what stands around it", () => {
  const limits = { prompt: { maxLength: 500 } };
  expect(narrow(limits, {}).card.maxPromptLength).toBe(500);
  const around = { prompt: "poster of {prompt}" };
  expect(narrow(limits, around).card.maxPromptLength).toBe(490);
  expect(narrow({ prompt: { maxLength: 9000 } }, {}).card.maxPromptLength).toBe(2000);
  const chosen = { shape: "", count: 1, seed: 0, negativePrompt: "" };
  expect(() =>
    narrow(limits, around).settings.parse({ ...chosen, prompt: "x".repeat(491) }),
  ).toThrow("490");
});
