import { expect, test } from "vitest";
import { currentPassword, newPassword } from "~/domain/passwords";

const wordsOf = (schema: typeof newPassword, text: string) =>
  schema.safeParse(text).error?.issues.map(({ message }) => message) ?? [];

test("72 bytes are the most, in whatever letters, and nothing is cut", () => {
  for (const text of ["x".repeat(72), "é".repeat(36), "雨".repeat(24), "👍".repeat(18)]) {
    expect(newPassword.parse(text)).toBe(text);
    expect(currentPassword.parse(text)).toBe(text);
    expect(wordsOf(newPassword, `${text}x`)).toEqual([
      "Use at most 72 characters. Accented letters count as two, emoji as four or more.",
    ]);
    expect(wordsOf(currentPassword, `${text}x`)).toEqual([
      "That's too long: passwords have at most 72 characters.",
    ]);
  }
});

test("the same letters are the same password, however a keyboard made them", () => {
  const decomposed = "cafe\u0301-au-lait";
  expect(decomposed).not.toBe("café-au-lait");
  expect(newPassword.parse(decomposed)).toBe("café-au-lait");
  expect(currentPassword.parse(decomposed)).toBe("café-au-lait");
});

test("letters are counted as people see them composed, before the limit is looked at", () => {
  expect(newPassword.parse("e\u0301".repeat(36))).toBe("é".repeat(36));
});

test("eight characters are the least, and an emoji is one", () => {
  expect(wordsOf(newPassword, "👍".repeat(7))).toEqual(["Use at least 8 characters."]);
  expect(newPassword.parse("👍".repeat(8))).toBe("👍".repeat(8));
});

test("spaces at the ends belong to a password", () => {
  expect(newPassword.parse("  a lamp  ")).toBe("  a lamp  ");
  expect(currentPassword.parse("  a lamp  ")).toBe("  a lamp  ");
});

test("an empty field asks for a password", () => {
  expect(wordsOf(currentPassword, "")).toEqual(["Enter your password."]);
  expect(wordsOf(newPassword, "")).toContain("Choose a password.");
});
