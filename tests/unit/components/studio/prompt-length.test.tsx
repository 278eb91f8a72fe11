import { expect, test } from "vitest";
import { bare, mover, renderStudio, wordsOf } from "./a-studio";

test("says at the prompt how much the model takes, where that is less than the form takes", () => {
  const html = renderStudio({ models: [mover] });
  expect(wordsOf(html)).toContain(`Up to 800 characters for ${mover.name}.`);
  const [, id] = /<p id="([^"]+-length)"/.exec(html) ?? [];
  expect(html).toContain(`aria-describedby="${id}"`);
  const other = renderStudio({ models: [{ ...bare, maxPromptLength: 2000 }] });
  expect(wordsOf(other)).not.toContain("Up to");
  expect(other).not.toContain("-length");
});

test("says by how much a prompt is too long that came with another model", () => {
  const prompt = ` ${"x".repeat(2000)} `;
  const words = wordsOf(renderStudio({ models: [mover], form: { prompt } }));
  expect(words).toContain("Up to 800 characters for");
  expect(words).toContain("Yours has 1,200 too many.");
});
