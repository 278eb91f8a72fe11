import { describe, expect, test } from "vitest";

import { readPrompt } from "~/.server/painter/read-prompt";
import type { Scene } from "~/.server/painter/scene";

function sceneOf(prompt: string, negativePrompt = "", seed = 7, index = 0): Scene {
  return readPrompt({ prompt, negativePrompt, seed, index });
}

const seeds = Array.from({ length: 40 }, (_, at) => at * 7919);

describe("words of the prompt", () => {
  test.each<[string, Partial<Scene>]>([
    ["A calm SEA at night", { water: "sea", time: "night" }],
    ["the ocean at sunset", { water: "sea", time: "dusk", light: "sun" }],
    ["sunrise over a lake", { water: "lake", time: "dawn" }],
    ["lakes", { water: "lake" }],
    ["mountains at noon", { relief: "mountains", time: "day" }],
    ["green hills, golden hour", { relief: "hills", time: "golden" }],
    ["pine trees", { trees: "pines" }],
    ["an oak in a meadow in summer", { trees: "leafy", ground: "meadow", season: "summer" }],
    ["palm trees on a tropical beach", { trees: "palms", ground: "beach", water: "sea" }],
    ["cherry blossoms", { trees: "blossom", season: "spring" }],
    ["sand dunes in the desert", { ground: "desert" }],
    ["a wheat field in autumn", { ground: "field", season: "autumn" }],
    ["crescent moon", { light: "crescent", time: "night" }],
    ["snowy mountains under a full moon", { light: "moon", time: "night" }],
    ["a full moon at sunset", { light: "moon", time: "dusk" }],
    ["moonlit water", { light: "moon", time: "night" }],
    ["a clear sky", { clouds: "none" }],
    ["fluffy clouds", { clouds: "puffs" }],
    ["black and white mountains", { mood: "monochrome" }],
    ["pastel sky", { mood: "pastel" }],
  ])("%s", (prompt, expected) => {
    for (const seed of seeds) expect(sceneOf(prompt, "", seed)).toMatchObject(expected);
  });

  test.each([
    ["fog", "fog"],
    ["a misty morning", "fog"],
    ["rainy day", "rain"],
    ["snow is falling on a village", "snowfall"],
    ["snow-capped peaks", "caps"],
    ["stars", "stars"],
    ["northern lights", "aurora"],
    ["a forest", "forest"],
    ["wildflowers", "flowers"],
    ["rainbow", "rainbow"],
    ["city skyline", "skyline"],
  ] as const)("%s brings %s", (prompt, feature) => {
    expect(sceneOf(prompt).features).toContain(feature);
  });

  test.each([
    ["a red sailboat", "boat"],
    ["seagulls", "birds"],
    ["cottage", "house"],
    ["lighthouses", "lighthouse"],
    ["hot air balloons", "balloon"],
  ] as const)("%s brings a %s", (prompt, subject) => {
    expect(sceneOf(prompt).subjects).toContain(subject);
  });

  test("a boat gets water to sail on", () => {
    for (const seed of seeds) expect(sceneOf("boat", "", seed).water).not.toBe("none");
  });

  test("a color before a thing tints that thing, any other color the whole picture", () => {
    expect(sceneOf("red boat on a teal sea, in gold").tints).toEqual([
      { color: "red", target: "boat" },
      { color: "teal", target: "water" },
      { color: "gold", target: "all" },
    ]);
  });

  test("a prompt without known words still shows a place", () => {
    for (const seed of seeds) {
      const { relief, water, ground, trees } = sceneOf("qwertz", "", seed);
      expect([relief, water, ground, trees].some((part) => part !== "none")).toBe(true);
    }
  });
});

describe("seed, index and words", () => {
  test("each of them changes the composition", () => {
    const base = sceneOf("sea").seed;
    expect(sceneOf("sea", "", 8).seed).not.toBe(base);
    expect(sceneOf("sea", "", 7, 1).seed).not.toBe(base);
    expect(sceneOf("sea zyx").seed).not.toBe(base);
  });

  test("the negative prompt keeps the composition and only takes away", () => {
    const scene = sceneOf("lake, pine trees");
    expect(sceneOf("lake, pine trees", "trees")).toEqual({ ...scene, trees: "none" });
  });
});

describe("negative prompt", () => {
  test.each(["a forest by the lake", "pine trees", "qwertz", "palms on a beach"])(
    "leaves trees out of: %s",
    (prompt) => {
      for (const seed of seeds) {
        const scene = sceneOf(prompt, "trees", seed);
        expect(scene.trees).toBe("none");
        expect(scene.features).not.toContain("forest");
      }
    },
  );

  test("leaves out several things at once", () => {
    for (const seed of seeds) {
      const scene = sceneOf(
        "stormy sea with birds and a boat at night",
        "clouds, Birds; stars, night",
        seed,
      );
      expect(scene.clouds).toBe("none");
      expect(scene.subjects).toEqual(new Set(["boat"]));
      expect(scene.features).not.toContain("stars");
      expect(scene.time).not.toBe("night");
    }
  });

  test("leaves out what the painter would add by itself", () => {
    for (const seed of seeds) {
      const scene = sceneOf("landscape", "water, mountains, flowers, snow, fog, sun", seed);
      expect(scene).toMatchObject({ water: "none", light: expect.not.stringMatching("sun") });
      expect(scene.relief).not.toBe("mountains");
      for (const feature of ["flowers", "caps", "fog"] as const)
        expect(scene.features).not.toContain(feature);
    }
  });

  test("a refusal inside the prompt works the same way", () => {
    const scene = sceneOf("a lake without any trees, no clouds, birds");
    expect(scene).toMatchObject({ water: "lake", trees: "none", clouds: "none" });
    expect(scene.subjects).toContain("birds");
  });
});
