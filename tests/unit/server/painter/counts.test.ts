import { describe, expect, test } from "vitest";
import { paint } from "~/.server/painter/paint";
import { explainPrompt } from "~/.server/painter/explain-prompt";

const [width, height] = [480, 360];

/** The columns in which a picture differs from the same one without a thing. */
function columnsOf(
  prompt: string,
  thing: string,
  seed: number,
  rows: [number, number],
  least = 6,
): boolean[] {
  const request = { prompt, width, height, seed, index: 0 };
  const full = paint({ ...request, negativePrompt: "" });
  const bare = paint({ ...request, negativePrompt: thing });
  const differs = (x: number, y: number) =>
    [0, 1, 2].some((part) => {
      const at = (y * width + x) * 3 + part;
      return Math.abs(full[at]! - bare[at]!) > least;
    });
  const [top, bottom] = rows.map((share) => Math.round(share * height)) as [number, number];
  return Array.from({ length: width }, (_, x) =>
    Array.from({ length: bottom - top }, (__, y) => differs(x, top + y)).some(Boolean),
  );
}

/** How many runs of columns there are, with at least two columns between them. */
function runsIn(columns: readonly boolean[]): number {
  const text = columns.map((each) => (each ? "x" : " ")).join("");
  return text.replaceAll("x x", "xxx").split(/ +/).filter(Boolean).length;
}

const numbers = ["one", "two", "three", "four", "five", "six", "seven"];
/** What is painted where nothing else would change with it. */
const things: [string, string, (number: string, s: string) => string, [number, number]][] = [
  ["boats", "boat", (n, s) => `${n} boat${s} on the sea at noon, no clouds`, [0, 1]],
  [
    "houses",
    "house",
    (n, s) => `${n} house${s} in a meadow at noon, no trees, no flowers`,
    [0.6, 1],
  ],
  ["birds", "bird", (n, s) => `${n} bird${s} over the sea at noon, no clouds`, [0, 0.5]],
  ["balloons", "balloon", (n, s) => `${n} balloon${s} over the sea at noon, no clouds`, [0, 0.5]],
  [
    "lighthouses",
    "lighthouse",
    (n, s) => `${n} lighthouse${s} by the sea at noon, no clouds`,
    [0, 0.5],
  ],
];

describe.each(things)("as many %s as are asked for", (_, thing, promptOf, rows) => {
  test.each(numbers.map((word, at) => [word, at + 1] as const))("%s", (word, count) => {
    const prompt = promptOf(word, count === 1 ? "" : "s");
    const phrase = `${word} ${thing}${count === 1 ? "" : "s"}`;
    expect(explainPrompt({ prompt, negativePrompt: "" }).understood).toContain(phrase);
    // A single lighthouse stands on a point of land, which is looked at no further down than the tower goes up.
    const above: [number, number] = thing === "lighthouse" && count === 1 ? [0, 0.42] : rows;
    expect(runsIn(columnsOf(prompt, thing, 7 * count, above, 40))).toBe(count);
  });
});

test.each([
  ["a house by the sea", "house"],
  ["pine trees by the sea", "trees"],
  ["flowers by the sea", "flowers"],
  ["a boat off a tropical beach", "boat"],
  ["seven houses in a pine forest", "trees"],
  ["a rainbow", "rainbow"],
  ["a city by a lake", "city"],
])("what it says of %s can be seen", (prompt, thing) => {
  expect(explainPrompt({ prompt, negativePrompt: "" })).toMatchObject({
    unknown: [],
    leftOut: [],
  });
  for (const seed of [1, 2, 3, 4])
    expect(columnsOf(prompt, thing, seed, [0, 1]).filter(Boolean).length).toBeGreaterThan(5);
});

test("a size makes a thing larger or smaller", () => {
  const widthOf = (size: string) =>
    columnsOf(`a ${size} boat on the sea at noon, no clouds`, "boat", 5, [0, 1]).filter(Boolean)
      .length;
  expect(widthOf("huge")).toBeGreaterThan(widthOf("usual") * 1.3);
  expect(widthOf("tiny")).toBeLessThan(widthOf("usual") * 0.8);
});
