import { expect, test } from "vitest";
import { emptyReadingMessage, type PromptReading } from "~/domain/prompt-reading";
import { lake, mover, renderStudio } from "./a-studio";

const names = [
  "prompt",
  "negativePrompt",
  "shape",
  "durationSeconds",
  "resolution",
  "count",
  "steps",
  "guidance",
  "seed",
  "sourceMediaId",
];

function controlsOf(html: string, name: string): string[] {
  return html.match(new RegExp(`<(?:input|textarea) [^>]*name="${name}"[^>]*>`, "g")) ?? [];
}

test.each(names)("%s, when it is refused, points to the words that say why", (name) => {
  const html = renderStudio({
    sources: [lake],
    form: { errors: { [name]: [`Not this ${name}.`] } },
  });
  const controls = controlsOf(html, name);
  expect(controls.length).toBeGreaterThan(0);
  for (const control of controls) {
    expect(control).toContain('aria-invalid="true"');
    const ids = /aria-describedby="([^"]+)"/.exec(control)?.[1]?.split(" ") ?? [];
    const words = ids.map((id) => new RegExp(`id="${id}"[^>]*>(.*?)</p>`, "s").exec(html)?.[1]);
    expect(words.join(" ")).toContain(`Not this ${name}.`);
  }
});

test("nothing that is right is marked, and every id is there once", () => {
  const html = renderStudio({ sources: [lake], form: { errors: { seed: ["Not this seed."] } } });
  for (const name of names.filter((each) => each !== "seed"))
    for (const control of controlsOf(html, name)) expect(control).not.toContain('aria-invalid="');
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test("of several refused fields the page opens with the first one in focus, and only that", () => {
  const html = renderStudio({
    form: { errors: { seed: ["Not this seed."], prompt: ["Not this prompt."] } },
  });
  expect(html.match(/autofocus/gi)).toHaveLength(1);
});

test("that a model knows nothing of the words is said as long as it is true", () => {
  const painter = { ...mover, id: "painter", name: "Painter", understands: "landscapes" };
  const errors = { prompt: [emptyReadingMessage(painter)] };
  const nothing = { understood: [], unknown: ["cat"], leftOut: [] };
  const render = (model: string, reading: PromptReading) =>
    controlsOf(
      renderStudio({ models: [mover, painter], reading, form: { model, prompt: "cat", errors } }),
      "prompt",
    ).join("");
  expect(render("painter", nothing)).toMatch(/aria-describedby="[^"]*prompt-error/);
  expect(render("painter", { ...nothing, understood: ["lake"] })).not.toContain('aria-invalid="');
  expect(render("mover", nothing)).not.toContain('aria-invalid="');
});
