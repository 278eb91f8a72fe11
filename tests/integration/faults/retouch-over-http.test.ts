import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { expect, test } from "vitest";
import { paint } from "~/.server/painter/paint";
import { readXmp, iptcExt, xmpProperty } from "../../unit/server/media/ingest/read-xmp";
import { signedInAs } from "../../signed-in-as";
import { startSite, type Visitor } from "./site";

/** Without any key. */
const site = await startSite();
const { origin, sql } = site;

/** Three bands of color, 60 × 40. */
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

test("room is added by numbers alone, and what is refused stands in the form as it was typed", async () => {
  const { ada, sourceMediaId } = await start();
  const page = await ada.get(`/edit?source=${sourceMediaId}&model=reframe`);
  for (const label of ["Left", "Right", "Top", "Bottom", "Percent", "Pixels"])
    expect(page.text).toContain(label);
  const wish = { ...fields("", "reframe"), sourceMediaId, frameUnit: "pixels" };
  const refused = await ada.post("/edit", { ...wish, frameLeft: "7", frameTop: "500.5" });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("one side may be up to 5 times the other");
  expect(refused.text).toContain('value="500.5"');
  const wrong = await ada.post("/edit", { ...wish, frameLeft: "a lot" });
  expect(wrong.status).toBe(400);
  expect(wrong.text).toContain('value="a lot"');
  expect(await ada.credits()).toBe(10_000);
  const answer = await ada.post("/edit", { ...wish, frameLeft: "7", frameTop: "5" });
  expect(answer.status).toBe(302);
  const file = await fileOf(ada, answer.headers.get("location"));
  expect([file.width, file.height]).toEqual([67, 45]);
  const inside = await sharp(file.data, { raw: { width: 67, height: 45, channels: 3 } })
    .extract({ left: 7, top: 5, width: 60, height: 40 })
    .raw()
    .toBuffer();
  expect(Buffer.compare(inside, Buffer.from(pixels))).toBe(0);
  expect(await ada.credits()).toBe(9000);
  expect((await ada.get(`/image/${file.id}`)).text).toContain(
    "Reframe: 7 pixels more on the left, 5 pixels more above",
  );
  const again = await ada.get(`/edit?from=${answer.headers.get("location")?.split("/").at(-1)}`);
  expect(again.text).toMatch(/name="frameLeft"[^>]*value="7"|value="7"[^>]*name="frameLeft"/);
});

test("a picture of the painter is painted anew with other words, from the same seed, and no other picture is", async () => {
  const { ada, sourceMediaId } = await start();
  const asked = { ...fields("a lake in the mountains", "painter"), shape: "4:3", count: "2" };
  const painted = await ada.post("/", { ...asked, seed: "7" });
  const first = painted.headers.get("location")?.split("/").at(-1) ?? "";
  const made = async () =>
    await sql<{ id: string }[]>`
    select id from media where generation_id = ${first} order by position`;
  await expect.poll(async () => (await made()).length).toBe(2);
  const second = (await made())[1]!.id;
  expect((await ada.get(`/image/${second}`)).text).toContain(`source=${second}&amp;model=repaint`);

  const refused = await ada.post("/edit", { ...fields("make it night", "repaint"), sourceMediaId });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("Repaint works on pictures that Painter made.");
  const other = await ada.post("/edit", {
    ...fields("a dragon", "repaint"),
    sourceMediaId: second,
  });
  expect(other.text).toContain("None of this can be done. Repaint understands");
  expect(await ada.credits()).toBe(9000);

  const again = await ada.post("/edit", {
    ...fields("make it night", "repaint"),
    sourceMediaId: second,
  });
  expect(again.status).toBe(302);
  const night = await fileOf(ada, again.headers.get("location"));
  expect(await ada.credits()).toBe(8000);
  const [stored] = await sql`
    select g.settings, m.source_media_id from media m join generations g on g.id = m.generation_id
    where m.id = ${night.id}`;
  expect(stored).toMatchObject({ source_media_id: second, settings: { seed: 7 } });
  const words = { prompt: "a lake in the mountains", negativePrompt: "", index: 1, seed: 7 };
  const size = { width: night.width, height: night.height };
  const changes = ["make it night"];
  expect(Buffer.compare(night.data, Buffer.from(paint({ ...words, ...size, changes })))).toBe(0);
  const shown = (await ada.get(`/image/${night.id}`)).text;
  expect(shown).toContain("Changes");
  expect(shown).toContain(`/image/${second}`);
  const xmp = await readXmp(night.bytes);
  expect(xmpProperty(xmp, iptcExt, "DigitalSourceType")).toContain("/algorithmicMedia");

  const last = await ada.post("/edit", {
    ...fields("add two boats", "repaint"),
    sourceMediaId: night.id,
  });
  expect(last.status).toBe(302);
  const [after] = await sql`select settings from generations order by created_at desc limit 1`;
  const { prompt, negativePrompt, index } = words;
  expect(after!["settings"]).toMatchObject({
    painting: { prompt, negativePrompt, index, changes },
  });
});

test("a picture is enlarged without a prompt, and everywhere that is called by what was done", async () => {
  const { ada, sourceMediaId } = await start();
  const page = await ada.get(`/edit?source=${sourceMediaId}&model=upscale`);
  expect(page.text).toContain("Upscale needs no prompt.");
  const order = { ...fields("", "upscale"), resolution: "2×", sourceMediaId };
  const answer = await ada.post("/edit", order);
  expect(answer.status).toBe(302);
  expect(await ada.credits()).toBe(9000);
  const receipt = await ada.get(answer.headers.get("location") ?? "");
  expect(receipt.text).toContain("Upscale 2×");
  const file = await fileOf(ada, answer.headers.get("location"));
  expect([file.width, file.height]).toEqual([120, 80]);
  const shown = await ada.get(`/image/${file.id}`);
  expect(shown.text).toContain("<title>Upscale 2× · Easel</title>");
  expect(shown.text).toContain("Do it again");
  expect(shown.text).not.toContain("Upscale is built in");
  const xmp = await readXmp(file.bytes);
  expect(xmpProperty(xmp, iptcExt, "DigitalSourceType")).toContain(
    "digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
  );
  expect(xmpProperty(xmp, iptcExt, "AISystemUsed")).toBe("Upscale");
  expect(xmpProperty(xmp, iptcExt, "AIPromptInformation")).toBeNull();
  expect((await ada.get("/gallery?search=upscale")).text).toContain(`/image/${file.id}`);
  expect((await ada.get("/prompts")).text).not.toContain("Upscale");
  expect((await ada.get("/account/credits")).text).toContain("Upscale 2×");
});

test("a picture that is too large to be enlarged is refused in plain words before anything is charged", async () => {
  const { ada, sourceMediaId } = await start();
  await sql`update uploads set width = 2048, height = 2048 where id = ${sourceMediaId}`;
  const order = { ...fields("", "upscale"), resolution: "4×", sourceMediaId };
  const refused = await ada.post("/edit", order);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain(
    "This picture is too large for Upscale 4×. Choose 2×, or a smaller picture: up to 3 megapixels, no side over 4,000 pixels.",
  );
  expect(await ada.credits()).toBe(10_000);
});
