import { expect, test } from "vitest";

import { paint, type PaintRequest } from "~/.server/painter/paint";
import { createRandom } from "~/domain/random";
import { dimensions } from "~/.server/painter/scene";

const small: PaintRequest = {
  prompt: "mountain lake with pine trees at dawn",
  negativePrompt: "",
  width: 160,
  height: 120,
  seed: 42,
  index: 0,
};

test("the same request gives the same bytes", () => {
  expect(paint({ ...small })).toEqual(paint({ ...small }));
});

test.each<Partial<PaintRequest>>([
  { seed: 43 },
  { index: 1 },
  { prompt: "mountain lake with pine trees at dusk" },
  { prompt: "mountain lake with pine trees at dawn, zyx" },
  { negativePrompt: "trees" },
])("another request gives other bytes: %o", (change) => {
  expect(paint({ ...small, ...change })).not.toEqual(paint(small));
});

test.each([
  [1024, 1024],
  [1152, 864],
  [864, 1152],
  [1344, 768],
  [768, 1344],
])("paints %i × %i pixels edge to edge", (width, height) => {
  const rgb = paint({ ...small, prompt: "calm sea", width, height });
  expect(rgb.length).toBe(width * height * 3);
  const lastRow = rgb.subarray((height - 1) * width * 3);
  expect(new Set(lastRow).size).toBeGreaterThan(8);
});

test("progress rises to 1", () => {
  const shares: number[] = [];
  paint(small, (share) => shares.push(share));
  expect(shares.length).toBeGreaterThan(5);
  expect(shares).toEqual(shares.toSorted((first, second) => first - second));
  expect(shares.at(-1)).toBe(1);
});

test("every mix of things can be painted, and no pixel is left out", () => {
  const random = createRandom(1);
  const words = [
    ...Object.values(dimensions).flat(),
    "storm",
    "forest",
    "palm",
    "house",
    "red",
    "teal",
    "snow",
  ];
  for (let picture = 0; picture < 50; picture++) {
    const prompt = Array.from({ length: 5 }, () => random.pick(words)).join(" ");
    const [width, height] = random.pick([
      [96, 64],
      [64, 96],
      [80, 80],
    ] as const);
    const rgb = paint({ prompt, negativePrompt: "", width, height, seed: picture, index: 0 });
    // A color that is not a number would be written as pure black.
    let black = 0;
    for (let at = 0; at < rgb.length; at += 3) {
      if (rgb.subarray(at, at + 3).every((part) => part === 0)) black++;
    }
    expect({ prompt, fewBlack: black < width * height * 0.02 }).toEqual({ prompt, fewBlack: true });
  }
});
