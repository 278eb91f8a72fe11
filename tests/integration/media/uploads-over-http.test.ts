import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
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

const cookieOf = ({ cookies }: PlainBrowser) =>
  Array.from(cookies, ([key, value]) => `${key}=${value}`).join("; ");

/** Sends a form in parts, as a browser without scripts does; bytes go as a file in that field. */
async function send(browser: PlainBrowser, path: string, given: Given, name = "IMG.jpg") {
  const cookie = cookieOf(browser);
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

/** What of a page's form says what something is to be made from. */
const heldIn = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<input[^>]*name="((?:source|aside)MediaId)"[^>]*>/g)].flatMap(
      ([input, name]) =>
        /type="hidden"|checked=""/.test(input) ? [[name, /value="([^"]*)"/.exec(input)?.[1]]] : [],
    ),
  ) as Record<string, string>;

test("a picture stays chosen through looking at a model that goes on from a video, also through signing in there", async () => {
  const browser = new PlainBrowser(origin);
  const [taker, film] = ["ltx-2-3-animate", "grok-imagine-extend"];
  let form: Given = { ...fields(), model: taker, intent: "upload", upload: photo };
  const press = async (intent: string) => {
    const { location } = await send(browser, "/video", { ...form, intent });
    const html = await textOf(browser, location);
    const model = new URL(location, origin).searchParams.get("model") ?? "";
    form = { ...fields(), model, ...heldIn(html) };
    return html;
  };
  const id = chosenIn(await press("upload"));
  expect(id).toBeDefined();
  expect(chosenIn(await press(`model:${film}`))).toBeUndefined();
  expect(chosenIn(await press(`model:${taker}`))).toBe(id);
  await press(`model:${film}`);
  const pressed = await send(browser, "/video", form);
  const next = new URL(pressed.location, origin).searchParams.get("next") ?? "";
  await signUp(browser, next);
  form = { ...fields(), model: film, ...heldIn(await textOf(browser, next)) };
  expect(chosenIn(await press(`model:${taker}`))).toBe(id);
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
  const { account = "" } = signedInAs(cookieOf(ann));
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

test("of a hundred files at once some are taken, the others are told to wait, and everybody else is served", async () => {
  const [busy, other] = [new PlainBrowser(origin), new PlainBrowser(origin)];
  await signUp(busy, "/");
  await signUp(other, "/");
  const files = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      sharp({ create: { width: 8, height: 8, channels: 3, background: { r: at, g: 9, b: 9 } } })
        .png()
        .toBuffer(),
    ),
  );
  const before = await countUploads();
  const sending = Promise.all(files.map((upload) => send(busy, "/uploads", { upload })));
  expect((await other.send("/edit")).status).toBe(200);
  expect((await send(other, "/uploads", { upload: photo })).status).toBe(200);
  const statuses = (await sending).map(({ status }) => status);
  const taken = statuses.filter((status) => status === 200).length;
  expect(statuses.filter((status) => status !== 200 && status !== 429)).toEqual([]);
  expect(taken).toBeGreaterThan(0);
  expect(await countUploads()).toBe(before + 1 + Math.min(taken, 60));
  expect((await send(busy, "/uploads", { upload: photo })).status).toBe(200);
});

/** The head of a form, and of its file, by hand: nothing of the file comes. */
function sendHead(browser: PlainBrowser, begun = "") {
  const { port, host } = new URL(origin);
  const cookie = cookieOf(browser);
  const headers = {
    host,
    origin,
    cookie,
    accept: "application/json",
    "content-length": "19000000",
  };
  const lines = Object.entries({ ...headers, "content-type": "multipart/form-data; boundary=b" });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const socket = connect(Number(port), "127.0.0.1");
  socket.write(`POST /uploads HTTP/1.1\r\n${head}\r\n${begun}`);
  return socket;
}

test("who has no turn is refused by the head alone, in plain words, and gets one when another has ended", async () => {
  const browser = new PlainBrowser(origin);
  await signUp(browser, "/");
  const part = '--b\r\ncontent-disposition: form-data; name="upload"; filename="a.jpg"\r\n\r\n';
  const coming = [1, 2, 3, 4].map(() => sendHead(browser, part));
  const { account = "" } = signedInAs(cookieOf(browser));
  const taken = async () =>
    (await sql`select unnest(uses) from private.rate_limits where bucket = ${`upload:${account}`}`)
      .length;
  await expect.poll(taken).toBe(4);
  const refused = async () => {
    const socket = sendHead(browser);
    const answer = await new Promise<string>((resolve) =>
      socket.once("data", (all) => resolve(`${all}`)),
    );
    socket.destroy();
    return answer;
  };
  expect(await refused()).toMatch(/^HTTP\/1.1 429 .*retry-after: 5\r\n/is);
  expect(await refused()).toMatch(/"words":"Please wait 5 seconds, then try again."/);
  // The words come behind the file.
  const given = await send(browser, "/edit", { upload: photo, ...fields() });
  expect([given.status, given.text]).toEqual([
    429,
    expect.stringContaining(">Make it winter</textarea>"),
  ]);
  for (const socket of coming) socket.destroy();
  const takes = async () => (await send(browser, "/uploads", { upload: photo })).status;
  await expect.poll(takes).toBe(200);
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

const checkedIn = (html: string, field: string) =>
  new RegExp(`name="${field}"[^>]*checked=""[^>]*value="([0-9a-f-]{36})"`).exec(html)?.[1];

test("several pictures with their roles stay through another model and signing in, reach the model, and are shown", async () => {
  const browser = new PlainBrowser(origin);
  const look = await sharp(photo).resize(64, 40).png().toBuffer();
  const asked = { ...fields(), model: "nano-banana-2-edit" };
  const broken = { upload: photo, styleFile: Buffer.from("hello") };
  const half = await send(browser, "/edit", { ...asked, ...broken, intent: "upload" });
  expect([half.status, await textOf(browser, "/edit")]).toEqual([
    415,
    expect.stringContaining(chosenIn(half.text) ?? "none"),
  ]);
  const both = { upload: photo, styleFile: look };
  const given = await send(browser, "/edit", { ...asked, ...both, intent: "upload" });
  const first = await textOf(browser, given.location);
  const [sourceMediaId = "", styleId = ""] = [chosenIn(first), checkedIn(first, "styleId")];
  expect(styleId).not.toBe("");
  const away = { ...asked, sourceMediaId, styleId, intent: "model:grok-imagine-edit" };
  const other = await textOf(browser, (await send(browser, "/edit", away)).location);
  expect(other).toContain(`type="hidden" name="styleId" value="${styleId}"`);
  const pressed = await send(browser, "/edit", { ...asked, sourceMediaId, styleId });
  const next = new URL(pressed.location, origin).searchParams.get("next") ?? "";
  await signUp(browser, next);
  expect(checkedIn(await textOf(browser, next), "styleId")).toBe(styleId);
  const refused = await send(browser, "/edit", { ...asked, sourceMediaId, styleId, prompt: "" });
  expect([refused.status, checkedIn(refused.text, "styleId")]).toEqual([400, styleId]);

  const started = await send(browser, "/edit", { ...asked, sourceMediaId, styleId });
  expect(started.location).toMatch(/^\/generations\//);
  const order = () => emulator.fal.jobs.find(({ endpoint }) => endpoint.endsWith("banana-2/edit"));
  await expect.poll(order).toBeDefined();
  const { image_urls: urls = [], prompt } = (order()?.input ?? {}) as {
    image_urls?: string[];
    prompt?: string;
  };
  expect(prompt).toBe(
    "Image 1 is the picture to change. Image 2 shows the style to use. Make it winter",
  );
  const widths = await Promise.all(
    urls.map(
      async (url) => (await sharp(emulator.fal.uploaded(url) ?? undefined).metadata()).width,
    ),
  );
  expect(widths).toEqual([320, 64]);
  const made = async () =>
    (await sql<{ id: string }[]>`select id from media where source_media_id = ${sourceMediaId}`)[0]
      ?.id ?? "";
  await expect.poll(made).not.toBe("");
  const page = await textOf(browser, `/image/${await made()}`);
  expect(page).toMatch(
    new RegExp(`/media/${styleId}/original.*A picture you uploaded · style`, "s"),
  );
  const again = `/edit?from=${started.location.split("/")[2]}`;
  expect(checkedIn(await textOf(browser, again), "styleId")).toBe(styleId);

  await sql`delete from uploads where id = ${styleId}`;
  expect(await textOf(browser, `/image/${await made()}`)).toContain(
    "Something that has been deleted.",
  );
  expect(checkedIn(await textOf(browser, again), "styleId")).toBeUndefined();
  const anew = { ...asked, idempotencyKey: randomUUID(), sourceMediaId, styleId };
  const gone = await send(browser, "/edit", anew);
  expect([gone.status, gone.text]).toEqual([
    400,
    expect.stringMatching(/Style.*This picture is gone\. Choose another one\./s),
  ]);
});

async function latest(browser: PlainBrowser): Promise<string> {
  const page = await textOf(browser, "/edit");
  return /\/generations\/([0-9a-f-]{36})/.exec(page)?.[1] ?? "";
}

test("a new frame reaches each outpainting model in its own terms, and comes back as a picture", async () => {
  const browser = new PlainBrowser(origin);
  await signUp(browser, "/");
  const given = await send(browser, "/edit", { ...fields(), intent: "upload", upload: photo });
  const sourceMediaId = chosenIn(await textOf(browser, given.location)) ?? "";
  emulator.fal.behave({ queuedPolls: 0, runningPolls: 0 });
  const room = { frameUnit: "pixels", frameLeft: "80", frameTop: "50" };
  const sides = { expand_left: 80, expand_right: 0, expand_top: 50, expand_bottom: 0 };
  const cases: { model: string; asked: Given; endpoint: string; body: object }[] = [
    {
      model: "bria-expand",
      asked: { prompt: "a wide beach", ...room },
      endpoint: "fal-ai/bria/expand",
      body: {
        prompt: "a wide beach",
        canvas_size: [400, 250],
        original_image_size: [320, 200],
        original_image_location: [80, 50],
      },
    },
    {
      model: "image-outpaint",
      asked: { prompt: "", ...room },
      endpoint: "fal-ai/image-apps-v2/outpaint",
      body: {
        ...{ ...sides, zoom_out_percentage: 0, num_images: 1 },
        ...{ output_format: "png", enable_safety_checker: true },
      },
    },
    {
      model: "flux-2-pro-outpaint",
      asked: { prompt: "not taken", ...room },
      endpoint: "fal-ai/flux-2-pro/outpaint",
      body: { ...sides, auto_crop: false },
    },
    {
      model: "ideogram-3-reframe",
      asked: { prompt: "", shape: "1:1", seed: "7" },
      endpoint: "fal-ai/ideogram/v3/reframe",
      body: {
        image_size: { width: 1024, height: 1024 },
        ...{ seed: 7, num_images: 1, rendering_speed: "BALANCED" },
      },
    },
  ];
  const check = async ({ model, asked, endpoint, body }: (typeof cases)[number]) => {
    const started = await send(browser, "/edit", { ...fields(), model, sourceMediaId, ...asked });
    const id = /^\/generations\/(.*)/.exec(started.location)?.[1] ?? started.text;
    const state = async () => (await sql`select status from generations where id = ${id}`)[0];
    await expect.poll(state).toEqual({ status: "succeeded" });
    const job = emulator.fal.jobs.find((each) => each.endpoint === endpoint);
    const { image_url: url, ...rest } = job?.input ?? {};
    expect(rest).toEqual(body);
    const sent = await sharp(emulator.fal.uploaded(String(url)) ?? undefined).metadata();
    expect([sent.width, sent.height]).toEqual([320, 200]);
    const [made] = await sql<[{ id: string; kind: string }?]>`
      select id, kind from media where generation_id = ${id}`;
    expect(made?.kind).toBe("edit");
    const file = await browser.send(`/media/${made?.id}/original`);
    const picture = await sharp(await file.arrayBuffer()).metadata();
    expect(picture.width).toBeGreaterThan(0);
  };
  await Promise.all(cases.map(check));
});

/** A video of theirs, made by a model with these fields. */
async function makeFilm(browser: PlainBrowser, given: Record<string, string>) {
  const started = await send(browser, "/video", {
    ...{ idempotencyKey: randomUUID(), prompt: "waves", count: "1" },
    ...given,
  });
  const id = /^\/generations\/(.*)/.exec(started.location)?.[1] ?? started.text;
  const film = async () =>
    (
      await sql<{ id: string; path: string; source: string | null; price: number }[]>`
        select m.id, m.path, m.source_media_id as source, g.price_credits::int as price
        from media m join generations g on g.id = m.generation_id where g.id = ${id}`
    )[0];
  await expect.poll(film).toBeDefined();
  return (await film())!;
}

test("a film is gone on from by the model that made it: the film itself reaches the provider, and what it can't take is told before a charge", async () => {
  const [browser, stranger] = [new PlainBrowser(origin), new PlainBrowser(origin)];
  for (const each of [browser, stranger]) await signUp(each, "/");
  const film = await makeFilm(browser, { model: "grok-imagine-video", durationSeconds: "3" });
  const more = { use: "more", ...signedInAs(cookieOf(browser)) };
  const goOn = async () => (await send(browser, `/video/${film.id}/last-frame`, more)).location;
  const page = await goOn();
  expect(page).toMatch(`/video?source=${film.id}&from=`);
  expect(page).toMatch(/&model=grok-imagine-extend$/);
  const form = await textOf(browser, page);
  expect(chosenIn(form)).toBe(film.id);
  expect(form).toContain("Video to go on from");
  expect(form).toContain(">waves</textarea>");

  const asked = { model: "grok-imagine-extend", sourceMediaId: film.id, prompt: "A boat comes" };
  const next = await makeFilm(browser, { ...asked, durationSeconds: "6" });
  expect(next).toMatchObject({ source: film.id, price: 5700 });
  const order = emulator.fal.jobs.find(({ endpoint }) => endpoint.endsWith("extend-video"));
  const { video_url: url, ...rest } = order?.input ?? {};
  expect(rest).toEqual({ prompt: "A boat comes", duration: 6 });
  const stored = await readFile(join(dataDir, "media", film.path));
  const sent = emulator.fal.uploaded(String(url)) ?? Buffer.alloc(0);
  const metadataAt = stored.indexOf("<?xpacket begin=");
  expect(sent).toHaveLength(stored.length);
  expect(sent.subarray(0, metadataAt).equals(stored.subarray(0, metadataAt))).toBe(true);
  expect([stored, sent].map((bytes) => bytes.includes("CreatorTool"))).toEqual([true, false]);
  const made = await textOf(browser, `/video/${next.id}`);
  const [, lineage = ""] = /aria-label="Where it comes from"(.*?)<\/section>/s.exec(made) ?? [];
  expect(lineage).toMatch(new RegExp(`Made from.*href="/video/${film.id}`));
  expect(lineage).not.toContain("last frame");

  const again = { ...fields(), ...asked };
  expect(await send(stranger, "/video", again)).toMatchObject({
    status: 400,
    text: expect.stringContaining("This video is gone. Choose another one."),
  });
  await sql`update media set duration_seconds = 30 where id = ${film.id}`;
  expect(await send(browser, "/video", again)).toMatchObject({
    status: 400,
    text: expect.stringContaining("it takes 2 to 15 seconds, and this one has 30"),
  });
  expect(await goOn()).not.toContain("model=");
  await sql`update media set duration_seconds = 3, store = 'vercel-blob' where id = ${film.id}`;
  expect((await send(browser, "/video", again)).text).toContain("a place that isn't connected");
  const [count] = await sql`
    select count(*)::int as asked from generations where source_media_id = ${film.id}`;
  expect(count).toEqual({ asked: 1 });
});
