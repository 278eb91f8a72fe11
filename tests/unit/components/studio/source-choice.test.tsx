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
