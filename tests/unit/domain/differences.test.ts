import { expect, test } from "vitest";
import { markDifferences } from "~/domain/differences";

const owned = (texts: string[]) =>
  markDifferences(texts).map((pieces) =>
    pieces.filter(({ isOwn }) => isOwn).map(({ text }) => text),
  );

test("marks the words that not all of the texts have, and no others", () => {
  expect(owned(["a red house by the sea", "a blue house by the sea"])).toEqual([["red"], ["blue"]]);
  expect(owned(["a house", "a house at night"])).toEqual([[], ["at", "night"]]);
  expect(owned(["fog", "fog", "fog, rain"])).toEqual([[], [], ["rain"]]);
});

test("takes no notice of case, signs and how an accent is encoded", () => {
  expect(owned(["A Café, at dusk!", "a cafe\u0301 at dusk"])).toEqual([[], []]);
});

test("parts words of scripts without spaces", () => {
  expect(owned(["赤い家", "青い家"]).flat()).not.toContain("赤い家");
});

test("gives back every text as it was, also an empty one", () => {
  const texts = ["  two\n\nlines  ", "", "👩‍👩‍👧 at the beach — again"];
  expect(markDifferences(texts).map((pieces) => pieces.map(({ text }) => text).join(""))).toEqual(
    texts,
  );
});
