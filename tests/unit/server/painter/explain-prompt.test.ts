import { describe, expect, test } from "vitest";
import { createRandom } from "~/domain/random";
import { explainPrompt } from "~/.server/painter/explain-prompt";
import { readWords } from "~/.server/painter/read-prompt";
import { isShown } from "~/.server/painter/shown";
import { everyWord, tagsOf } from "~/.server/painter/vocabulary";
import type { PromptReading } from "~/domain/prompt-reading";

const read = (prompt: string, negativePrompt = ""): PromptReading =>
  explainPrompt({ prompt, negativePrompt });
const seeds = Array.from({ length: 12 }, (_, at) => at * 7919);

test.each<[string, Partial<PromptReading>]>([
  ["three boats and a castle", { understood: ["three boats"], unknown: ["castle"] }],
  ["a portrait of an astronaut cat", { understood: [], unknown: ["portrait", "astronaut cat"] }],
  ["A calm LAKE at sunrise, with pink clouds", { understood: ["LAKE", "sunrise", "pink clouds"] }],
  ["two red sailing boats", { understood: ["two red sailing boats"] }],
  ["a red wooden boat", { understood: ["red boat"], unknown: ["wooden"] }],
  ["a red fox in the snow", { understood: ["snow"], unknown: ["red fox"] }],
  ["a rose", { understood: [], unknown: ["rose"] }],
  ["Snowy mountains under a full moon", { understood: ["Snowy mountains", "full moon"] }],
  ["hills, hills and HILLS", { understood: ["hills"] }],
  ["猫と海", { understood: [], unknown: ["猫と海"] }],
  ["a picture of the very best of it all!", { understood: [], unknown: ["best"] }],
  ["", { understood: [], unknown: [] }],
])("%s", (prompt, expected) => {
  expect(read(prompt)).toEqual({ understood: [], unknown: [], leftOut: [], ...expected });
});

describe("numbers", () => {
  test.each([
    ["seven boats", "seven boats"],
    ["7 boats", "7 boats"],
    ["a pair of houses", "pair houses"],
    ["one bird", "one bird"],
    ["five hot air balloons", "five hot air balloons"],
  ])("%s are that many", (prompt, phrase) => {
    expect(read(prompt)).toEqual({ understood: [phrase], unknown: [], leftOut: [] });
  });

  test.each([
    ["eight boats", "eight", "boats"],
    ["12 boats", "12", "boats"],
    ["a dozen birds", "dozen", "birds"],
    ["three mountains", "three (mountains)", "mountains"],
  ])("%s are not, and it is said", (prompt, unknown, phrase) => {
    expect(read(prompt)).toEqual({ understood: [phrase], unknown: [unknown], leftOut: [] });
  });

  test("a number belongs to what it stands before", () => {
    const countsOf = (prompt: string) =>
      Object.fromEntries(readWords({ prompt, negativePrompt: "", seed: 1, index: 0 }).ask.counts);
    expect(countsOf("three castles and a boat")).toEqual({ boat: [1, 1] });
    expect(countsOf("four boats, two houses")).toEqual({ boat: [4, 4], house: [2, 2] });
    expect(countsOf("two boats and three boats")).toEqual({ boat: [5, 5] });
    expect(countsOf("three sailing boats")).toEqual({ boat: [3, 3] });
    expect(countsOf("a fleet of boats by a village")).toEqual({ boat: [4, 6], house: [4, 6] });
    expect(countsOf("boats and a flock of birds")).toEqual({ boat: [2, 3], birds: [7, 12] });
  });
});

test("says as what it paints a word that is only near to what it knows", () => {
  expect(read("a volcano by a river").understood).toEqual([
    "volcano (as mountains)",
    "river (as water)",
  ]);
  expect(read("three canoes").understood).toEqual(["three canoes (as a sailing boat)"]);
});

test("names what does not go together with something else", () => {
  expect(read("sunset and night")).toEqual({
    understood: ["sunset"],
    unknown: [],
    leftOut: ["night"],
  });
  expect(read("the sun and rain over hills").leftOut).toEqual(["sun"]);
  expect(read("white flowers in the desert").leftOut).toEqual(["white flowers"]);
});

test("says what is left out at the person's own wish only where it knows the word", () => {
  expect(read("a lake without trees and no castle")).toEqual({
    understood: ["lake", "no trees"],
    unknown: [],
    leftOut: [],
  });
  expect(read("a lake and boats", "boats")).toEqual({
    understood: ["lake"],
    unknown: [],
    leftOut: [],
  });
});

test("every word that it knows is painted when it stands alone, whatever the seed", () => {
  for (const word of everyWord) {
    const [tag] = tagsOf(word);
    for (const seed of seeds) {
      const { scene } = readWords({ prompt: word, negativePrompt: "", seed, index: 0 });
      expect({ word, seed, isShown: isShown(scene, tag!) }).toEqual({ word, seed, isShown: true });
    }
  }
});

test("what it says holds for every seed", () => {
  const random = createRandom(3);
  for (let each = 0; each < 400; each += 1) {
    const prompt = Array.from({ length: 4 }, () => random.pick(everyWord)).join(", ");
    const shownAt = (seed: number) => {
      const { scene, ask } = readWords({ prompt, negativePrompt: "", seed, index: 0 });
      return ask.senses.map((sense) => sense.is === "thing" && isShown(scene, sense.tag));
    };
    for (const seed of seeds) expect([prompt, shownAt(seed)]).toEqual([prompt, shownAt(0)]);
  }
});
