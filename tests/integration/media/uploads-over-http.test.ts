import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { emulatedSettings, startEveryEmulator } from "../../emulators/every-emulator";
import { signedInAs } from "../../signed-in-as";
import { PlainBrowser } from "../faults/plain-browser";
import { startSite } from "../faults/site";
import {
  blackRows,
  buildPng,
  pngEnd,
  pngHeader,
} from "../../unit/server/media/ingest/sample-images";

const emulator = await startEveryEmulator();
const env = { ...emulatedSettings, NODE_ENV: "test", PROVIDER_EMULATOR: emulator.origin };
const site = await startSite({ env });
afterAll(() => emulator.close());
const { origin, sql, dataDir } = site;

const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
const photo = await sharp({
  create: { width: 320, height: 200, channels: 3, background: "#888", noise },
})
  .withExif({ IFD3: { GPSLatitude: "52/1 30/1 0/1", GPSLatitudeRef: "N" } })
  .jpeg()
  .toBuffer();

const fields = () => ({
  idempotencyKey: randomUUID(),
  model: "flux-kontext-pro",
  prompt: "Make it winter",
  count: "1",
});

type Given = Record<string, string | Uint8Array>;

/** Sends a form in parts, as a browser without scripts does; bytes go as a file in that field. */
async function send(browser: PlainBrowser, path: string, given: Given, name = "IMG.jpg") {
  const cookie = Array.from(browser.cookies, ([key, value]) => `${key}=${value}`).join("; ");
  const body = new FormData();
  for (const [key, value] of Object.entries({ ...signedInAs(cookie), ...given })) {
    if (typeof value === "string") body.append(key, value);
    else body.append(key, new Blob([Uint8Array.from(value)], { type: "image/jpeg" }), name);
  }
  const headers = {
    cookie,
    origin,
    accept: path === "/uploads" ? "application/json" : "text/html",
  };
  const response = await fetch(origin + path, {
    method: "POST",
    body,
    headers,
    redirect: "manual",
  });
  const cookies = new Map(browser.cookies);
  for (const line of response.headers.getSetCookie()) {
    const [key = "", value = ""] = (line.split(";")[0] ?? "").split("=");
    cookies.set(key, value);
  }
  browser.cookies = cookies;
  const text = (await response.text()).replaceAll("&#x27;", "'");
  return { status: response.status, location: response.headers.get("location") ?? "", text };
}

const textOf = async (browser: PlainBrowser, path: string) =>
  await (await browser.send(path)).text();
const chosenIn = (html: string) =>
  /<input[^>]*name="sourceMediaId"[^>]*checked=""[^>]*value="([0-9a-f-]{36})"/.exec(html)?.[1];
const signUp = (browser: PlainBrowser, next: string) =>
  browser.submit("/signup", {
    ...{ name: "Ann", email: `${randomUUID()}@example.org`, password: randomUUID(), next },
  });
const countUploads = async () => (await sql`select from uploads`).length;
const storedFiles = async () =>
  (
    await readdir(join(dataDir, "media"), { recursive: true, withFileTypes: true }).catch(() => [])
  ).filter((entry) => entry.isFile()).length;

test("a visitor's file stays chosen through another model, signing in and a refusal, and is what the edit is made from", async () => {
  const browser = new PlainBrowser(origin);
  const given = await send(browser, "/edit", { ...fields(), intent: "upload", upload: photo });
  expect(given.status).toBe(303);
  const id = chosenIn(await textOf(browser, given.location)) ?? "";
  expect(id).not.toBe("");
  expect((await browser.send(`/media/${id}/thumb`)).headers.get("content-type")).toBe("image/webp");
  expect((await new PlainBrowser(origin).send(`/media/${id}/thumb`)).status).toBe(404);

  const other = { ...fields(), sourceMediaId: id, intent: "model:seedream-5-lite-edit" };
  const switched = await send(browser, "/edit", other);
  expect(chosenIn(await textOf(browser, switched.location))).toBe(id);
  const pressed = await send(browser, "/edit", { ...fields(), sourceMediaId: id });
  const next = new URL(pressed.location, origin).searchParams.get("next") ?? "";
  await signUp(browser, next);
  expect(chosenIn(await textOf(browser, next))).toBe(id);
  expect(browser.cookies.has("easel-visitor")).toBe(false);

  const refused = await send(browser, "/edit", { ...fields(), sourceMediaId: id, prompt: "" });
  expect([refused.status, chosenIn(refused.text)]).toEqual([400, id]);
  const started = await send(browser, "/edit", { ...fields(), sourceMediaId: id });
  expect(started.location).toMatch(/^\/generations\//);
  const made = async () =>
    (await sql<{ id: string }[]>`select id from media where source_media_id = ${id}`)[0]?.id ?? "";
  await expect.poll(made).not.toBe("");
  const page = await textOf(browser, `/image/${await made()}`);
  expect(page).toContain("A picture you uploaded");
  expect(page).toContain(`/media/${id}/original`);
  const original = Buffer.from(await (await browser.send(`/media/${id}/original`)).arrayBuffer());
  expect(await sharp(original).metadata()).toMatchObject({
    width: 320,
    height: 200,
    format: "jpeg",
  });
  expect((await sharp(original).metadata()).exif).toBeUndefined();
  const stranger = new PlainBrowser(origin);
  await signUp(stranger, "/");
  expect((await stranger.send(`/media/${id}/original`)).status).toBe(404);
});

test("a file that comes with the main button is kept although the rest is refused", async () => {
  const browser = new PlainBrowser(origin);
  await signUp(browser, "/");
  const refused = await send(browser, "/edit", { ...fields(), prompt: "", upload: photo });
  expect(refused.status).toBe(400);
  expect(chosenIn(refused.text)).toMatch(/^[0-9a-f-]{36}$/);
});

test("a form that brings its file, sent twice, asks for one thing and pays for it once", async () => {
  const browser = new PlainBrowser(origin);
  await signUp(browser, "/");
  const form = { ...fields(), upload: photo };
  const first = await send(browser, "/edit", form);
  const again = await send(browser, "/edit", form);
  expect(first.location).toMatch(/^\/generations\//);
  expect(again.location).toBe(first.location);
  const [asked] = await sql`
    select count(*)::int as "asked" from generations where id::text = ${first.location.split("/")[2] ?? ""}`;
  expect(asked).toEqual({ asked: 1 });
  const changed = await send(browser, "/edit", { ...form, prompt: "Make it autumn" });
  expect(changed.status).toBe(409);
  const unfinished = async () =>
    (await sql`select from generations where status in ('queued', 'running')`).length;
  await expect.poll(unfinished).toBe(0);
});

test("what somebody gives after their session has ended is nobody's who signs in there next", async () => {
  const [ann, bob] = [new PlainBrowser(origin), new PlainBrowser(origin)];
  await signUp(ann, "/");
  const cookie = Array.from(ann.cookies, ([key, value]) => `${key}=${value}`).join("; ");
  const { account = "" } = signedInAs(cookie);
  const left = await send(bob, "/uploads", { account, upload: photo });
  expect([left.status, bob.cookies.has("easel-visitor")]).toEqual([401, false]);
  await send(bob, "/edit", { ...fields(), account, upload: photo });
  await signUp(bob, "/edit");
  expect(chosenIn(await textOf(bob, "/edit"))).toBeUndefined();
});

const narrow = buildPng([pngHeader(40_000, 1), blackRows(40_000, 1), pngEnd]);
const huge = buildPng([pngHeader(50_000, 50_000), blackRows(1, 1), pngEnd]);

test.each<[string, Uint8Array, number, string]>([
  [
    "of 21 MB",
    Buffer.alloc(21 * 1024 * 1024, 255),
    413,
    "This file is too large. Choose one that's 20 MB or smaller.",
  ],
  [
    "that is a drawing",
    Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
    415,
    "JPEG, PNG, WebP, AVIF or GIF",
  ],
  ["in HEIC", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0heicmif1", "latin1"), 415, "a HEIC picture"],
  ["of no bytes", Buffer.alloc(0), 422, "This file is empty"],
  ["that is cut off", photo.subarray(0, photo.length / 2), 422, "damaged"],
  ["of 40,000 × 1", narrow, 422, "too long and narrow"],
  ["that claims 50,000 × 50,000", huge, 422, "megapixels"],
  ["that is no picture, whatever its name", Buffer.from("hello"), 415, "an unknown kind"],
])(
  "refuses a file %s in plain words, keeps what was typed, and stores nothing",
  async (...given) => {
    const [, upload, status, words] = given;
    const browser = new PlainBrowser(origin);
    const before = [await countUploads(), await storedFiles()];
    const answer = await send(browser, "/edit", { ...fields(), upload });
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
    expect(answer.text).toContain(">Make it winter</textarea>");
    expect([await countUploads(), await storedFiles()]).toEqual(before);
  },
);

test("refuses what claims to be longer than anything that is read, before it comes", async () => {
  const headers = {
    origin,
    "content-type": "multipart/form-data; boundary=b",
    "content-length": "64000001",
  };
  const status = await new Promise((resolve, reject) => {
    const sent = httpRequest(`${origin}/edit`, { method: "POST", headers }, (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.on("error", reject);
    sent.flushHeaders();
  });
  expect(status).toBe(413);
});

test("takes a file by itself, for scripts, and says in words why not", async () => {
  const browser = new PlainBrowser(origin);
  const kept = await send(browser, "/uploads", { upload: photo }, "..\\..\\x\u202e.exe");
  expect(kept.status).toBe(200);
  expect(JSON.parse(kept.text)).toEqual({
    upload: {
      ...{ id: expect.any(String), width: 320, height: 200 },
      placeholder: expect.stringContaining("data:image/webp"),
    },
  });
  const refused = await send(browser, "/uploads", { upload: Buffer.from("hello") });
  expect([refused.status, JSON.parse(refused.text)]).toEqual([
    415,
    { words: expect.stringContaining("JPEG") },
  ]);
  expect((await send(browser, "/uploads", { upload: "no file" })).status).toBe(400);
  expect((await browser.send("/uploads")).status).toBe(405);
});

test("a part to change by four numbers reaches the model as a mask of the picture's size", async () => {
  const browser = new PlainBrowser(origin);
  await signUp(browser, "/");
  const asked = { ...fields(), model: "qwen-image-inpaint" };
  const without = await send(browser, "/edit", { ...asked, upload: photo });
  expect([without.status, without.text]).toEqual([
    400,
    expect.stringContaining("Mark the part to change."),
  ]);
  const sourceMediaId = chosenIn(without.text) ?? "";
  const area = { maskLeft: "50", maskTop: "0", maskWidth: "50", maskHeight: "120" };
  const wrong = await send(browser, "/edit", { ...asked, sourceMediaId, ...area });
  expect([wrong.status, wrong.text]).toEqual([
    400,
    expect.stringContaining("Enter four numbers from 0 to 100."),
  ]);
  const right = { ...asked, sourceMediaId, ...area, maskHeight: "100" };
  expect((await send(browser, "/edit", right)).location).toMatch(/^\/generations\//);
  const order = () => emulator.fal.jobs.find(({ endpoint }) => endpoint.endsWith("/inpaint"));
  await expect.poll(order).toBeDefined();
  const maskUrl = String(order()?.input["mask_url"]);
  const { data, info } = await sharp(emulator.fal.uploaded(maskUrl) ?? Buffer.alloc(0))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([320, 200]);
  expect([data[10 * info.channels], data[300 * info.channels]]).toEqual([0, 255]);
  const again = await textOf(browser, `/edit?from=${await latest(browser)}`);
  expect(again).toMatch(/name="maskId" value="[0-9a-f-]{36}"/);
});

async function latest(browser: PlainBrowser): Promise<string> {
  const page = await textOf(browser, "/edit");
  return /\/generations\/([0-9a-f-]{36})/.exec(page)?.[1] ?? "";
}
