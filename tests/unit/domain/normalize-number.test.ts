import { expect, test } from "vitest";
import { studioForm } from "~/domain/forms";
import { normalizeNumber, normalizeInteger } from "~/domain/normalize-number";

test.each([
  [" 42 ", "42"],
  ["42\n", "42"],
  ["\u00a042\u202f", "42"],
  ["1,234,567", "1234567"],
  ["1.234.567", "1234567"],
  ["1 234 567", "1234567"],
  ["1\u202f234\u00a0567", "1234567"],
  ["1’234’567", "1234567"],
  ["1'234", "1234"],
  ["1,234", "1234"],
  ["４２", "42"],
  ["1,23", "1,23"],
  ["1,234.567", "1,234.567"],
  ["1,2345", "1,2345"],
  ["12 34", "12 34"],
  ["1.5", "1.5"],
  ["-1", "-1"],
  ["", ""],
])("where a whole number fits, %j is %j", (typed, read) => {
  expect(normalizeInteger(typed)).toBe(read);
});

test.each([
  [" 3.5 ", "3.5"],
  ["3,5", "3.5"],
  ["1,234.5", "1234.5"],
  ["1.234,5", "1234.5"],
  ["1 234,5", "1234.5"],
  ["1 234", "1234"],
  ["1’234.5", "1234.5"],
  ["1,234", "1.234"],
  ["1.234", "1.234"],
  ["1.234.567", "1.234.567"],
  ["3..5", "3..5"],
  ["7", "7"],
  ["x", "x"],
])("where a fraction fits, %j is %j", (typed, read) => {
  expect(normalizeNumber(typed)).toBe(read);
});

test("a pasted seed, steps and guidance are taken as meant", () => {
  const form = {
    idempotencyKey: "0198f0c4-7a10-7000-8000-000000000001",
    model: "painter",
    prompt: "a quiet harbour",
    count: "1",
  };
  expect(
    studioForm.parse({ ...form, seed: " 2,147,483,647 ", steps: " 30", guidance: "3,5 " }),
  ).toMatchObject({ seed: 2_147_483_647, steps: 30, guidance: 3.5 });
  for (const seed of ["1.5", "1,23", "99 99", "2,147,483,648"])
    expect(studioForm.safeParse({ ...form, seed }).success).toBe(false);
});
