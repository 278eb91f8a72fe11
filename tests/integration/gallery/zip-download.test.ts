import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { signedInAs } from "../../signed-in-as.ts";
import type { Visitor } from "../faults/site";
import { openZip } from "../media/open-zip";
import { makePictures, startSiteWithoutPainter } from "./made-pictures";

const site = await startSiteWithoutPainter();

/** Asks for a zip as the gallery's form does: one field for each box that is ticked. */
function askForZip({ cookie }: Pick<Visitor, "cookie">, ids: string[], signal?: AbortSignal) {
  const body = new URLSearchParams(signedInAs(cookie));
  for (const id of ids) body.append("mediaId", id);
  const { origin } = site;
  return fetch(`${origin}/gallery/zip`, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { cookie, origin, accept: "text/html" },
    ...(signal && { signal }),
  });
}

const ada = await site.signUp();
let pictures: Promise<string[]> | null = null;
const adasPictures = () => (pictures ??= makePictures(site, ada, 2));

test("a form with ticked boxes is answered with a zip of the very files that are served", async () => {
  const ids = await adasPictures();
  const answer = await askForZip(ada, ids);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/zip",
    "content-disposition": expect.stringMatching(
      /^attachment; filename="easel-\d{4}-\d\d-\d\d\.zip"$/,
    ),
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  });
  const files = await openZip(await answer.bytes());
  expect(files.map(({ name }) => name)).toEqual([
    `0001-a-lighthouse-by-the-sea-at-dusk-${ids[0]?.slice(-6)}.png`,
    `0002-a-lighthouse-by-the-sea-at-dusk-${ids[1]?.slice(-6)}.png`,
    "prompts.json",
  ]);
  for (const [at, id] of ids.entries()) {
    const served = await fetch(`${site.origin}/media/${id}/original`, {
      headers: { cookie: ada.cookie },
    });
    expect(files[at]?.bytes.equals(Buffer.from(await served.bytes()))).toBe(true);
  }
});

test("one field with commas does the same", async () => {
  const ids = await adasPictures();
  const answer = await ada.post("/gallery/zip", { mediaIds: ids.join(",") });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/zip"]);
});

test("nobody gets another person's files, and learns nothing of them", async () => {
  const ids = await adasPictures();
  const zoe = await site.signUp();
  const foreign = await zoe.post("/gallery/zip", { mediaIds: ids.join(",") });
  const unknown = await zoe.post("/gallery/zip", { mediaIds: randomUUID() });
  expect([foreign.status, unknown.status]).toEqual([404, 404]);
  const visitor = await site.nobody.post("/gallery/zip", { mediaIds: ids.join(",") });
  expect([visitor.status, visitor.headers.get("location")]).toEqual([
    302,
    "/login?next=%2Fgallery",
  ]);
  const otherTab = await zoe.post("/gallery/zip", {
    mediaIds: ids.join(","),
    account: ada.userId,
  });
  expect(otherTab.status).toBe(409);
});

test("the address alone gives nothing, and bad ids are refused", async () => {
  const ids = await adasPictures();
  expect((await ada.get("/gallery/zip")).status).toBe(405);
  for (const mediaIds of ["1", "../../secrets.json", `${ids[0]}'--`])
    expect((await ada.post("/gallery/zip", { mediaIds })).status).toBe(400);
});

test("readers who leave give their turn to others", async () => {
  const ids = await adasPictures();
  for (let round = 0; round < 5; round += 1) {
    const leaving = new AbortController();
    const answer = await askForZip(ada, ids, leaving.signal);
    expect(answer.status).toBe(200);
    leaving.abort();
  }
  await expect.poll(async () => (await askForZip(ada, ids)).status).toBe(200);
});
