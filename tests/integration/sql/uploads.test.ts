import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import { createSupabaseMediaFiles } from "~/.server/media/supabase-media-files";
import { createSupabaseMediaRows } from "~/.server/media/supabase-media-rows";
import { createSupabaseUploads } from "~/.server/media/supabase-uploads";
import type { UploadOwner, UploadRole } from "~/.server/media/uploads-port";
import type { Viewer } from "~/domain/viewer";
import { fileOf, inputOf, refusalOf, startWorld } from "./world";

const world = await startWorld();
const { sql, store, database, server } = world;
const uploads = createSupabaseUploads(database);
const pages = createSupabasePages(database);
const files = createSupabaseMediaFiles(database);

/** `content`: what tells its bytes from those of others. */
async function give(
  owner: UploadOwner,
  role: UploadRole = "picture",
  content: string = randomUUID(),
): Promise<string> {
  const id = randomUUID();
  const { durationSeconds: _none, ...file } = fileOf(id);
  await uploads.plan(id, null);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return await uploads.keep(owner, role, { ...file, sha256 });
}

const visitor = () => randomUUID().replaceAll("-", "").repeat(2);
const idsOf = async (viewer: Viewer) =>
  (await pages.studio(viewer, "edit")).uploads.map(({ id }) => id);
const nothing = { sources: [], films: [], uploads: [], maskIds: [], made: [] };
const expire = (id: string) => sql`update uploads set expires_at = now() where id = ${id}`;
const isThere = async (id: string) => (await sql`select from uploads where id = ${id}`).length > 0;
const edit = (viewer: Viewer, sourceMediaId: string) =>
  world.startAndClaim(viewer, { kind: "edit", sourceMediaId });

test("an upload is its owner's: to be chosen, served and started from, and nobody else's", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const id = await give({ viewer: ann });
  expect(await idsOf(ann)).toEqual([id]);
  expect((await pages.studio(ann, "image")).uploads).toEqual([]);
  expect(await files.find(ann, id)).toMatchObject({ path: `media/${id}.png`, prompt: "" });
  expect(await idsOf(bob)).toEqual([]);
  expect((await uploads.inputs(ann, [id])).uploads).toMatchObject([{ id }]);
  expect(await uploads.inputs(bob, [id])).toEqual(nothing);
  expect((await refusalOf(files.find(bob, id))).code).toBe("not_found");
  const start = store.start(bob, inputOf({ kind: "edit", sourceMediaId: id }));
  expect((await refusalOf(start)).code).toBe("not_found");
  const claim = await edit(ann, id);
  expect(await files.sourceOf(claim.id)).toMatchObject({ id, path: `media/${id}.png` });
});

test("a visitor's uploads are that browser's alone, until somebody signs in with it", async () => {
  const [mine, others] = [visitor(), visitor()];
  const id = await give({ visitorHash: mine });
  await give({ visitorHash: others });
  expect((await uploads.ofVisitor(mine)).map((upload) => upload.id)).toEqual([id]);
  const ann = await world.person();
  expect(await uploads.inputs(ann, [id])).toEqual(nothing);
  await uploads.claim(ann, mine);
  expect(await idsOf(ann)).toEqual([id]);
  expect(await uploads.ofVisitor(mine)).toEqual([]);
  const [row] =
    await sql`select expires_at > now() + interval '23 hours' as stays from uploads where id = ${id}`;
  expect(row?.["stays"]).toBe(true);
});

test("an unused upload goes with its objects; a needed one stays while the work and its files are there", async () => {
  const ann = await world.person();
  const [unused, used] = [await give({ viewer: ann }), await give({ viewer: ann })];
  const claim = await edit(ann, used);
  await expire(used);
  await expire(unused);
  expect(await server.call("clean_up_preview", {})).toMatchObject({ uploads: 1 });
  const { objects } = await world.cleanUp(100);
  expect([await isThere(unused), await isThere(used)]).toEqual([false, true]);
  expect(objects.map(({ path }) => path).toSorted()).toEqual([
    `media/${unused}.png`,
    `media/${unused}.thumb.webp`,
  ]);
  const [mediaId = ""] = claim.mediaIds;
  await store.complete(claim, [fileOf(mediaId)]);
  await expire(used);
  await world.cleanUp(100);
  expect((await pages.media(ann, mediaId)).sourceUpload).toMatchObject({ id: used });
  await sql`update media set expires_at = now() where id = ${mediaId}`;
  await expire(used);
  await world.cleanUp(100);
  await expire(used);
  await world.cleanUp(100);
  expect(await isThere(used)).toBe(false);
  expect(await world.violations()).toEqual([]);
});

test("what expires at the moment at which it is started from is there for the work", async () => {
  const ann = await world.person();
  const id = await give({ viewer: ann });
  await expire(id);
  await Promise.all([edit(ann, id).catch(() => null), world.cleanUp(100)]);
  const [asked] = await sql`select id from generations where source_media_id = ${id}`;
  expect(await isThere(id)).toBe(asked !== undefined);
});

test("keeps a person's latest sixty and a visitor's latest six", async () => {
  const mine = visitor();
  for (let n = 0; n < 7; n += 1) await give({ visitorHash: mine });
  expect(await uploads.ofVisitor(mine)).toHaveLength(6);
  const ann = await world.person();
  for (let n = 0; n < 61; n += 1) await give({ viewer: ann });
  const left = await sql`select from uploads where user_id = ${ann.userId} and expires_at > now()`;
  expect(left).toHaveLength(60);
});

test("what is marked does not push out what it is marked on", async () => {
  const mine = { visitorHash: visitor() };
  const picture = await give(mine);
  for (let n = 0; n < 7; n += 1) await give(mine, "mask");
  const left = await uploads.ofVisitor(mine.visitorHash);
  expect(left.filter(({ role }) => role === "mask")).toHaveLength(6);
  expect(left.map(({ id }) => id)).toContain(picture);
});

test("the same bytes given again, twice at once too, are the upload that there is", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const given = await Promise.all([1, 2, 3].map(() => give({ viewer: ann }, "picture", "a boat")));
  const [first = ""] = given;
  expect(new Set(given)).toEqual(new Set([first]));
  expect(await idsOf(ann)).toEqual([first]);
  const left = await sql`select from private.leftovers l join uploads u on u.id = l.media_id`;
  expect(left).toEqual([]);
  expect(await give({ viewer: ann }, "mask", "a boat")).not.toBe(first);
  expect(await give({ viewer: bob }, "picture", "a boat")).not.toBe(first);
  await expire(first);
  expect(await give({ viewer: ann }, "picture", "a boat")).not.toBe(first);
});

test("what was stored and never put on record is cleared; what was is compared with the stores", async () => {
  const lost = randomUUID();
  const folder = await uploads.plan(lost, null);
  await sql`update private.leftovers set due_at = now() where media_id = ${lost}`;
  const ann = await world.person();
  const kept = await give({ viewer: ann });
  expect((await world.cleanUp(100)).leftovers).toContainEqual({ mediaId: lost, userId: folder });
  const rows = createSupabaseMediaRows(database);
  expect((await rows.page(null, 1000)).map(({ id }) => id)).toContain(kept);
  const paths = [`media/${kept}.png`, `media/${kept}.thumb.webp`];
  expect((await rows.known("local", paths)).map(({ path }) => path)).toEqual(paths);
  const path = `temporary/${ann.userId}/${kept}.png`;
  const orphans = { p_store: "local", p_paths: [path] };
  expect(await server.call("find_orphans", orphans)).toEqual([]);
});

test("what a visitor left in a store that no row names any more is an orphan; in another database's folder it is not", async () => {
  const folder = await uploads.plan(randomUUID(), null);
  const [ours, others] = [folder, randomUUID()].map((of) => `temporary/${of}/${randomUUID()}.png`);
  const orphans = { p_store: "local", p_paths: [ours ?? "", others ?? ""] };
  expect(await server.call("find_orphans", orphans)).toEqual([ours]);
});

test("goes with its owner's account", async () => {
  const ann = await world.person();
  const id = await give({ viewer: ann });
  await sql`delete from auth.users where id = ${ann.userId}`;
  expect(await isThere(id)).toBe(false);
  expect(await sql`select from private.blob_deletions where path like ${`%${id}%`}`).toHaveLength(
    2,
  );
});

test("a mask is kept and found beside the source, and is no picture to make something from", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [picture, mask] = [await give({ viewer: ann }), await give({ viewer: ann }, "mask")];
  const asked = (owner: Viewer, sourceMediaId: string, id: string) =>
    store.start(owner, inputOf({ kind: "edit", sourceMediaId, inputs: [{ role: "mask", id }] }));
  const bobs = await give({ viewer: bob });
  const refused = [
    [ann, picture, picture],
    [ann, mask, mask],
    [bob, bobs, mask],
  ] as const;
  for (const each of refused) expect((await refusalOf(asked(...each))).code).toBe("not_found");
  expect(await idsOf(ann)).toEqual([picture]);
  const inputs = [{ role: "mask" as const, id: mask }];
  const claim = await world.startAndClaim(ann, { kind: "edit", sourceMediaId: picture, inputs });
  expect(claim.inputs).toEqual(inputs);
  expect(await files.sourceOf(claim.id, mask)).toMatchObject({ id: mask });
  expect(await files.sourceOf(claim.id)).toMatchObject({ id: picture });
  expect((await pages.generation(ann, claim.id)).generation?.inputs).toEqual(inputs);
  expect((await uploads.inputs(ann, [mask])).maskIds).toEqual([mask]);
  await expire(mask);
  await world.cleanUp(100);
  expect(await isThere(mask)).toBe(true);
});

test("further pictures are the person's own, named where one is gone, kept while they are needed, and shown", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [source, look] = [await give({ viewer: ann }), await give({ viewer: ann })];
  const [made = ""] = await world.make(ann);
  const inputs = [
    { role: "style" as const, id: look },
    { role: "person" as const, id: made },
  ];
  const bobs = await give({ viewer: bob });
  const stolen = inputOf({ kind: "edit", sourceMediaId: bobs, inputs });
  const refusal = await refusalOf(store.start(bob, stolen));
  expect([refusal.code, refusal.facts]).toEqual(["not_found", { role: "style", id: look }]);
  const claim = await world.startAndClaim(ann, { kind: "edit", sourceMediaId: source, inputs });
  expect(claim.inputs).toEqual(inputs);
  expect(await files.sourceOf(claim.id, look)).toMatchObject({ id: look });
  expect(await files.sourceOf(claim.id, made)).toMatchObject({ id: made });
  expect((await refusalOf(files.sourceOf(claim.id, bobs))).code).toBe("not_found");
  await expire(look);
  await sql`update media set expires_at = now() where id = ${made}`;
  await world.cleanUp(100);
  expect(await isThere(look)).toBe(true);
  expect(await sql`select from media where id = ${made}`).toHaveLength(1);
  await sql`update media set expires_at = now() + interval '1 day' where id = ${made}`;
  const [edited = ""] = claim.mediaIds;
  await store.complete(claim, [fileOf(edited)]);
  expect((await pages.media(ann, edited)).given).toMatchObject([
    { role: "style", media: null, upload: { id: look } },
    { role: "person", media: { id: made }, upload: null },
  ]);
  expect((await pages.media(ann, made)).madeInto.map(({ id }) => id)).toEqual([edited]);
});
