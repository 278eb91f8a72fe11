import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { makeZip } from "client-zip";
import sharp from "sharp";
import { v7 as newId } from "uuid";
import { expect, test } from "vitest";
import { exportedItem, exportManifest, exportPaths } from "~/domain/export-format";
import type { StartGeneration } from "~/.server/generations/port";
import type { Viewer } from "~/domain/viewer";
import { realVideo } from "../../unit/server/media/ingest/sample-videos";
import { openZip } from "../media/open-zip";
import { exportEverything } from "~/.server/use-cases/zip/export-everything";
import { refusalOf, sessionOf, startWorld } from "../sql/world";
import { createSupabaseProfiles } from "~/.server/account/supabase-profiles";
import { openTakeout } from "./takeout-world";

const world = await startWorld();
const { sql, server } = world;
const { deps, store, exported, bringIn } = await openTakeout(world);

const pixels = (background: string) =>
  sharp({ create: { width: 64, height: 48, channels: 3, background } });

/** A finished file, ingested as a worker does it. */
async function make(
  owner: Viewer,
  bytes: Buffer,
  changes: Partial<StartGeneration> = {},
  source: "trainedAlgorithmicMedia" | "algorithmicMedia" = "trainedAlgorithmicMedia",
): Promise<string> {
  const mediaId = newId();
  const claim = await world.startAndClaim(owner, { mediaIds: [mediaId], ...changes });
  const { kind, prompt } = claim;
  const marks = { source, prompt, model: "Painter" };
  const media = await deps.vault.ingest({
    ...{ userId: owner.userId, mediaId, kind, marks },
    file: { bytes },
  });
  await world.store.complete(claim, [media]);
  return mediaId;
}

/** An account with some of everything. */
async function furnish(ann: Viewer) {
  const as = sessionOf(ann);
  const png = await make(ann, await pixels("#b41").png().toBuffer(), { prompt: "A red house" });
  const jpeg = await make(ann, await pixels("#1b4").jpeg().toBuffer(), { prompt: "灯台 & <sea>" });
  const webp = await make(
    ann,
    await pixels("#41b").webp().toBuffer(),
    { prompt: "=1+1", model: "gone-model" },
    "algorithmicMedia",
  );
  const film = await make(ann, realVideo, { kind: "video", prompt: "A film", settings: {} });
  const uploadId = newId();
  const given = await pixels("#777").jpeg().toBuffer();
  const read = await deps.vault.readUpload(async () => given);
  await deps.uploads.plan(uploadId, ann.userId);
  const upload = await deps.vault.storeUpload(uploadId, ann.userId, read);
  await deps.uploads.keep({ viewer: ann }, "picture", upload);
  const edited = await make(ann, await pixels("#ff7").png().toBuffer(), {
    ...{ kind: "edit", prompt: "Make it yellow", sourceMediaId: uploadId },
  });
  const further = await make(ann, await pixels("#7ff").png().toBuffer(), {
    ...{ kind: "edit", prompt: "Bluer", sourceMediaId: edited },
  });
  const [saved] = await sql`
    select id as "mediaId", path as "from", path, thumb_path as "thumbPath" from media where id = ${jpeg}`;
  await server.call("save_media", { ...as, p_files: [{ ...saved }] });
  const boards = [newId(), newId()] as const;
  await server.call("make_board", {
    ...as,
    p_board_id: boards[0],
    p_name: "Houses",
    p_media_ids: [png, jpeg, film],
  });
  await server.call("make_board", { ...as, p_board_id: boards[1], p_name: "Empty" });
  await server.call("order_on_board", {
    ...as,
    p_board_id: boards[0],
    p_media_ids: [jpeg, film, png],
  });
  await server.call("set_cover", { ...as, p_board_id: boards[0], p_media_id: film });
  await server.call("tag_media", { ...as, p_media_ids: [png, film], p_tags: ["Été", "house"] });
  await server.call("star_media", { ...as, p_media_ids: [png, edited] });
  await server.call("trash_media", { ...as, p_media_ids: [webp] });
  const [prompt] = await sql<{ id: string }[]>`
    select id from prompt_history where user_id = ${ann.userId} limit 1`;
  await server.call("star_prompts", { ...as, p_prompt_ids: [prompt?.id ?? ""], p_starred: true });
  await server.call("save_search", {
    ...{ ...as, p_search_id: newId(), p_name: "Red", p_query: "view=saved&q=red" },
  });
  return { png, jpeg, webp, film, edited, further, upload: uploadId };
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** What is in a zip, as another program reads it. */
async function read(zip: Uint8Array) {
  const files = await openZip(zip);
  const text = (name: string) =>
    files.find((file) => file.name === name)?.bytes.toString("utf8") ?? "";
  const lines = (name: string) =>
    text(name)
      .split("\n")
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line));
  const items = files
    .filter(({ name }) => /^(files|uploads)\/.*\.json$/.test(name))
    .map(({ name, bytes }) => {
      const facts = exportedItem.parse(JSON.parse(bytes.toString()));
      const file = files.find((each) => each.name === name.slice(0, -5));
      return { facts, hash: file && sha256(file.bytes) };
    });
  return { files, text, lines, items };
}
type Read = Awaited<ReturnType<typeof read>>;

/** Of an item, what is to be the same in every Easel. Clocks begin anew. */
const lasting = ({ items }: Read) =>
  Object.fromEntries(
    items.map(({ facts, hash }) => [
      facts.id,
      { ...facts, hash, savedAt: null, trashedAt: null, expiresAt: null },
    ]),
  );

const profiles = createSupabaseProfiles(world.database);
/** As an upload makes it. */
const portraitOf = async (background: string) =>
  await deps.vault.readPortrait(async () => await pixels(background).png().toBuffer());
const pictureIn = ({ files }: Read) =>
  files.find(({ name }) => name === exportPaths.picture)?.bytes;

const ann = await world.person(100_000);
const portrait = await portraitOf("#e42");
await profiles.choosePicture(ann, portrait);
const made = await furnish(ann);
const first = await read(await exported(ann));

test("everything is in the zip, with its facts, and nothing of anybody else", async () => {
  const { files, items, text, lines } = first;
  expect(files[0]?.name).toBe(exportPaths.manifest);
  expect(exportManifest.parse(JSON.parse(text(exportPaths.manifest))).account).toMatchObject({
    id: ann.userId,
    email: ann.email,
    credits: await world.balance(ann),
  });
  expect(new Set(items.map(({ facts }) => facts.id))).toEqual(new Set(Object.values(made)));
  for (const { facts, hash } of items) expect(hash).toBe(facts.sha256);
  expect(new Set(files.map(({ name }) => name.toLowerCase())).size).toBe(files.length);
  const factsOf = (id: string) => items.find(({ facts }) => facts.id === id)?.facts;
  expect(factsOf(made.png)).toMatchObject({
    ...{ tags: ["Été", "house"], shelf: "recent", starredAt: expect.any(String) },
    request: { prompt: "A red house", settings: { seed: 7, shape: "1:1" } },
    boards: [{ id: expect.any(String) }],
  });
  expect(factsOf(made.webp)).toMatchObject({
    ...{ shelf: "trash", digitalSource: "algorithmicMedia" },
  });
  expect(factsOf(made.jpeg)).toMatchObject({ shelf: "saved" });
  expect(factsOf(made.further)).toMatchObject({ request: { sourceId: made.edited } });
  expect(factsOf(made.edited)).toMatchObject({ request: { sourceId: made.upload } });
  expect(lines(exportPaths.receipts)).toHaveLength(6);
  expect(lines(exportPaths.prompts)).toHaveLength(6);
  expect(text(exportPaths.ledgerTable).trim().split("\r\n")).toHaveLength(
    lines(exportPaths.ledger).length + 1,
  );
  expect(text(exportPaths.missing)).toBe("");
});

test("comes into another account the same to the byte, once, and with no credit", async () => {
  const bob = await world.person();
  const before = await sql`select * from credit_ledger where user_id = ${bob.userId}`;
  const zip = await exported(ann);
  expect(await bringIn(bob, zip)).toMatchObject({
    ...{ state: "done", faultCount: 0, filesTotal: 7, filesDone: 7 },
    counts: { files: 6, uploads: 1, boards: 2, searches: 1, prompts: 6, picture: 1 },
  });
  const second = await read(await exported(bob));
  expect(lasting(second)).toEqual(lasting(first));
  for (const name of [exportPaths.boards, exportPaths.searches, exportPaths.prompts] as const)
    expect(second.text(name)).toBe(first.text(name));
  expect(second.lines(exportPaths.receipts)).toEqual([]);
  const earlier = second.lines(exportPaths.earlier);
  expect(earlier).toHaveLength(
    first.lines(exportPaths.ledger).length + first.lines(exportPaths.receipts).length,
  );
  expect(await bringIn(bob, zip)).toMatchObject({
    ...{ state: "done", counts: { known: 6 + 1 + 2 + 1 + 6 + 1 + earlier.length } },
  });
  expect(lasting(await read(await exported(bob)))).toEqual(lasting(first));
  expect(await sql`select * from credit_ledger where user_id = ${bob.userId}`).toEqual(before);
  expect(await world.violations()).toEqual([]);
});

/** A zip with nothing but that in the place of the profile picture. */
async function zipWith(picture: Uint8Array): Promise<Buffer> {
  const manifest = first.text(exportPaths.manifest);
  const files = [
    { name: exportPaths.manifest, input: manifest },
    { name: exportPaths.picture, input: Uint8Array.from(picture) },
  ];
  return await buffer(makeZip(files));
}

const pictureOf = async (who: Viewer) => {
  const { account } = await world.database.asViewer(who).call("account_page", {});
  return await profiles.picture(who, account?.avatar ?? "");
};

test("the profile picture comes in the same to the byte, and takes no other's place", async () => {
  expect(pictureIn(first)?.equals(portrait)).toBe(true);
  const bob = await world.person();
  expect(await bringIn(bob, await zipWith(portrait))).toMatchObject({ counts: { picture: 1 } });
  expect(await pictureOf(bob)).toEqual(portrait);
  expect(pictureIn(await read(await exported(bob)))?.equals(portrait)).toBe(true);
  const other = await zipWith(await portraitOf("#24e"));
  expect(await bringIn(bob, other)).toMatchObject({ counts: { known: 1 }, faultCount: 0 });
  expect(await pictureOf(bob)).toEqual(portrait);
});

test("a profile picture in a zip is checked and cleaned like an upload", async () => {
  const bob = await world.person();
  const broken = await bringIn(bob, await zipWith(Buffer.from("no picture")));
  expect(broken).toMatchObject({
    ...{ state: "done", faultCount: 1, counts: {} },
    faults: [{ name: exportPaths.picture, why: "unsupported" }],
  });
  expect(await pictureOf(bob)).toBeNull();
  const exif = { IFD3: { GPSLatitude: "52/1 30/1 0/1", GPSLatitudeRef: "N" } };
  const telling = pixels("#5a5").resize(256, 256).webp().withExif(exif);
  await bringIn(bob, await zipWith(await telling.toBuffer()));
  const kept = await sharp((await pictureOf(bob)) ?? Buffer.alloc(0)).metadata();
  expect(kept).toMatchObject({ format: "webp", width: 256, height: 256 });
  expect(kept.exif).toBeUndefined();
});

test("comes back where it was made without making anything twice", async () => {
  const bob = await world.person();
  await bringIn(bob, await exported(ann));
  const own = await bringIn(ann, await exported(bob));
  expect(own).toMatchObject({ state: "done", faultCount: 0 });
  expect(own.counts).not.toHaveProperty("files");
  expect(lasting(await read(await exported(ann)))).toEqual(lasting(first));
  expect(await world.violations()).toEqual([]);
});

test("is no request here: nothing counts it, and its searches find it", async () => {
  const bob = await world.person();
  const requests = async () =>
    await sql`
    select measure, sum(count)::int as count from private.all_tallies
    where measure in ('requests', 'active', 'work') group by 1 order by 1`;
  const before = await requests();
  await bringIn(bob, await exported(ann));
  expect(await requests()).toEqual(before);
  const studio = await world.ask("studio_page", { p_kind: "image" }, bob);
  expect(studio).toMatchObject({ body: { generations: [] } });
  const page = await world.ask(
    "gallery_page",
    {
      p_view: "recent",
      p_sort: "newest",
      p_page: 1,
      p_page_size: 20,
      p_count: null,
      p_filter: { search: "red house" },
    },
    bob,
  );
  expect(JSON.stringify(page)).toContain("A red house");
});

test("goes on when the access token that it began with has run out", async () => {
  const bob = await world.person(10_000);
  await make(bob, await pixels("#222").png().toBuffer());
  const second = await make(bob, await pixels("#333").png().toBuffer());
  const late = { ...bob, accessToken: "run.out.token" };
  const reader = (await exportEverything(deps, late)).getReader();
  const chunks = [(await reader.read()).value ?? new Uint8Array()];
  // Saving a file moves it.
  const from = (await deps.mediaFiles.find(bob, second)).path;
  const path = from.replace("temporary", "permanent");
  await store.copy(from, path);
  await sql`update media set path = ${path}, saved_at = now(), expires_at = null where id = ${second}`;
  await store.delete([from]);
  for (let next = await reader.read(); !next.done; next = await reader.read())
    chunks.push(next.value);
  const zip = await read(Buffer.concat(chunks));
  expect(zip.items.map(({ facts, hash }) => hash === facts.sha256)).toEqual([true, true]);
  expect(zip.text(exportPaths.missing)).toBe("");
});

test("breaks off when the session ends meanwhile, so that half of it never passes for all", async () => {
  const bob = await world.person();
  const reader = (await exportEverything(deps, bob)).getReader();
  await reader.read();
  await server.call("revoke_session", sessionOf(bob));
  const readAll = async () => {
    while (!(await reader.read()).done);
  };
  expect(await refusalOf(readAll())).toMatchObject({ code: "signed_out" });
  expect(await refusalOf(exportEverything(deps, bob))).toMatchObject({ code: "signed_out" });
});
