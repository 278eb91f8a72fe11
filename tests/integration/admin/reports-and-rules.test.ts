import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { signedInAs } from "../../signed-in-as.ts";
import type { Visitor } from "../faults/site";
import { makePictures, startSiteWithoutPainter } from "../gallery/made-pictures";
import { enterAdmin } from "./admin-site";

const site = await startSiteWithoutPainter();
const { sql, nobody } = site;
const grace = await enterAdmin(site);

const asAccount = ({ cookie }: Visitor, fields: Record<string, string>) => ({
  ...signedInAs(cookie),
  ...fields,
});
const wordsIn = (html: string) =>
  html
    .replaceAll(/<!--.*?-->|<\/?b>/g, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

/** Somebody with a picture that is shared, and a report of it by a stranger. */
async function reported() {
  const ada = await site.signUp();
  await makePictures(site, ada, 1);
  const [media] = await sql<{ id: string }[]>`select id from media where user_id = ${ada.userId}`;
  const mediaId = media?.id ?? "";
  await ada.post(`/image/${mediaId}/share`, asAccount(ada, { intent: "share", until: "always" }));
  const page = await ada.get(`/image/${mediaId}/share`);
  const link = /\/s\/[\w-]{22}/.exec(page.text)?.[0] ?? "";
  const reportId = randomUUID();
  const said = {
    reportId,
    reason: "intimate",
    words: "That is <b>me</b>",
    contact: "me@example.org",
  };
  const sent = await nobody.post(link.replace("/s/", "/report/"), said);
  expect(sent.status).toBe(200);
  return { ada, mediaId, link, reportId };
}

test("a reported picture is looked at, taken down with a reason, told to its owner, and given back", async () => {
  const { ada, mediaId, link, reportId } = await reported();
  const list = await grace.get("/admin/reports");
  expect(wordsIn(list.text)).toMatch(/Intimate picture without consent.*That is .*me.*Due/);
  expect(list.text).not.toContain("<b>me</b>");
  const path = `/admin/reports/${reportId}`;
  const thumb = await grace.get(`${path}/media/${mediaId}/thumb`);
  expect([thumb.status, thumb.headers.get("content-type")]).toEqual([200, "image/webp"]);
  expect(thumb.headers.get("cache-control")).toBe("private, no-store");
  expect((await nobody.get(`${path}/media/${mediaId}/thumb`)).status).toBe(302);
  const opened = await grace.get(path);
  const takeDownId = /name="takeDownId" value="([^"]+)"/.exec(opened.text)?.[1] ?? "";
  const form = { intent: "take-down", takeDownId, words: "Not without asking." };
  const refused = await grace.post(path, { ...form, reason: " " });
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("Say why")]);
  expect(refused.text).toContain(">Not without asking.</textarea>");
  expect((await nobody.get(link)).status).toBe(200);

  expect((await grace.post(path, { ...form, reason: "It is her" })).status).toBe(303);
  const gone = [link, `${link}/media/${mediaId}/original`, `${link}/preview.jpg`];
  for (const each of gone) expect((await nobody.get(each)).status).toBe(404);
  for (const each of [`/image/${mediaId}`, `/media/${mediaId}/original`])
    expect((await ada.get(each)).status).toBe(404);
  const gallery = await ada.get("/gallery");
  expect(wordsIn(gallery.text)).toMatch(/We took down something you shared.*Not without asking\./);
  const again = await grace.post(path, { ...form, reason: "It is her" });
  expect([again.status, again.text]).toEqual([409, expect.stringContaining("already finished")]);
  expect((await grace.get(`${path}/media/${mediaId}/original`)).status).toBe(200);
  expect((await grace.get("/admin/reports?state=closed")).text).toContain("Taken down");

  const takenDownIds = /name="takenDownIds" value="([^"]+)"/.exec(gallery.text)?.[1] ?? "";
  await ada.post("/gallery", asAccount(ada, { intent: "dismiss-taken-down", takenDownIds }));
  expect((await ada.get("/gallery")).text).not.toContain("We took down");
  expect((await grace.post(path, { intent: "undo", reason: "I was wrong" })).status).toBe(303);
  expect((await ada.get(`/image/${mediaId}`)).status).toBe(200);
  expect((await nobody.get(link)).status).toBe(404);
  expect(wordsIn((await grace.get(path)).text)).toMatch(
    /Grace took it down: It is her.*Grace gave it back: I was wrong/,
  );
});

test("a report is rejected, and noted for other admins", async () => {
  const { link, reportId } = await reported();
  const path = `/admin/reports/${reportId}`;
  await grace.post(path, { intent: "note", reason: "Asked a colleague" });
  const rejected = await grace.post(path, { intent: "reject", reason: "It is a lake" });
  expect([rejected.status, rejected.headers.get("location")]).toEqual([303, `${path}?done=reject`]);
  expect((await grace.get(`${path}?done=reject`)).text).toContain("The report is rejected.");
  expect((await nobody.get(link)).status).toBe(200);
  expect(wordsIn((await grace.get(path)).text)).toMatch(
    /noted: Asked a colleague.*rejected it: It is a lake/,
  );
  expect((await grace.get(`/admin/reports/${randomUUID()}`)).status).toBe(404);
});

test("a prompt that the rules refuse costs nothing, stays typed, and its writer can object", async () => {
  const ada = await site.signUp();
  const before = await ada.credits();
  const prompt = "A <i>nüde</i> by the lake at dusk";
  const wish = asAccount(ada, {
    idempotencyKey: randomUUID(),
    model: "painter",
    prompt,
    count: "1",
  });
  const post = (fields: Record<string, string>) => grace.post("/admin/rules", fields);
  expect((await post({ intent: "block", phrases: "nude\n gore ", reason: "" })).status).toBe(400);
  expect(
    (await post({ intent: "block", phrases: "nude\n gore ", reason: "House rules" })).status,
  ).toBe(303);
  expect((await post({ intent: "on", seen: "true", reason: "Stale" })).status).toBe(409);
  const on = await post({ intent: "on", seen: "false", reason: "Opening" });
  expect([on.status, on.headers.get("location")]).toEqual([303, "/admin/rules?done=on"]);
  expect((await grace.get("/admin/rules?done=on")).text).toContain("The rules are turned on.");
  const refused = await ada.post("/?index", wish);
  expect([refused.status, await ada.credits()]).toEqual([403, before]);
  expect(wordsIn(refused.text)).toContain("words that aren&#x27;t allowed here: “nude”");
  expect(refused.text).toContain("A &lt;i&gt;nüde&lt;/i&gt; by the lake at dusk</textarea>");
  const path = /href="(\/blocked\/[^"]+)"/.exec(refused.text)?.[1] ?? "";
  expect(wordsIn((await ada.get(path)).text)).toContain("“nude”");
  const zoe = await site.signUp();
  expect((await zoe.get(path)).status).toBe(404);
  expect((await zoe.post(path, asAccount(zoe, { words: "Mine" }))).status).toBe(404);
  const empty = await ada.post(path, asAccount(ada, { words: " " }));
  expect([empty.status, empty.text]).toEqual([400, expect.stringContaining("Say in a few words")]);
  expect((await ada.post(path, asAccount(ada, { words: "It is <u>art</u>" }))).status).toBe(302);
  expect((await ada.get(path)).text).toContain("Thanks.");

  const rules = await grace.get("/admin/rules");
  expect(wordsIn(rules.text)).toMatch(
    /nude refused 1 prompt.*Ada refused 1 prompt.*It is &lt;u&gt;art/,
  );
  expect(rules.text).not.toMatch(/<u>art|<i>nüde|<script/);
  const [, objectionId = ""] = /name="objectionId" value="([^"]+)"/.exec(rules.text) ?? [];
  await post({ intent: "close", objectionId, reason: "Talked" });
  await post({ intent: "allow", phrases: "nude by the lake", reason: "Swimming is fine" });
  expect((await grace.get("/admin/rules")).text).toContain("No open objections.");
  const taken = await ada.post("/?index", wish);
  expect(taken.status).toBe(403);
  await post({ intent: "off", seen: "true", reason: "Closing" });
  const paid = { ...wish, skippedWords: "", prompt: "A lake at dusk" };
  expect((await ada.post("/?index", { ...paid, idempotencyKey: randomUUID() })).status).toBe(302);
});

test("the sign-up says how old people must be and what they agree to", async () => {
  expect(wordsIn((await nobody.get("/signup")).text)).toContain(
    "you confirm that you&#x27;re at least 18 and agree to the terms and the privacy notes",
  );
});
