import { expect, test } from "vitest";
import type { Visitor } from "../faults/site";
import { makePictures, startSiteWithoutPainter } from "./made-pictures";

const site = await startSiteWithoutPainter();
const { sql } = site;

/** Somebody with finished pictures, each of which goes after so many hours. */
async function personWith(hours: number[]): Promise<Visitor> {
  const person = await site.signUp();
  const ids = await makePictures(site, person, hours.length, "a quiet harbour in the morning");
  for (const [index, id] of ids.entries())
    await sql`
      update media set expires_at = now() + make_interval(hours => ${hours[index] ?? 0}) where id = ${id}`;
  return person;
}

const noticeOf = async (person: Visitor, path = "/gallery") =>
  /\d+ [a-z ]+ goe?s? within a day/.exec((await person.get(path)).text)?.[0] ?? null;
const savedOf = async ({ userId }: Visitor) =>
  (await sql`select from media where user_id = ${userId} and saved_at is not null`).length;

test("a day before pictures go, the gallery says so, and one button keeps them all", async () => {
  const person = await personWith([5, 20, 30]);
  const other = await personWith([30]);
  expect(await noticeOf(person)).toBe("2 pictures go within a day");
  expect(await noticeOf(other)).toBeNull();
  for (const path of ["/gallery?view=saved", "/gallery?view=trash", "/gallery?q=harbour"])
    expect(await noticeOf(person, path)).toBeNull();
  const answer = await person.post("/gallery", { intent: "save-going" });
  expect([answer.status, answer.headers.get("location")]).toEqual([302, "/gallery"]);
  expect([await savedOf(person), await savedOf(other)]).toEqual([2, 0]);
  expect(await noticeOf(person)).toBeNull();
  // A second press, as from an old tab, finds none.
  expect((await person.post("/gallery", { intent: "save-going" })).status).toBe(404);
});

test("whoever lets them go hears no more of those, and of later ones again", async () => {
  const person = await personWith([10, 23]);
  expect((await person.post("/gallery", { intent: "dismiss-going" })).status).toBe(302);
  expect(await noticeOf(person)).toBeNull();
  expect(await savedOf(person)).toBe(0);
  // As half a day later.
  await sql`
    update private.expiry_notices set dismissed_until = now() + interval '12 hours' where user_id = ${person.userId}`;
  expect(await noticeOf(person)).toBe("1 picture goes within a day");
});
