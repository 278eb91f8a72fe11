import { expect, test } from "vitest";
import { firstGraphemes, shorten } from "~/domain/text";

test.each([
  ["🎨 Ana", 1, "🎨"],
  ["👩‍👩‍👧‍👦 at home", 1, "👩‍👩‍👧‍👦"],
  ["🇩🇪🇫🇷", 1, "🇩🇪"],
  ["e\u0301te\u0301", 1, "e\u0301"],
  ["क्षमा", 1, "क्ष"],
  ["", 1, ""],
  ["abc", 3, "abc"],
  ["👍🏽", 3, "👍🏽"],
])("the beginning of %s is never half of a character", (text, count, start) => {
  expect(firstGraphemes(text, count)).toBe(start);
});

test("a text that fits stays as it is, a longer one ends in an ellipsis within its limit", () => {
  expect(shorten("a".repeat(160), 160)).toBe("a".repeat(160));
  expect(shorten("a".repeat(161), 160)).toBe(`${"a".repeat(159)}…`);
  expect(shorten(`${"a".repeat(158)} 👩‍👩‍👧‍👦 and more`, 160)).toBe(`${"a".repeat(158)}…`);
  expect(shorten("👩‍👩‍👧‍👦".repeat(160), 160)).toBe("👩‍👩‍👧‍👦".repeat(160));
});

test("no cut of any text leaves half of a surrogate pair", () => {
  const text = "a👩‍🎨é🇯🇵漢".repeat(30);
  for (let count = 1; count < 120; count += 1) {
    expect(shorten(text, count).isWellFormed()).toBe(true);
    expect(text.startsWith(firstGraphemes(text, count))).toBe(true);
  }
});
