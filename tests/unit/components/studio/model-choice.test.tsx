import { expect, test } from "vitest";
import { bare, mover, renderStudio, wordsOf } from "./a-studio";

const many = Array.from({ length: 12 }, (_, at) => ({
  ...bare,
  id: `model-${at}`,
  name: `Model ${at}`,
  tier: (["finest", "quick", "standard"] as const)[at % 3] ?? "quick",
}));

test("folds many models behind the chosen one, grouped from quick to finest", () => {
  const html = renderStudio({ models: many, form: { model: "model-4" } });
  const list = /<details><summary class="model-card.*?<\/details>/s.exec(html)?.[0] ?? "";
  expect(list.match(/value="model:/g)).toHaveLength(12);
  expect(wordsOf(/<summary.*?<\/summary>/s.exec(list)?.[0] ?? "")).toContain("Model 4");
  expect(list.match(/aria-pressed="true"/g)).toHaveLength(1);
  const tiers = [...list.matchAll(/tier-name">(\w+)</g)].map((match) => match[1]);
  expect(tiers).toEqual(["quick", "standard", "finest"]);
});

test("opens the list, and the settings around it, for someone who came to switch", () => {
  const html = renderStudio({ models: many, isChoosingModel: true });
  expect(html).toMatch(
    /<details open="" class="open-on-desktop"|<details class="open-on-desktop" open=""/,
  );
  expect(html).toMatch(/<details open=""><summary class="model-card/);
});

test("shows few models as they are", () => {
  expect(renderStudio({ models: [mover, bare] })).not.toMatch(
    /<details[^>]*><summary class="model-card/,
  );
});

test.each([
  [null, null],
  [0.19, null],
  [0.2, "Has been failing a lot lately: 2 in 10"],
  [0.96, "Has been failing a lot lately: 10 in 10"],
])("of a share of %s failures it says %s, on the card and at the button", (failureShare, words) => {
  const html = renderStudio({ models: [{ ...mover, failureShare }] });
  const said = html.match(/Has been failing a lot lately: \d+ in 10/g) ?? [];
  expect(said).toEqual(words ? [words, words] : []);
});

test("says the price and the usual wait, for one file or for each of several", () => {
  expect(wordsOf(renderStudio())).toContain("2,500 credits each, usually about 2 minutes");
  expect(wordsOf(renderStudio({ models: [bare] }))).toContain(
    "2,500 credits, usually about 2 minutes",
  );
});
