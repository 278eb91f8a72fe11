import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { makePictures, startSiteWithoutPainter } from "./made-pictures";

const site = await startSiteWithoutPainter();
const ada = await site.signUp();

let made: Promise<string[]> | null = null;
/** Two of one prompt, and one of another. */
const pictures = () =>
  (made ??= (async () => [
    ...(await makePictures(site, ada, 2)),
    ...(await makePictures(site, ada, 1, "a lighthouse by the sea at night")),
  ])());

const compare = async (ids: readonly string[], visitor = ada) =>
  await visitor.get(`/compare?ids=${ids.join(",")}`);
const shownIn = (html: string) =>
  Array.from(html.matchAll(/<img src="\/media\/([\w-]+)\/original"/g), ([, id]) => id);
const textIn = (html: string) => html.replaceAll("<!-- -->", "");

test("shows the pictures in the order of the address, and marks the words that differ", async () => {
  const [first = "", , third = ""] = await pictures();
  const { status, text } = await compare([third, first]);
  expect(status).toBe(200);
  expect(shownIn(text)).toEqual([third, first]);
  const marked = Array.from(text.matchAll(/<mark[^>]*>([^<]*)<\/mark>/g), ([, words]) => words);
  expect(marked).toEqual(expect.arrayContaining(["night", "dusk"]));
  expect(marked).not.toContain("lighthouse");
});

test("says once what is the same, and apart what is not", async () => {
  const [first = "", second = "", third = ""] = await pictures();
  const { text } = await compare([first, third]);
  const [different = "", same = ""] = text.split("What&#x27;s the same");
  expect(different).toMatch(/<dt[^>]*>Prompt<\/dt>/);
  expect(same.match(/<dt[^>]*>Model<\/dt>/g)).toHaveLength(1);
  const { text: ofOneRequest } = await compare([first, second]);
  expect(ofOneRequest).toContain("Nothing. The prompt and every setting are the same.");
});

test("leaves out other people's, unknown and deleted ones alike, with a plain sentence", async () => {
  const [first = "", second = "", third = ""] = await pictures();
  const zoe = await site.signUp();
  await site.sql`update media set expires_at = now() where id = ${third}`;
  for (const left of [randomUUID(), third, "no-id", "'; drop table media"]) {
    const { status, text } = await compare([first, left, second]);
    expect([status, shownIn(text)]).toEqual([200, [first, second]]);
    expect(textIn(text)).toContain("1 of them isn&#x27;t here");
  }
  const foreign = await compare([first, second], zoe);
  const unknown = await compare([randomUUID(), randomUUID()], zoe);
  expect(shownIn(foreign.text)).toEqual([]);
  const said = ({ text }: { text: string }) =>
    textIn(/<main[^]*<\/main>/.exec(text)?.[0] ?? "").replaceAll(/[0-9a-f-]{36}/g, "");
  expect(said(foreign)).toBe(said(unknown));
  expect(said(foreign)).toContain("Choose at least two");
});

test("compares each once, and the first four of more", async () => {
  const [first = "", second = ""] = await pictures();
  const twice = await compare([first, first.toUpperCase(), second, first]);
  expect(shownIn(twice.text)).toEqual([first, second]);
  const many = await compare([first, second, randomUUID(), randomUUID(), randomUUID()]);
  expect(shownIn(many.text)).toEqual([first, second]);
  expect(textIn(many.text)).toContain("These are the first 4.");
});

test("an address without pictures says what to do, and a visitor signs in first", async () => {
  for (const path of ["/compare", "/compare?ids=", "/compare?ids=,,&look=x"]) {
    const { status, text } = await ada.get(path);
    expect([status, text.includes("Choose at least two")]).toEqual([200, true]);
  }
  const { status, headers } = await site.nobody.get("/compare?ids=a");
  expect([status, headers.get("location")]).toEqual([302, "/login?next=%2Fcompare%3Fids%3Da"]);
});
