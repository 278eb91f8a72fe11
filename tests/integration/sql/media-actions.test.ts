import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Viewer } from "~/domain/viewer";
import { refusalOf, sessionOf, startWorld } from "./world";

const world = await startWorld();
const { sql, server } = world;

const stateOf = async (id: string) => {
  const [row] = await sql`
    select shelf, round(extract(epoch from expires_at - now()) / 86400)::int as days from media where id = ${id}`;
  return row;
};
const newLink = () => {
  const tokenHash = createHash("sha256").update(randomUUID()).digest("hex");
  return { shareId: randomUUID(), tokenHash };
};

/** A file of the world's, as its saving names it: copied from where it was made. */
const move = (mediaId: string) => ({
  mediaId,
  from: `media/${mediaId}.png`,
  path: `permanent/${mediaId}.png`,
  thumbPath: `permanent/${mediaId}.thumb.webp`,
});
const inputs = {
  save_media: (mediaIds: readonly string[]) => ({ files: mediaIds.map(move) }),
  trash_media: (mediaIds: readonly string[]) => ({ mediaIds }),
  restore_media: (mediaIds: readonly string[]) => ({ mediaIds }),
};
const change = (name: keyof typeof inputs, viewer: Viewer, mediaIds: readonly string[]) =>
  server.call(name, { ...sessionOf(viewer), ...inputs[name](mediaIds) });

test("saves, trashes and restores", async () => {
  const ann = await world.person();
  const [one = "", two = ""] = await world.make(ann, { mediaIds: [randomUUID(), randomUUID()] });
  expect(await stateOf(one)).toEqual({ shelf: "recent", days: 3 });
  expect(await change("save_media", ann, [one])).toMatchObject({ mediaIds: [one] });
  expect(await stateOf(one)).toEqual({ shelf: "saved", days: null });
  await server.call("trash_media", { ...sessionOf(ann), mediaIds: [one, two] });
  expect([await stateOf(one), await stateOf(two)]).toEqual([
    { shelf: "trash", days: 7 },
    { shelf: "trash", days: 7 },
  ]);
  await server.call("restore_media", { ...sessionOf(ann), mediaIds: [one, two] });
  expect([await stateOf(one), await stateOf(two)]).toEqual([
    { shelf: "saved", days: null },
    { shelf: "recent", days: 3 },
  ]);
});

test("changes nothing by a repeat", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  for (const name of ["save_media", "trash_media"] as const) {
    await change(name, ann, [id]);
    const before = await sql`select * from media where id = ${id}`;
    await change(name, ann, [id]);
    expect(await sql`select * from media where id = ${id}`).toEqual(before);
  }
});

test("moves what it saves, and hands the old objects over for deletion once", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  const left = [`media/${id}.png`, `media/${id}.thumb.webp`].map((path) => ({
    store: "local",
    path,
  }));
  const saves = await Promise.all(Array.from({ length: 4 }, () => change("save_media", ann, [id])));
  expect(saves).toContainEqual({ mediaIds: [id], left });
  expect(saves.filter((each) => JSON.stringify(each).includes('"left":[]'))).toHaveLength(3);
  expect(await sql`select path, thumb_path from media where id = ${id}`).toEqual([
    { path: `permanent/${id}.png`, thumb_path: `permanent/${id}.thumb.webp` },
  ]);
  expect(await world.violations()).toEqual([]);
});

test("leaves the old objects to the saver for ten minutes, then to a clean-up", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  await change("save_media", ann, [id]);
  const paths = async () => {
    const { paths: handed } = (await world.cleanUp(100)) as {
      paths: { path: string }[];
    };
    return handed.map(({ path }) => path).filter((path) => path.includes(id));
  };
  expect(await paths()).toEqual([]);
  await sql`update private.blob_deletions set taken_until = now()`;
  expect((await paths()).toSorted()).toEqual([`media/${id}.png`, `media/${id}.thumb.webp`]);
});

test("does not save a file that was copied from somewhere else than where it lies", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  const files = [{ ...move(id), from: "media/elsewhere.png" }];
  expect((await refusalOf(server.call("save_media", { ...sessionOf(ann), files }))).code).toBe(
    "not_found",
  );
  expect(await stateOf(id)).toMatchObject({ shelf: "recent" });
});

test("says where the viewer's own files lie that can be saved", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [[mine = ""], [theirs = ""], [binned = ""], [over = ""]] = await Promise.all([
    world.make(ann),
    world.make(bob),
    world.make(ann),
    world.make(ann),
  ]);
  await change("trash_media", ann, [binned]);
  await sql`update media set expires_at = now() where id = ${over}`;
  const places = await world.database
    .asViewer(ann)
    .call("media_places", { mediaIds: [mine, theirs, binned, over, randomUUID(), "x"] });
  expect(places).toEqual([
    {
      id: mine,
      store: "local",
      path: `media/${mine}.png`,
      thumbPath: `media/${mine}.thumb.webp`,
      contentType: "image/png",
    },
  ]);
});

test("leaves out what is someone else's, and answers it like a missing file", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [[mine = ""], [theirs = ""]] = await Promise.all([world.make(ann), world.make(bob)]);
  for (const name of ["save_media", "trash_media"] as const) {
    const reached = await change(name, ann, [mine, theirs, randomUUID(), "x"]);
    expect(reached).toMatchObject({ mediaIds: [mine] });
    expect((await refusalOf(change(name, ann, [theirs]))).code).toBe("not_found");
  }
  expect(
    (await refusalOf(server.call("restore_media", { ...sessionOf(ann), mediaIds: [theirs] }))).code,
  ).toBe("not_found");
  expect(
    (
      await refusalOf(
        server.call("share_media", { ...sessionOf(ann), mediaId: theirs, ...newLink() }),
      )
    ).code,
  ).toBe("not_found");
  expect(await stateOf(theirs)).toMatchObject({ shelf: "recent" });
});

test("cannot reach a file whose time is over", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  await sql`update media set expires_at = now() where id = ${id}`;
  for (const name of ["save_media", "trash_media", "restore_media"] as const) {
    expect((await refusalOf(change(name, ann, [id]))).code).toBe("not_found");
  }
});

test("shares a file by one link until that is revoked", async () => {
  const ann = await world.person();
  const [mediaId = ""] = await world.make(ann);
  const [first, second] = [newLink(), newLink()];
  const share = (link: typeof first) =>
    server.call("share_media", { ...sessionOf(ann), mediaId, ...link });
  expect(await Promise.all([share(first), share(first)])).toEqual([
    { shareId: first.shareId },
    { shareId: first.shareId },
  ]);
  expect(await share(second)).toEqual({ shareId: first.shareId });
  const { tokenHash } = first;
  expect(await server.call("shared_media", { tokenHash })).toMatchObject({
    id: mediaId,
    prompt: "A red house by the sea",
  });
  await server.call("revoke_share", { ...sessionOf(ann), shareId: first.shareId });
  expect(await server.call("shared_media", { tokenHash })).toBeNull();
  expect(await share(second)).toEqual({ shareId: second.shareId });
});

test("shows a shared file no longer once it is in the trash or its time is over", async () => {
  const ann = await world.person();
  const [mediaId = ""] = await world.make(ann);
  const link = newLink();
  await server.call("share_media", { ...sessionOf(ann), mediaId, ...link });
  const seen = () => server.call("shared_media", { tokenHash: link.tokenHash });
  await server.call("trash_media", { ...sessionOf(ann), mediaIds: [mediaId] });
  expect(await seen()).toBeNull();
  await server.call("restore_media", { ...sessionOf(ann), mediaIds: [mediaId] });
  expect(await seen()).toMatchObject({ id: mediaId });
  await sql`update media set expires_at = now() where id = ${mediaId}`;
  expect(await seen()).toBeNull();
});

test("lets nobody revoke another person's link", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [mediaId = ""] = await world.make(ann);
  const link = newLink();
  await server.call("share_media", { ...sessionOf(ann), mediaId, ...link });
  expect(
    (await refusalOf(server.call("revoke_share", { ...sessionOf(bob), shareId: link.shareId })))
      .code,
  ).toBe("not_found");
  expect(await server.call("shared_media", { tokenHash: link.tokenHash })).not.toBeNull();
});
