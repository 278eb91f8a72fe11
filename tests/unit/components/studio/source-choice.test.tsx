import { expect, test } from "vitest";
import { bare, lake, mover, renderStudio, wordsOf } from "./a-studio";

const hill = { ...lake, id: "0198f0c4-7a10-7000-8000-00000000000c", prompt: "a hill" };
const needy = { ...mover, source: "required" as const };
const radios = (html: string) =>
  html.match(/<input [^>]*type="radio"[^>]*name="sourceMediaId"[^>]*>/g) ?? [];

test("offers the latest pictures as radio buttons, and none of them", () => {
  const html = renderStudio({ sources: [lake, hill] });
  expect(radios(html)).toHaveLength(3);
  expect(radios(html)[0]).toMatch(/checked="".*value=""/);
  expect(html).toContain(`src="/media/${lake.id}/thumb"`);
  expect(radios(html)[1]).toContain('aria-label="a lake"');
  expect(html).toContain('href="/gallery"');
});

test("a model that needs a picture gets one of them or a file, never folded away", () => {
  const html = renderStudio({ models: [needy], sources: [lake, hill] });
  expect(radios(html)).toHaveLength(2);
  for (const radio of radios(html)) expect(radio).not.toContain("required");
  expect(html.slice(0, html.indexOf("<details"))).toContain("Picture to bring to life");
});

test("shows which one is chosen", () => {
  const html = renderStudio({ sources: [lake, hill], form: { sourceMediaId: hill.id } });
  const checked = radios(html).filter((radio) => radio.includes('checked=""'));
  expect(checked).toHaveLength(1);
  expect(checked[0]).toContain(`value="${hill.id}"`);
});

test("keeps one that is chosen and not among the latest, unless it was refused", () => {
  const form = { sourceMediaId: hill.id };
  expect(renderStudio({ sources: [lake], form })).toContain(`value="${hill.id}"`);
  const refused = { ...form, errors: { sourceMediaId: ["It is not there any more."] } };
  expect(renderStudio({ sources: [lake], form: refused })).not.toContain(`value="${hill.id}"`);
});

test("says to visitors that they choose later, and keeps what they came with", () => {
  const html = renderStudio({ models: [needy], account: null, form: { sourceMediaId: hill.id } });
  expect(radios(html)).toEqual([]);
  expect(html).toContain(`type="hidden" name="sourceMediaId" value="${hill.id}"`);
  expect(wordsOf(html)).toContain("after signing in");
});

const given = {
  id: "0198f0c4-7a10-7000-8000-00000000000d",
  width: 3,
  height: 2,
  placeholder: null,
};

test("takes a file, also before signing in, and shows what was given first", () => {
  const html = renderStudio({ uploads: [given], sources: [lake], account: null });
  expect(html).toMatch(/<input[^>]*type="file"[^>]*accept="image\/jpeg,/);
  expect(radios(html)[1]).toContain('aria-label="Your file"');
  expect(radios(html)[1]).toContain(`value="${given.id}"`);
  expect(html).toMatch(/<button[^>]*value="upload"[^>]*name="intent"/);
});

test("leads people without pictures to making one", () => {
  expect(wordsOf(renderStudio({ models: [needy] }))).toContain(
    "You have no pictures yet. Make one first",
  );
});

test("from a model that works from words alone it leads to one that begins with a picture", () => {
  const html = renderStudio({ models: [bare, mover], form: { model: "bare" } });
  expect(wordsOf(html)).toContain("Bare works from words alone. Start from a picture");
  const button = /<button[^>]*>(?=Start from a picture)/.exec(html)?.[0];
  expect(button).toMatch(/value="model:mover".*name="intent"/);
  expect(renderStudio({ models: [bare] })).not.toContain("Start from a picture");
});

const several = {
  ...needy,
  pictures: [
    { role: "last", need: "required", most: 1 },
    { role: "person", need: "optional", most: 2 },
  ],
} as const;

test("has a field for each further picture, with a file and the latest, folded away while it may stay empty", () => {
  const html = renderStudio({ models: [several], sources: [lake, hill] });
  const folds = html.match(/<details[^>]*>(?:(?!<details).)*?(?:lastFile|person2?File)/gs) ?? [];
  expect(folds).toHaveLength(3);
  expect(folds.map((fold) => /^<details[^>]* open=""/.test(fold))).toEqual([true, false, false]);
  expect(wordsOf(html)).toMatch(/First picture .*Last picture .*Person .*Another person/);
  expect(html.match(/type="radio"[^>]*name="lastId"/g)).toHaveLength(2);
  expect(html.match(/type="radio"[^>]*name="personId"/g)).toHaveLength(3);
});

test("opens and checks what is chosen, and keeps what another model takes", () => {
  const form = { personId: hill.id, styleId: lake.id, maskId: given.id };
  const html = renderStudio({ models: [several], sources: [lake, hill], form });
  expect(html).toMatch(new RegExp(`name="personId"[^>]*checked=""[^>]*value="${hill.id}"`));
  expect(html).toContain(`type="hidden" name="styleId" value="${lake.id}"`);
  const alone = renderStudio({ models: [bare], form: { ...form, model: "bare" } });
  for (const [name, id] of Object.entries(form))
    expect(alone).toContain(`type="hidden" name="${name}" value="${id}"`);
});

test("a model that goes on from a video gets one of them, and no other model is offered any", () => {
  const film = { ...hill, kind: "video" as const, durationSeconds: 6 };
  const takes = { of: [], onlyThose: false, shorterSides: [], shapes: [] };
  const grower = { ...needy, film: { ...takes, seconds: { min: 2, max: 15 } } };
  const given = { sources: [lake, film], form: { sourceMediaId: film.id } };
  const html = renderStudio({ models: [grower], ...given });
  expect(radios(html)).toHaveLength(1);
  expect(radios(html)[0]).toMatch(new RegExp(`checked="".*value="${film.id}"`));
  expect(html).toContain("Video to go on from");
  expect(html).not.toContain('type="file"');
  const withLast = {
    ...needy,
    pictures: [{ role: "last" as const, need: "optional" as const, most: 1 }],
  };
  const other = renderStudio({ models: [withLast], ...given });
  const held = other.match(new RegExp(`<[^>]*${film.id}[^>]*>`, "g"));
  expect(held).toEqual([expect.stringMatching(/type="hidden" name="asideMediaId"/)]);
});
