import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { v7 } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { createSafeFetch } from "~/.server/media/fetch/safe-fetch";
import { createMediaVault } from "~/.server/media/media-vault";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { startSite, studioFields, type Visitor } from "../faults/site";

const site = await startSite();
const { sql, nobody, origin } = site;
const prompt = "a quiet harbour in the morning";

interface Shared {
  owner: Visitor;
  mediaId: string;
  generationId: string;
  /** Of the owner's page of the share. */
  page: string;
}

let ann: Shared;
let bob: Visitor;

beforeAll(async () => {
  const owner = await site.signUp();
  bob = await site.signUp();
  await owner.post("/", studioFields(prompt));
  // The worker of the same server makes it meanwhile.
  let made: { mediaId: string; generationId: string } | undefined;
  while (!made) {
    await owner.get("/");
    [made] = await sql<[{ mediaId: string; generationId: string }?]>`
      select id as "mediaId", generation_id as "generationId" from media where user_id = ${owner.userId}`;
  }
  ann = { owner, ...made, page: `/image/${made.mediaId}/share` };
});

/** Makes the link, or changes it, and returns its path. */
async function share(
  { owner, page }: Pick<Shared, "owner" | "page"> = ann,
  choices: Record<string, string> = {},
): Promise<string> {
  const answer = await owner.post(page, { intent: "share", until: "always", ...choices });
  expect([answer.status, answer.headers.get("location")]).toEqual([302, page]);
  const { text } = await owner.get(page);
  const address = new RegExp(`${origin}(/s/[\\w-]{22})`).exec(text)?.[1];
  if (!address) throw new Error("The page of the share shows no link");
  return address;
}

async function shareIdOf(mediaId: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    select id from shares where media_id = ${mediaId} and revoked_at is null`;
  return row?.id ?? "";
}

async function revoke({ owner, page, mediaId }: Shared = ann): Promise<void> {
  const fields = { intent: "revoke", shareId: await shareIdOf(mediaId) };
  expect((await owner.post(page, fields)).status).toBe(302);
}

const oembed = (path: string, more = "") =>
  `/oembed?url=${encodeURIComponent(origin + path)}&format=json${more}`;

/** Every address that a link opens. */
const addressesOf = (path: string, mediaId = ann.mediaId) => [
  path,
  `${path}/preview.jpg`,
  `${path}/media/${mediaId}/original`,
  `${path}/media/${mediaId}/thumb`,
  oembed(path),
];

/** As a stranger's program asks: no cookie, nothing but the address. */
async function fetchBytes(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(origin + path, { headers, redirect: "manual" });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}

const statuses = async (paths: string[]) =>
  await Promise.all(paths.map(async (path) => (await fetchBytes(path)).status));

test("a link opens its page, its bytes, its preview and its embedding, and nothing else does", async () => {
  const path = await share();
  expect(await statuses(addressesOf(path))).toEqual([200, 200, 200, 200, 200]);
  const other = `${path.slice(0, -4)}AAAA`;
  expect(await statuses(addressesOf(other))).toEqual([404, 404, 404, 404, 404]);
  const made = ["x", "a".repeat(200), "é"].map((token) => `/s/${token}`);
  expect(new Set(await statuses(made))).toEqual(new Set([404]));
  expect(await statuses([`${path}/media/${v7()}/original`, `${path}/media/x/thumb`])).toEqual([
    404, 404,
  ]);
  expect(await statuses([`${path}/media/${ann.mediaId}/poster`])).toEqual([404]);
});

test("a link that is turned off is dead at the next request, with or without a cookie, also for who has it cached", async () => {
  const path = await share();
  const original = `${path}/media/${ann.mediaId}/original`;
  const etag = (await fetchBytes(original)).headers.get("etag") ?? "";
  // Kept by the page cache of visitors, if by anything.
  await Promise.all([nobody.get(path), nobody.get(path), bob.get(path)]);
  await revoke();
  expect(await statuses(addressesOf(path))).toEqual([404, 404, 404, 404, 404]);
  expect((await fetchBytes(original, { "if-none-match": etag })).status).toBe(404);
  expect((await fetchBytes(original, { range: "bytes=0-9" })).status).toBe(404);
  expect((await bob.get(path)).status).toBe(404);
  expect((await ann.owner.get(path)).status).toBe(404);
  // The same file gets another link.
  expect(await share()).not.toBe(path);
});

test("a link that has run out, or whose file is in the trash, is dead at the next request", async () => {
  const path = await share(ann, { until: "7" });
  expect((await nobody.get(path)).status).toBe(200);
  await sql`update shares set expires_at = now() where media_id = ${ann.mediaId}`;
  expect(await statuses(addressesOf(path))).toEqual([404, 404, 404, 404, 404]);
  const next = await share();
  await sql`update media set trashed_at = now() where id = ${ann.mediaId}`;
  expect(await statuses(addressesOf(next))).toEqual([404, 404, 404, 404, 404]);
  await sql`update media set trashed_at = null where id = ${ann.mediaId}`;
  expect((await nobody.get(next)).status).toBe(200);
});

test("a dead link and one that never was say the same, in plain words and without scripts", async () => {
  const path = await share();
  await revoke();
  const said = await Promise.all(
    [path, "/s/AAAAAAAAAAAAAAAAAAAAAA"].map((each) => nobody.get(each)),
  );
  for (const { status, text, headers } of said) {
    expect(status).toBe(404);
    expect(text).toContain("This link doesn&#x27;t work");
    expect(text).not.toContain("<script");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-robots-tag")).toBe("noindex");
  }
  const [dead, never] = said.map(({ text }) => text.replaceAll(/nonce="[^"]*"/g, ""));
  expect(dead).toBe(never);
});

test("nobody else sees, makes, saves or turns off a link: it answers like a missing file", async () => {
  await share();
  const shareId = await shareIdOf(ann.mediaId);
  const missing = `/image/${v7()}/share`;
  const normal = (text: string) =>
    text.replaceAll(/nonce="[^"]*"|request \S+|[0-9a-f]{8}-[0-9a-f-]{27}/g, "");
  const [theirs, none] = await Promise.all([bob.get(ann.page), bob.get(missing)]);
  expect([theirs.status, none.status]).toEqual([404, 404]);
  expect(normal(theirs.text)).toBe(normal(none.text));
  for (const page of [ann.page, missing]) {
    const answers = [
      await bob.post(page, { intent: "share", until: "always" }),
      await bob.post(page, { intent: "revoke", shareId }),
      await bob.post(page, { intent: "revoke", shareId: v7() }),
      await bob.post(page, { intent: "save" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  }
  const list = await bob.post("/account/links", { shareId });
  expect(list.status).toBe(404);
  expect(await shareIdOf(ann.mediaId)).toBe(shareId);
  for (const path of [ann.page, "/account/links"])
    expect((await nobody.get(path)).headers.get("location")).toMatch(/^\/login\?next=/);
});

test("strangers get nothing of the owner, and the prompt only where it is to be read", async () => {
  const secrets = (shareId: string) => [
    ann.owner.userId,
    `${ann.owner.cookie.slice(20, 60)}`,
    ann.generationId,
    shareId,
  ];
  for (const showsPrompt of [true, false]) {
    const path = await share(ann, showsPrompt ? { showsPrompt: "on" } : {});
    const [{ email = "" } = {}] = await sql<{ email: string }[]>`
      select email from auth.users where id = ${ann.owner.userId}`;
    const addresses = [...addressesOf(path), `${path}.data`, `/report/${path.slice(3)}`];
    const told = [email, ...secrets(await shareIdOf(ann.mediaId))];
    for (const address of addresses) {
      const { bytes, headers, status } = await fetchBytes(address);
      const all = `${[...headers].flat().join("\n")}\n${bytes.toString("latin1")}`;
      const isText = /html|json|script/.test(headers.get("content-type") ?? "");
      const words = [...(isText ? ["Ada"] : []), ...(showsPrompt ? [] : ["harbour", "Harbour"])];
      const found = [...told, ...words].filter((word) => all.includes(word));
      expect([address, status, found]).toEqual([address, 200, []]);
    }
    const page = await nobody.get(path);
    expect(page.text.includes(prompt)).toBe(showsPrompt);
    const file = await fetchBytes(`${path}/media/${ann.mediaId}/original?download`);
    expect(file.bytes.includes(prompt)).toBe(showsPrompt);
    expect(file.headers.get("content-disposition")).toMatch(
      showsPrompt ? /filename="a-quiet-harbour/ : /filename="easel-/,
    );
  }
});

test("the page sends no script, names no account and keeps its address to itself", async () => {
  const path = await share();
  const token = path.slice(3);
  for (const visitor of [nobody, bob]) {
    const { text, headers } = await visitor.get(path);
    expect(text).not.toMatch(/<script|modulepreload|javascript:|\son\w+=/);
    expect(text).not.toContain("Ada");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cache-control")).toBe("private, no-cache");
    const links = Array.from(
      text.matchAll(/(?:href|src|action|content)="([^"]*)"/g),
      ([, to = ""]) => to,
    );
    const repeating = links.filter((to) => to.includes(token));
    expect(repeating.length).toBeGreaterThan(3);
    for (const to of repeating)
      expect(to.replaceAll("&amp;", "&")).toMatch(
        new RegExp(`^(${origin})?/(s/${token}|report/${token}|oembed\\?url=)`),
      );
  }
});

test("search engines are kept away unless they were let in", async () => {
  for (const isListed of [false, true]) {
    const path = await share(ann, isListed ? { isListed: "on" } : {});
    const { text, headers } = await nobody.get(path);
    expect(text.includes('<meta name="robots" content="noindex"/>')).toBe(!isListed);
    expect(headers.get("x-robots-tag")).toBe(isListed ? "all" : "noindex");
    const preview = await fetchBytes(`${path}/preview.jpg`);
    expect(preview.headers.get("x-robots-tag")).toBe(isListed ? null : "noindex");
  }
});

test("apps that announce links find a title, a picture of 1200 × 630 and the embedding", async () => {
  const path = await share(ann, { showsPrompt: "on" });
  const { text } = await nobody.get(path);
  const said = (property: string) =>
    new RegExp(`<meta property="${property}" content="([^"]*)"/>`).exec(text)?.[1];
  expect(said("og:title")).toBe(prompt);
  expect(said("og:url")).toBe(origin + path);
  expect(text).toContain('<meta name="twitter:card" content="summary_large_image"/>');
  const image = URL.parse(said("og:image") ?? "");
  const preview = await fetchBytes(image?.pathname ?? "");
  expect(preview.headers.get("content-type")).toBe("image/jpeg");
  const { format, width, height } = await sharp(preview.bytes).metadata();
  expect([format, width, height]).toEqual(["jpeg", 1200, 630]);
  expect([said("og:image:width"), said("og:image:height")]).toEqual(["1200", "630"]);
  const link = /<link rel="alternate" type="application\/json\+oembed" href="([^"]*)"/.exec(
    text,
  )?.[1];
  const embed = URL.parse((link ?? "").replaceAll("&amp;", "&"));
  const answer = await fetchBytes(`${embed?.pathname}${embed?.search}`);
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  expect(JSON.parse(answer.bytes.toString())).toMatchObject({
    version: "1.0",
    type: "photo",
    title: prompt,
    provider_name: "Easel",
    url: `${origin}${path}/media/${ann.mediaId}/original`,
    thumbnail_width: 1200,
  });
});

test("an embedding is as small as it is asked to be, and speaks no other format", async () => {
  const path = await share();
  const ask = async (more: string): Promise<Record<string, unknown>> =>
    JSON.parse((await fetchBytes(oembed(path, more))).bytes.toString());
  const large = await ask("");
  expect(large).not.toHaveProperty("title");
  const small = await ask("&maxwidth=300&maxheight=200");
  expect(small["url"]).toBe(`${origin}${path}/media/${ann.mediaId}/thumb`);
  expect(Number(small["width"])).toBeLessThanOrEqual(300);
  expect(Number(small["height"])).toBeLessThanOrEqual(200);
  expect(small).not.toHaveProperty("thumbnail_url");
  expect(await ask("&maxwidth=x&maxheight=-1")).toEqual(large);
  expect((await fetchBytes(oembed(path).replace("format=json", "format=xml"))).status).toBe(501);
  const elsewhere = [
    "",
    "x",
    "https://easel.example/s/AAAAAAAAAAAAAAAAAAAAAA",
    `${origin}/gallery`,
    `${origin}${path}?picture=%00`,
  ];
  const answers = await statuses(elsewhere.map((url) => `/oembed?url=${encodeURIComponent(url)}`));
  expect(answers).toEqual([404, 404, 404, 404, 400]);
});

/** A video of the owner's, stored as ingestion does. */
async function addVideo(): Promise<{ mediaId: string; sizeBytes: number }> {
  const store = createLocalDiskStore(join(site.dataDir, "media"));
  const vault = createMediaVault({ store, outside: createSafeFetch() });
  const bytes = await readFile("tests/emulators/files/video.mp4");
  const made = await vault.ingest({
    userId: ann.owner.userId,
    mediaId: v7(),
    kind: "video",
    file: { bytes },
    marks: { source: "trainedAlgorithmicMedia", prompt, model: "Wan" },
  });
  await sql`
    insert into public.media (id, kind, user_id, generation_id, position, width, height, duration_seconds, content_type,
      size_bytes, sha256, thumbhash, store, path, thumb_path, saved_at)
    values (${made.id}, 'video', ${ann.owner.userId}, ${ann.generationId}, 9, ${made.width}, ${made.height},
      ${made.durationSeconds}, ${made.contentType}, ${made.sizeBytes}, ${made.sha256}, ${made.thumbhash}, ${made.store},
      ${made.path}, ${made.thumbPath}, now())`;
  return { mediaId: made.id, sizeBytes: made.sizeBytes };
}

test("a shared video plays: ranges, also over what is left out of it", async () => {
  const { mediaId, sizeBytes } = await addVideo();
  const path = await share({ owner: ann.owner, page: `/video/${mediaId}/share` });
  const original = `${path}/media/${mediaId}/original`;
  const whole = await fetchBytes(original);
  expect(whole.bytes).toHaveLength(sizeBytes);
  expect(whole.bytes.includes("harbour")).toBe(false);
  const tail = await fetchBytes(original, { range: "bytes=-700" });
  expect(tail.status).toBe(206);
  expect(tail.headers.get("content-range")).toBe(
    `bytes ${sizeBytes - 700}-${sizeBytes - 1}/${sizeBytes}`,
  );
  expect(tail.bytes.equals(whole.bytes.subarray(-700))).toBe(true);
  const page = await nobody.get(path);
  expect(page.text).toContain(`<video controls="" playsInline="" preload="metadata"`);
  const embed = JSON.parse((await fetchBytes(oembed(path, "&maxwidth=100"))).bytes.toString());
  expect(embed).toMatchObject({ type: "video", width: 100 });
  expect(embed.html).toContain(`${origin}${original}`);
});

test("a page says of a file what the mark in it says, whichever program changed it last", async () => {
  const { mediaId, owner } = ann;
  const path = await share({ owner, page: `/image/${mediaId}/share` });
  const [kept] = await sql<[{ digital_source: string; model: string }]>`
    select m.digital_source, m.model from media m where m.id = ${mediaId}`;
  expect(kept).toEqual({ digital_source: "algorithmicMedia", model: "painter" });
  const said = {
    algorithmicMedia: "Made by a program, not by AI",
    algorithmicallyEnhanced: "Changed by a program, not by AI",
    trainedAlgorithmicMedia: "Made with AI, then changed by a program",
    compositeWithTrainedAlgorithmicMedia: "Made with AI, then changed by a program",
  };
  for (const [source, words] of Object.entries(said)) {
    await sql`update media set digital_source = ${source} where id = ${mediaId}`;
    expect((await nobody.get(path)).text).toContain(`<span class="font-medium">${words}</span>`);
  }
  await sql`update media set digital_source = ${kept.digital_source} where id = ${mediaId}`;
});

test("a board is shown by one link, with what is on it now, and each of its files has a page", async () => {
  const { owner, mediaId } = ann;
  const boardId = v7();
  await sql`insert into boards (id, user_id, name, position) values (${boardId}, ${owner.userId}, 'By the sea', 1)`;
  await sql`
    insert into board_media (board_id, media_id, media_kind, user_id, generation_id, position, made_at)
    select ${boardId}, m.id, m.kind, m.user_id, m.generation_id, 1, m.created_at from media m where m.user_id = ${owner.userId}`;
  const path = await share({ owner, page: `/boards/${boardId}/share` });
  const page = await nobody.get(path);
  expect(page.text).toContain("By the sea");
  expect(page.text).not.toMatch(/harbour|<script/);
  expect(page.text).toContain(`${path}?picture=${mediaId}`);
  const one = await nobody.get(`${path}?picture=${mediaId}`);
  expect(one.status).toBe(200);
  expect(one.text).toContain(`${path}/media/${mediaId}/original`);
  expect(one.text).toContain(`/report/${path.slice(3)}?picture=${mediaId}`);
  expect((await nobody.get(`${path}?picture=${v7()}`)).status).toBe(404);
  for (const [query, isMoved] of [
    ["?page=1", false],
    ["?page=x", true],
    ["?page=9", true],
  ] as const) {
    const { status, text } = await nobody.get(path + query);
    const said = [text.includes(`/media/${mediaId}/thumb`), text.includes("the nearest one")];
    expect([query, status, ...said]).toEqual([query, 200, true, isMoved]);
  }
  expect(await statuses(addressesOf(path))).toEqual([200, 200, 200, 200, 200]);
  // A file that the store has lost says so where a page shows it.
  await sql`update media set thumb_path = thumb_path || '.lost' where id = ${mediaId}`;
  const lost = await fetchBytes(`${path}/media/${mediaId}/thumb`, { accept: "image/webp,*/*" });
  expect([lost.status, lost.headers.get("content-type")]).toEqual([404, "image/svg+xml"]);
  const opened = await fetchBytes(`${path}/media/${mediaId}/thumb`, { accept: "text/html" });
  expect([opened.status, opened.headers.get("content-type")?.split(";")[0]]).toEqual([
    404,
    "text/html",
  ]);
  await sql`update media set thumb_path = replace(thumb_path, '.lost', '') where id = ${mediaId}`;
  await sql`delete from board_media where board_id = ${boardId} and media_id = ${mediaId}`;
  expect(await statuses([`${path}/media/${mediaId}/original`])).toEqual([404]);
  expect((await nobody.get(path)).text).not.toContain(mediaId);
  await sql`delete from board_media where board_id = ${boardId}`;
  expect((await nobody.get(path)).text).toContain("nothing on this board");
  expect(await statuses([`${path}/preview.jpg`, oembed(path)])).toEqual([404, 200]);
  await sql`update boards set deleted_at = now() where id = ${boardId}`;
  expect(await statuses([path, oembed(path)])).toEqual([404, 404]);
  expect((await bob.get(`/boards/${boardId}/share`)).status).toBe(404);
});

test("anybody may report a page, also when its link is turned off meanwhile; a flood is slowed down", async () => {
  const path = await share();
  const reportPath = `/report/${path.slice(3)}`;
  const open = await nobody.get(reportPath);
  expect(open.status).toBe(200);
  expect(open.text).not.toContain("<script");
  // With "no-referrer" the form would come with "Origin: null", which is refused over plain http.
  expect(open.headers.get("referrer-policy")).toBe("strict-origin");
  const reportId = /name="reportId" value="([^"]*)"/.exec(open.text)?.[1] ?? "";
  const fields = { reportId, reason: "rights", words: "That is <my> house.", contact: "" };
  const refused = await nobody.post(reportPath, { reportId, words: "Only words", contact: "no" });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("Choose what&#x27;s wrong.");
  expect(refused.text).toContain("Only words");
  expect(refused.text).toContain(reportId);
  const sent = await nobody.post(reportPath, fields);
  expect(sent.status).toBe(200);
  expect(sent.text).toContain("will look at the page");
  await revoke();
  expect((await nobody.get(reportPath)).text).toContain("This link is off already");
  const late = await nobody.post(reportPath, { ...fields, reportId: v7() });
  expect(late.text).toContain("turned off in the meantime");
  const rows = await sql`
    select reason, words, media_id, user_id from reports where user_id = ${ann.owner.userId}`;
  const row = { reason: "rights", words: fields.words, media_id: ann.mediaId };
  expect(rows).toEqual([row, row].map((each) => ({ ...each, user_id: ann.owner.userId })));
  const never = "/report/AAAAAAAAAAAAAAAAAAAAAA";
  expect((await nobody.get(never)).status).toBe(404);
  const answers = [];
  for (let at = 0; at < 30; at += 1)
    answers.push((await nobody.post(never, { ...fields, reportId: v7() })).status);
  expect(new Set(answers)).toEqual(new Set([404, 429]));
});

test("an expired choice, a mistyped form and an unknown button are refused, and the link stays", async () => {
  const path = await share();
  for (const fields of [
    { intent: "share", until: "2001-01-01T00:00:00Z" },
    { intent: "share", until: "tomorrow" },
    { intent: "share" },
    { intent: "publish", until: "always" },
    { intent: "revoke", shareId: "\0" },
  ] as Record<string, string>[])
    expect((await ann.owner.post(ann.page, fields)).status).toBe(400);
  expect((await nobody.get(path)).status).toBe(200);
});

test("saving from the page of a share keeps file and link, and no token is in the log", async () => {
  const path = await share();
  expect((await ann.owner.get(ann.page)).text).toContain("The link ends with the picture");
  expect((await ann.owner.post(ann.page, { intent: "save" })).status).toBe(302);
  const [row] = await sql`select shelf from media where id = ${ann.mediaId}`;
  expect(row).toEqual({ shelf: "saved" });
  expect(await statuses(addressesOf(path))).toEqual([200, 200, 200, 200, 200]);
  expect((await ann.owner.get(ann.page)).text).not.toContain("The link ends with the picture");
  const listed = await ann.owner.get("/account/links");
  expect(listed.text).toContain(`value="${await shareIdOf(ann.mediaId)}"`);
  const off = await ann.owner.post("/account/links", { shareId: await shareIdOf(ann.mediaId) });
  expect(off.status).toBe(302);
  expect(await statuses(addressesOf(path))).toEqual([404, 404, 404, 404, 404]);
  expect(site.output()).toContain("/s/[hidden]");
  expect(site.output()).not.toContain(path.slice(3));
});
