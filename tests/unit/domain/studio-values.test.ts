import { expect, test } from "vitest";
import { roomFields } from "~/domain/frame-fields";
import { slotFields } from "~/domain/picture-slots";
import { arrangeSource, initialStudioValues } from "~/domain/studio-values";

const words = {
  id: "words",
  enabled: true,
  prompt: "required",
  source: "none",
  film: null,
  mask: "none",
  shapes: ["16:9", "9:16"],
  maxOutputs: 1,
  durations: [5, 10],
  resolutions: ["720p", "1080p"],
  hasSoundSwitch: false,
  tier: "standard",
  builtIn: false,
} as const;
const mover = {
  ...words,
  id: "mover",
  source: "required",
  shapes: [],
  durations: [],
  resolutions: [],
} as const;
const off = { ...words, id: "off", enabled: false } as const;

test("starts with the first model that can be used and its usual settings", () => {
  expect(initialStudioValues([off, words, mover], {})).toEqual({
    model: "words",
    prompt: "",
    negativePrompt: "",
    shape: "16:9",
    count: 1,
    durationSeconds: "5",
    resolution: "720p",
    steps: "",
    guidance: "",
    seed: "",
    sound: "",
    sourceMediaId: "",
    asideMediaId: "",
    maskId: "",
    ...Object.fromEntries([...roomFields, ...slotFields].map((field) => [field, ""])),
  });
});

test("without a wish it starts with a quick AI model, and with what is built in only where there is nothing else", () => {
  const builtIn = { ...words, id: "built-in", tier: "quick", builtIn: true } as const;
  const quick = { ...words, id: "quick", tier: "quick" } as const;
  const all = [builtIn, words, quick];
  expect(initialStudioValues(all, {}).model).toBe("quick");
  expect(initialStudioValues([builtIn, words, { ...quick, enabled: false }], {}).model).toBe(
    "words",
  );
  expect(initialStudioValues([builtIn, off], {}).model).toBe("built-in");
  expect(initialStudioValues(all, { model: "built-in" }).model).toBe("built-in");
});

test("what takes no words is chosen last, and never for a prompt", () => {
  const tool = { ...mover, id: "tool", tier: "quick", prompt: "none" } as const;
  const all = [tool, words, mover];
  expect(initialStudioValues(all, {}).model).toBe("words");
  expect(initialStudioValues(all, {}, ["tool"]).model).toBe("tool");
  expect(initialStudioValues(all, { prompt: "a lake" }, ["tool"]).model).toBe("words");
});

test("a preferred model comes before all others, the first that can be used and takes the picture", () => {
  const quick = { ...words, id: "quick", tier: "quick" } as const;
  const all = [quick, words, mover, off];
  expect(initialStudioValues(all, {}, ["gone", "off", "words", "quick"]).model).toBe("words");
  const sourceMediaId = "0198f0c4-7a10-7000-8000-000000000001";
  expect(initialStudioValues(all, { sourceMediaId }, ["words"]).model).toBe("mover");
});

test("keeps what was chosen where the model has it, and takes the usual where it has not", () => {
  const given = {
    model: "words",
    shape: "9:16",
    count: "4",
    durationSeconds: "10",
    resolution: "4k",
    steps: "30",
    guidance: "3.5",
  };
  expect(initialStudioValues([words, mover], given)).toMatchObject({
    shape: "9:16",
    count: 1,
    durationSeconds: "10",
    resolution: "720p",
    steps: "30",
    guidance: "3.5",
  });
  expect(initialStudioValues([words, mover], { ...given, model: "mover" })).toMatchObject({
    shape: "",
    durationSeconds: "",
    resolution: "",
  });
});

test("with a picture and no model it starts with the first one that begins with a picture", () => {
  const sourceMediaId = "0198f0c4-7a10-7000-8000-000000000001";
  expect(initialStudioValues([words, mover], { sourceMediaId })).toMatchObject({
    model: "mover",
    sourceMediaId,
  });
  expect(initialStudioValues([words, mover], { sourceMediaId, model: "words" }).model).toBe(
    "words",
  );
  expect(initialStudioValues([words], { sourceMediaId }).model).toBe("words");
});

test("keeps everything that was typed, also what is too long to be sent", () => {
  const typed = {
    prompt: `${"x".repeat(3000)} to the end`,
    negativePrompt: `${"y".repeat(3000)} to the end`,
    steps: "1".repeat(30),
    guidance: "2".repeat(30),
    seed: "3".repeat(30),
  };
  expect(initialStudioValues([words], typed)).toMatchObject(typed);
});

test("has no model where there is none", () => {
  expect(initialStudioValues([], {}).model).toBe("");
});

const seconds = { min: 2, max: 15 };
const film = { of: [], onlyThose: false, shorterSides: [], shapes: [], seconds };
const all = [words, mover, { ...mover, id: "grower", film }];

/** What a form is made from after looking at these models, one after the other, and what is laid aside. */
function lookAt(
  models: readonly string[],
  chosen: { sourceMediaId: string; asideMediaId?: string },
) {
  let values = initialStudioValues(all, { ...chosen, model: "mover" });
  for (const model of models)
    values = arrangeSource({ ...values, model }, all, (id) => id.startsWith("film"));
  return [values.sourceMediaId, values.asideMediaId];
}

test("what is chosen stays chosen through looking at models that take something else", () => {
  const lake = { sourceMediaId: "lake" };
  expect(lookAt(["mover", "words"], lake)).toEqual(["lake", ""]);
  expect(lookAt(["grower"], lake)).toEqual(["", "lake"]);
  expect(lookAt(["grower", "words", "grower"], lake)).toEqual(["", "lake"]);
  expect(lookAt(["grower", "words", "mover"], lake)).toEqual(["lake", ""]);
  expect(lookAt(["mover"], { sourceMediaId: "film" })).toEqual(["", "film"]);
  expect(lookAt(["mover", "grower"], { sourceMediaId: "film" })).toEqual(["film", ""]);
});

test("a picture and a video are both kept, and of two of a kind the one that was chosen last", () => {
  const both = { sourceMediaId: "film", asideMediaId: "lake" };
  expect(lookAt(["grower"], both)).toEqual(["film", "lake"]);
  expect(lookAt(["mover"], both)).toEqual(["lake", "film"]);
  expect(lookAt(["mover"], { sourceMediaId: "film", asideMediaId: "film 2" })).toEqual([
    "",
    "film",
  ]);
  expect(lookAt(["mover", "grower"], { sourceMediaId: "" })).toEqual(["", ""]);
});
