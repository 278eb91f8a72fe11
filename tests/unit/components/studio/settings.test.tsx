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
  expect(html).toMatch(/<details open="">(?:(?!<\/details>).)*Too many steps\./s);
  for (const words of ["Not a number.", "Not this length.", "Not this resolution."])
    expect(html).toContain(words);
  expect(html).toMatch(/<details open="">(?:(?!<\/details>).)*Not this picture\./s);
});

test("leaves checking numbers to the server: a folded field that a browser refuses blocks the form without a word", () => {
  const numbers = renderStudio().match(/<input[^>]*name="(steps|guidance|seed)"[^>]*>/g) ?? [];
  expect(numbers).toHaveLength(3);
  for (const field of numbers) expect(field).not.toMatch(/ (pattern|min|max|required|type)=/);
});

test("opens the settings, folded on phones, where one of them was refused, and only there", () => {
  const settings = /<details[^>]*class="open-on-desktop"[^>]*>/;
  const refused = (errors: Record<string, string[]>) =>
    settings.exec(renderStudio({ form: { errors } }))?.[0];
  expect(refused({ steps: ["Too many."] })).toContain('open=""');
  expect(refused({ prompt: ["Say something."] })).not.toContain("open=");
});
