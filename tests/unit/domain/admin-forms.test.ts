import { parseWithZod } from "@conform-to/zod/v4";
import { expect, test } from "vitest";
import { modelForm, placeField, rateField } from "~/domain/admin/forms";
import { readSetting } from "~/domain/admin/settings";

const days = (value: string) => readSetting("recent_days", { value, isOn: false, kinds: [] });
const form = modelForm(["720p"], 1);

/** As the browser sends it: every field, empty where nothing was typed. */
function model(fields: Readonly<Record<string, string>>) {
  const sent = new FormData();
  const all = { price: "", [rateField("720p")]: "", [placeField(0)]: "", reason: "A test" };
  for (const [name, value] of Object.entries({ ...all, ...fields })) sent.set(name, value);
  const submission = parseWithZod(sent, { schema: form });
  return submission.status === "success"
    ? { value: submission.value, refused: [] }
    : { value: null, refused: Object.keys(submission.error ?? {}) };
}

test.each([
  ["30", 30],
  ["1.000", 1000],
  ["1,000", 1000],
  ["1 000", 1000],
  [" 7 ", 7],
])("a setting of %j is %i", (typed, value) => {
  expect(days(typed)).toEqual({ value });
});

test.each(["", "1,5", "1.5", "1,00", "-1", "0", "3651", "many"])(
  "a setting of %j is refused",
  (typed) => {
    expect(days(typed)).toEqual({ problem: "Enter a whole number from 1 to 3,650." });
  },
);

test.each([
  ["500", 500],
  ["1.000", 1000],
  ["1,000,000", 1_000_000],
  ["", null],
])("a price of %j is %j", (price, read) => {
  expect(model({ price }).value?.price).toBe(read);
});

test.each(["1,5", "1.5", "0", "1,000,001", "-5"])("a price of %j is refused", (price) => {
  expect(model({ price }).refused).toEqual(["price"]);
});

test.each([
  ["375", 375],
  ["1,5", 1.5],
  ["0.125", 0.125],
  ["1 200", 1200],
  ["1,200.50", 1200.5],
  ["", null],
])("a rate of %j is %j", (typed, read) => {
  const name = rateField("720p");
  expect(model({ [name]: typed }).value?.[name]).toBe(read);
});

test.each(["1.000", "1,200", "0", "1000001", "-1", "x"])("a rate of %j is refused", (typed) => {
  expect(model({ [rateField("720p")]: typed }).refused).toEqual([rateField("720p")]);
});

test.each([
  ["2", true],
  ["1.000", true],
  ["1,5", false],
])("whether a place of %j is taken: %j", (typed, isTaken) => {
  expect(model({ [placeField(0)]: typed }).value !== null).toBe(isTaken);
});
