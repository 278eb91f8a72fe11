import { expect, test } from "vitest";
import { bare, renderStudio, wordsOf } from "./a-studio";

test("shows what the model has, with the usual choice taken", () => {
  const html = renderStudio();
  for (const name of ["shape", "durationSeconds", "resolution", "count", "steps", "guidance"])
    expect(html).toContain(`name="${name}"`);
  expect(html).toMatch(/name="durationSeconds"[^>]*checked=""[^>]*value="5"/);
  expect(html).toMatch(/name="resolution"[^>]*checked=""[^>]*value="720p"/);
  expect(wordsOf(html)).toContain("From 10 to 50, usually 30.");
});

test("shows nothing that the model does not have, and sends one file without a choice", () => {
  const html = renderStudio({ models: [bare] });
  for (const name of ["shape", "durationSeconds", "resolution", "steps", "guidance", "seed"])
    expect(html).not.toContain(`name="${name}"`);
  expect(html).toMatch(/type="hidden" name="count" value="1"/);
  expect(html).not.toContain("More settings");
});

test("says at each field why it was refused, and keeps what was typed there", () => {
  const html = renderStudio({
    form: {
      steps: "99",
      guidance: "lots",
      errors: {
        steps: ["Too many steps."],
        guidance: ["Not a number."],
        durationSeconds: ["Not this length."],
        resolution: ["Not this resolution."],
        sourceMediaId: ["Not this picture."],
      },
    },
  });
  expect(html).toMatch(/name="steps"[^>]*value="99"/);
  expect(html).toMatch(/name="guidance"[^>]*value="lots"/);
  expect(html).toMatch(/<details[^>]* open=""[^>]*>(?:(?!<\/details>).)*Too many steps\./s);
  for (const words of ["Not a number.", "Not this length.", "Not this resolution."])
    expect(html).toContain(words);
  expect(html).toMatch(/<details[^>]* open="">(?:(?!<\/details>).)*Not this picture\./s);
});

test("leaves checking numbers to the server: a folded field that a browser refuses blocks the form without a word", () => {
  const numbers = renderStudio().match(/<input[^>]*name="(steps|guidance|seed)"[^>]*>/g) ?? [];
  expect(numbers).toHaveLength(3);
  for (const field of numbers)
    expect(field).not.toMatch(/ (pattern|min|max|required)=| type="(?!text")/);
});

test("opens the setting that was refused, folded on phones, and only that", () => {
  const folds = (errors: Record<string, string[]>) =>
    [
      ...renderStudio({ form: { errors } }).matchAll(
        /<details[^>]*class="[^"]*setting[^>]*>.*?<\/details>/gs,
      ),
    ]
      .filter(([fold]) => /^<details[^>]* open=""/.test(fold))
      .map(
        ([fold]) => /name="(\w+)" (?:checked="" )?(?:value|class)|name="(steps)"/.exec(fold)?.[0],
      );
  expect(folds({ resolution: ["Not this one."] })).toEqual([expect.stringContaining("resolution")]);
  expect(folds({ steps: ["Too many."] })).toHaveLength(1);
  expect(folds({ prompt: ["Say something."] })).toEqual([]);
});

test("each pill says what is chosen, for every choice, and shows that of the server", () => {
  const html = renderStudio({ form: { shape: "9:16", count: 2 } });
  const pill = (legend: string) =>
    new RegExp(`<summary[^>]*><span class="sr-only">${legend}: </span>(.*?)</summary>`, "s").exec(
      html,
    )?.[1];
  expect(pill("Shape")).toBe(
    '<span data-at="1">Wide</span><span data-at="2" data-shown="true">Tall</span>',
  );
  expect(wordsOf(pill("How many") ?? "")).toContain("1 video 2 videos");
  expect(wordsOf(pill("Length") ?? "")).toContain("5 s 10 s");
});
