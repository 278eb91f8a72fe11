import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { refusalOf, startWorld } from "./world";

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

test("saves, trashes and restores", async () => {
  const { userId, ...ann } = await world.person();
  const [one = "", two = ""] = await world.make(
    { userId, ...ann },
    { mediaIds: [randomUUID(), randomUUID()] },
  );
  expect(await stateOf(one)).toEqual({ shelf: "recent", days: 3 });
  expect(await server.call("save_media", { userId, mediaIds: [one] })).toEqual({ mediaIds: [one] });
  expect(await stateOf(one)).toEqual({ shelf: "saved", days: null });
  await server.call("trash_media", { userId, mediaIds: [one, two] });
  expect([await stateOf(one), await stateOf(two)]).toEqual([
    { shelf: "trash", days: 7 },
    { shelf: "trash", days: 7 },
  ]);
  await server.call("restore_media", { userId, mediaIds: [one, two] });
  expect([await stateOf(one), await stateOf(two)]).toEqual([
    { shelf: "saved", days: null },
    { shelf: "recent", days: 3 },
  ]);
});

test("changes nothing by a repeat", async () => {
  const ann = await world.person();
  const [id = ""] = await world.make(ann);
  const call = (name: "save_media" | "trash_media") =>
    server.call(name, { userId: ann.userId, mediaIds: [id] });
  for (const name of ["save_media", "trash_media"] as const) {
    await call(name);
    const before = await sql`select * from media where id = ${id}`;
    await call(name);
    expect(await sql`select * from media where id = ${id}`).toEqual(before);
  }
});

test("leaves out what is someone else's, and answers it like a missing file", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [[mine = ""], [theirs = ""]] = await Promise.all([world.make(ann), world.make(bob)]);
  for (const name of ["save_media", "trash_media"] as const) {
    const reached = await server.call(name, {
      userId: ann.userId,
      mediaIds: [mine, theirs, randomUUID(), "x"],
    });
    expect(reached).toEqual({ mediaIds: [mine] });
    expect(
      (await refusalOf(server.call(name, { userId: ann.userId, mediaIds: [theirs] }))).code,
    ).toBe("not_found");
  }
  expect(
    (await refusalOf(server.call("restore_media", { userId: ann.userId, mediaIds: [theirs] })))
      .code,
  ).toBe("not_found");
  expect(
    (
      await refusalOf(
        server.call("share_media", { userId: ann.userId, mediaId: theirs, ...newLink() }),
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
    expect((await refusalOf(server.call(name, { userId: ann.userId, mediaIds: [id] }))).code).toBe(
      "not_found",
    );
  }
});

test("shares a file by one link until that is revoked", async () => {
  const ann = await world.person();
  const [mediaId = ""] = await world.make(ann);
  const [first, second] = [newLink(), newLink()];
  const share = (link: typeof first) =>
    server.call("share_media", { userId: ann.userId, mediaId, ...link });
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
  await server.call("revoke_share", { userId: ann.userId, shareId: first.shareId });
  expect(await server.call("shared_media", { tokenHash })).toBeNull();
  expect(await share(second)).toEqual({ shareId: second.shareId });
});

test("shows a shared file no longer once it is in the trash or its time is over", async () => {
  const ann = await world.person();
  const [mediaId = ""] = await world.make(ann);
  const link = newLink();
  await server.call("share_media", { userId: ann.userId, mediaId, ...link });
  const seen = () => server.call("shared_media", { tokenHash: link.tokenHash });
  await server.call("trash_media", { userId: ann.userId, mediaIds: [mediaId] });
  expect(await seen()).toBeNull();
  await server.call("restore_media", { userId: ann.userId, mediaIds: [mediaId] });
  expect(await seen()).toMatchObject({ id: mediaId });
  await sql`update media set expires_at = now() where id = ${mediaId}`;
  expect(await seen()).toBeNull();
});

test("lets nobody revoke another person's link", async () => {
  const [ann, bob] = await Promise.all([world.person(), world.person()]);
  const [mediaId = ""] = await world.make(ann);
  const link = newLink();
  await server.call("share_media", { userId: ann.userId, mediaId, ...link });
  expect(
    (await refusalOf(server.call("revoke_share", { userId: bob.userId, shareId: link.shareId })))
      .code,
  ).toBe("not_found");
  expect(await server.call("shared_media", { tokenHash: link.tokenHash })).not.toBeNull();
});
