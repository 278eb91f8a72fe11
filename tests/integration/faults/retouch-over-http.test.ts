import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { expect, test } from "vitest";
import { readXmp, iptcExt, xmpProperty } from "../../unit/server/media/ingest/read-xmp";
import { signedInAs } from "../../signed-in-as";
import { startSite, type Visitor } from "./site";

/** Without any key. */
const site = await startSite();
const { origin, sql } = site;

/** Three bands of colour, 60 × 40. */
const raw = { width: 60, height: 40, channels: 3 } as const;
const pixels = Uint8Array.from({ length: 60 * 40 * 3 }, (_, at) => {
  const band = Math.floor((Math.floor(at / 3) % 60) / 20);
  return at % 3 === band ? 220 : 40 + (Math.floor(at / 180) % 40);
});
const photo = await sharp(pixels, { raw }).png().toBuffer();

/** Somebody with a picture of theirs. */
async function start(): Promise<{ ada: Visitor; sourceMediaId: string }> {
  const ada = await site.signUp();
  const body = new FormData();
  for (const [name, value] of Object.entries(signedInAs(ada.cookie))) body.append(name, value);
  body.append("upload", new Blob([Uint8Array.from(photo)], { type: "image/png" }), "bands.png");
  for (const [name, value] of Object.entries(fields("warmer"))) body.append(name, value);
  body.append("intent", "upload");
  const headers = { cookie: ada.cookie, origin, accept: "text/html" };
  await fetch(`${origin}/edit`, { method: "POST", body, headers, redirect: "manual" });
  const [upload] = await sql<{ id: string }[]>`
    select id from uploads order by created_at desc limit 1`;
  return { ada, sourceMediaId: upload?.id ?? "" };
}

function fields(prompt: string, model = "retouch"): Record<string, string> {
  return { idempotencyKey: randomUUID(), model, prompt, count: "1", shape: "1:1" };
}

/** Waits for the file of a request, and opens it. */
async function fileOf(ada: Visitor, location: string | null) {
  const generation = location?.split("/").at(-1) ?? "";
  const made = async () =>
    (await sql<{ id: string }[]>`select id from media where generation_id = ${generation}`)[0]?.id;
  await expect.poll(made).toBeDefined();
  const id = (await made()) ?? "";
  const answer = await fetch(`${origin}/media/${id}/original`, { headers: { cookie: ada.cookie } });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { id, bytes, data, ...info };
}

test("a picture is retouched by words without any key, and its page says what was done", async () => {
  const { ada, sourceMediaId } = await start();
  const page = await ada.get(`/edit?source=${sourceMediaId}&prompt=black+and+white`);
  expect(page.text).toContain("Changes");
  const answer = await ada.post("/edit", { ...fields("black and white"), sourceMediaId });
  expect(answer.status).toBe(302);
  expect(await ada.credits()).toBe(9000);
  const file = await fileOf(ada, answer.headers.get("location"));
  expect([file.width, file.height]).toEqual([60, 40]);
  expect(file.data.every((value, at) => value === file.data[at - (at % 3)])).toBe(true);
  const shown = await ada.get(`/image/${file.id}`);
  expect(shown.text).toContain("black and white");
  expect(shown.text).toContain("Retouch is built in");
  const xmp = await readXmp(file.bytes);
  expect(xmpProperty(xmp, iptcExt, "DigitalSourceType")).toContain("digitalsourcetype/algorithmic");
  expect(xmpProperty(xmp, iptcExt, "AISystemUsed")).toBeNull();
});

test("words that mean nothing here are refused before anything is charged, others are told first", async () => {
  const { ada, sourceMediaId } = await start();
  const refused = await ada.post("/edit", { ...fields("a cat in a hat"), sourceMediaId });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("None of this can be done. Retouch understands");
  const told = await ada.post("/edit", { ...fields("warmer, with a cat"), sourceMediaId });
  expect(told.status).toBe(409);
  expect(told.text).toContain("Retouch doesn&#x27;t know");
  const missing = await ada.post("/edit", fields("warmer"));
  expect(missing.status).toBe(400);
  expect(await ada.credits()).toBe(10_000);
});

test("a picture gets another shape, and stays as it is inside", async () => {
  const { ada, sourceMediaId } = await start();
  const wish = { ...fields("fill the shape", "reframe"), shape: "16:9", sourceMediaId };
  const answer = await ada.post("/edit", wish);
  expect(answer.status).toBe(302);
  const file = await fileOf(ada, answer.headers.get("location"));
  expect([file.width, file.height]).toEqual([71, 40]);
  const inside = await sharp(file.data, { raw: { width: 71, height: 40, channels: 3 } })
    .extract({ left: 6, top: 0, width: 60, height: 40 })
    .raw()
    .toBuffer();
  expect(Buffer.compare(inside, Buffer.from(pixels))).toBe(0);
  expect(await ada.credits()).toBe(9000);
});
