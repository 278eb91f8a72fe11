import { expect, test } from "vitest";
import { explainWords } from "~/.server/retouch/explain-words";
import { shareOf } from "~/.server/retouch/operation";
import { readWords } from "~/.server/retouch/read-words";

test.each([
  [
    "black and white, more contrast, then blur the background",
    ["black and white", "more contrast", "the background blurred"],
  ],
  ["Please make it a bit warmer and add some film grain!", ["warmer (a little)", "film grain"]],
  ["crop to 16:9 and rotate left", ["cropped to 16:9", "turned left"]],
  ["turn my photo into a water-colour painting", ["like a watercolor"]],
  ["can you make this look like an OLD photo?", ["like an old photo"]],
  [
    "increase the contrast by 30% and reduce saturation by 20 percent",
    ["more contrast (30%)", "paler colors (20%)"],
  ],
  ["make the sky much darker", ["darker (a lot) in the sky"]],
  ["make the background black & white", ["black and white in the background"]],
  ["brighten the subject", ["brighter on the subject"]],
  ["make the sky pink", ["tinted pink in the sky"]],
  ["everything black and white except the red", ["only red kept in color"]],
  ["keep only red and blue", ["only red and blue kept in color"]],
  ["turn the red car blue", ["red changed to blue"]],
  ["rotate 90 degrees counter-clockwise", ["turned left"]],
  ["rotate by 180°", ["turned upside down"]],
  ["straighten by 2.5 degrees to the left", ["straightened by 2.5° to the left"]],
  ["crop 10% off the top", ["cut at the top (10%)"]],
  ["it's too dark, fix the white balance", ["brighter", "no color cast"]],
  ["sepia at 50 %", ["sepia (50%)"]],
  ["thin black frame", ["a black border (a little)"]],
  ["rainy night", ["rain", "turned into night"]],
])("“%s” is understood to the last word", (prompt, understood) => {
  expect(explainWords({ prompt })).toEqual({ understood, unknown: [], leftOut: [] });
});

test("says which words it makes nothing of, as they were written", () => {
  expect(
    explainWords({ prompt: "Warmer, with a Cat wearing a hat and a dog, then sharpen" }),
  ).toEqual({
    understood: ["warmer", "sharper"],
    unknown: ["Cat wearing hat dog"],
    leftOut: [],
  });
});

test.each(["a cat", "猫と海", "🐈🐈", "please make it better", "", "()[]*+?\\", "%% 30% °"])(
  "of “%s” nothing is understood",
  (prompt) => {
    expect(explainWords({ prompt }).understood).toEqual([]);
  },
);

test("what is not wanted is not done, and said to be not understood", () => {
  expect(explainWords({ prompt: "no vignette, don't blur it, but brighter" })).toEqual({
    understood: ["brighter"],
    unknown: ["no vignette", "don't blur"],
    leftOut: [],
  });
});

test("a little is less than usual, a lot is more, and percent are what they say", () => {
  const share = (prompt: string) => shareOf(readWords(prompt).steps[0]!);
  expect(share("a little brighter")).toBeLessThan(share("brighter"));
  expect(share("brighter")).toBeLessThan(share("much brighter"));
  expect(share("brighter by 12%")).toBe(0.12);
  expect(share("brighter by 9000%")).toBe(1);
});

test("the longest text is read at once, and words that are no operation cost nothing", () => {
  const prompt = "a a a a the the of more less by 10% very ".repeat(50).slice(0, 2000);
  expect(explainWords({ prompt }).understood).toEqual([]);
});

test("takes twelve changes at most, and says before which words are too many", () => {
  const changes = Array.from({ length: 14 }, (_, at) => (at % 2 ? "darker" : "warmer"));
  const { understood, unknown } = explainWords({ prompt: [...changes, "oil painting"].join(", ") });
  expect(understood).toHaveLength(12);
  expect(unknown).toEqual(["warmer", "darker", "oil painting"]);
});
