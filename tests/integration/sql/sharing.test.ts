import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Viewer } from "~/domain/viewer";
import { refusalOf, sessionOf, startWorld } from "./world";

const world = await startWorld();
const { sql, server, database } = world;

const newLink = () => ({
  p_share_id: randomUUID(),
  p_token_hash: createHash("sha256").update(randomUUID()).digest("hex"),
  p_shows_prompt: true,
  p_is_listed: false,
});
type Link = ReturnType<typeof newLink>;
type Target = { p_media_id: string } | { p_board_id: string };

const share = (viewer: Viewer, target: Target, link: Link, expiresAt?: string) =>
  server.call("make_share", {
    ...sessionOf(viewer),
    ...target,
    ...link,
    p_expires_at: expiresAt,
  });
const revoke = (viewer: Viewer, { p_share_id }: Link) =>
  server.call("revoke_share", { ...sessionOf(viewer), p_share_id });
/** The ids of the files that a stranger sees; null for a dead link. */
const seen = async ({ p_token_hash }: Link, page = 1, p_media_id?: string) => {
  const args = { p_token_hash, p_page: page, p_page_size: 2, p_media_id };
  const found = await server.call("shared_page", args);
  return found && found.files.map(({ id }) => id);
};
const files = async ({ p_token_hash }: Link) =>
  (await server.call("shared_files", { p_token_hash, p_limit: 4 })).map(({ id }) => id);
const state = ({ p_token_hash }: Link) => server.call("share_state", { p_token_hash });
const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;

async function sharedFile() {
  const ann = await world.person();
  const [mediaId = ""] = await world.make(ann);
  const link = newLink();
  await share(ann, { p_media_id: mediaId }, link);
  return { ann, mediaId, link };
}

async function sharedBoard(count: number) {
  const ann = await world.person(20_000);
  const mediaIds: string[] = [];
  for (let at = 0; at < count; at += 1) mediaIds.push(...(await world.make(ann)));
  const boardId = randomUUID();
  const board = { p_board_id: boardId, p_name: "By the sea", p_media_ids: mediaIds };
  await server.call("make_board", { ...sessionOf(ann), ...board });
  await server.call("order_on_board", {
    ...sessionOf(ann),
    p_board_id: boardId,
    p_media_ids: mediaIds,
  });
  const link = newLink();
  await share(ann, { p_board_id: boardId }, link);
  return { ann, boardId, mediaIds, link };
}

test("a file has one link until that is revoked, however often it is shared", async () => {
  const { ann, mediaId, link } = await sharedFile();
  const second = newLink();
  const again = () => share(ann, { p_media_id: mediaId }, second);
  expect(await Promise.all([again(), again()])).toEqual([link.p_share_id, link.p_share_id]);
  expect(await seen(link)).toEqual([mediaId]);
  expect(await files(link)).toEqual([mediaId]);
  expect(await state(link)).toBe("live");
  await revoke(ann, link);
  await revoke(ann, link);
  expect([await seen(link), await files(link), await state(link)]).toEqual([null, [], "ended"]);
  expect(await again()).toBe(second.p_share_id);
  expect(await seen(second)).toEqual([mediaId]);
});

test("what a link shows is what was chosen last", async () => {
  const { ann, mediaId, link } = await sharedFile();
  const { p_token_hash } = link;
  const page = () => server.call("shared_page", { p_token_hash, p_page: 1, p_page_size: 10 });
  expect(await page()).toMatchObject({
    showsPrompt: true,
    isListed: false,
    files: [{ prompt: "A red house by the sea" }],
  });
  const choices = { ...newLink(), p_shows_prompt: false, p_is_listed: true };
  await share(ann, { p_media_id: mediaId }, choices);
  expect(await page()).toMatchObject({ showsPrompt: false, isListed: true });
  expect(JSON.stringify(await page())).not.toContain("red house");
  const [row] = await server.call("shared_files", { p_token_hash, p_limit: 1 });
  expect(row).toMatchObject({ prompt: "", shows_prompt: false, is_listed: true });
});

test("a link that has run out is dead, and makes way for a new one", async () => {
  const { ann, mediaId, link } = await sharedFile();
  const soon = new Date(Date.now() + 60_000).toISOString();
  await share(ann, { p_media_id: mediaId }, newLink(), soon);
  expect(await seen(link)).toEqual([mediaId]);
  await sql`update shares set expires_at = now() where id = ${link.p_share_id}`;
  expect([await seen(link), await files(link), await state(link)]).toEqual([null, [], "ended"]);
  const next = newLink();
  expect(await share(ann, { p_media_id: mediaId }, next)).toBe(next.p_share_id);
  expect([await seen(link), await seen(next)]).toEqual([null, [mediaId]]);
  const past = new Date(Date.now() - 60_000).toISOString();
  expect(await code(share(ann, { p_media_id: mediaId }, next, past))).toBe("invalid_input");
});

test("a link ends with its file, and sharing a file keeps it no longer", async () => {
  const { ann, mediaId, link } = await sharedFile();
  const [before] = await sql`select expires_at from media where id = ${mediaId}`;
  await share(ann, { p_media_id: mediaId }, newLink());
  expect(await sql`select expires_at from media where id = ${mediaId}`).toEqual([before]);
  await server.call("trash_media", { ...sessionOf(ann), p_media_ids: [mediaId] });
  expect([await seen(link), await files(link), await state(link)]).toEqual([null, [], "ended"]);
  expect(await code(share(ann, { p_media_id: mediaId }, newLink()))).toBe("not_found");
  await server.call("restore_media", { ...sessionOf(ann), p_media_ids: [mediaId] });
  expect(await seen(link)).toEqual([mediaId]);
  await sql`update media set expires_at = now() where id = ${mediaId}`;
  expect([await seen(link), await files(link)]).toEqual([null, []]);
});

test("a link of a suspended person is dead until they may act again", async () => {
  const { ann, mediaId, link } = await sharedFile();
  await sql`update users set suspended_at = now() where id = ${ann.userId}`;
  expect([await seen(link), await files(link), await state(link)]).toEqual([null, [], "ended"]);
  expect(await code(share(ann, { p_media_id: mediaId }, newLink()))).toBe("suspended");
  await sql`update users set suspended_at = null where id = ${ann.userId}`;
  expect(await seen(link)).toEqual([mediaId]);
});

test("nobody shares, sees or revokes what is someone else's: it answers like a missing thing", async () => {
  const { mediaId, boardId, link } = await (async () => {
    const { ann, boardId, mediaIds, link } = await sharedBoard(1);
    const [mediaId = ""] = mediaIds;
    await share(ann, { p_media_id: mediaId }, newLink());
    return { mediaId, boardId, link };
  })();
  const bob = await world.person();
  for (const id of [mediaId, randomUUID(), "x", ""])
    expect(await code(share(bob, { p_media_id: id }, newLink()))).toBe("not_found");
  for (const id of [boardId, randomUUID(), "x", ""])
    expect(await code(share(bob, { p_board_id: id }, newLink()))).toBe("not_found");
  expect(await code(revoke(bob, link))).toBe("not_found");
  expect(await code(revoke(bob, newLink()))).toBe("not_found");
  const asBob = database.asViewer(bob);
  const nothing = { media: null, board: null, share: null };
  for (const id of [mediaId, randomUUID()])
    expect(await asBob.call("share_page", { p_media_id: id })).toMatchObject(nothing);
  for (const id of [boardId, randomUUID()])
    expect(await asBob.call("share_page", { p_board_id: id })).toMatchObject(nothing);
  expect(await asBob.call("links_page", { p_page: 1, p_page_size: 10 })).toMatchObject({
    total: 0,
    links: [],
  });
  expect(await state(link)).toBe("live");
});

test("a board is shown in its order, page by page, and one file of it with its neighbours", async () => {
  const { ann, boardId, mediaIds, link } = await sharedBoard(3);
  const [one = "", two = "", three = ""] = mediaIds;
  expect([await seen(link), await seen(link, 2), await seen(link, 3)]).toEqual([
    [one, two],
    [three],
    [],
  ]);
  const { p_token_hash } = link;
  const args = { p_token_hash, p_page: 1, p_page_size: 2 };
  expect(await server.call("shared_page", { ...args, p_media_id: two })).toMatchObject({
    boardName: "By the sea",
    total: 3,
    files: [{ id: two }],
    previousId: one,
    nextId: three,
  });
  const [elsewhere = ""] = await world.make(ann);
  for (const id of [elsewhere, randomUUID(), "x"]) expect(await seen(link, 1, id)).toBeNull();
  await server.call("set_cover", {
    ...sessionOf(ann),
    p_board_id: boardId,
    p_media_id: three,
  });
  expect(await files(link)).toEqual([three, one, two]);
  await server.call("trash_media", { ...sessionOf(ann), p_media_ids: [two] });
  expect([await seen(link), await seen(link, 1, two)]).toEqual([[one, three], null]);
});

test("a board's link is dead while the board is deleted, and lives without any file", async () => {
  const { ann, boardId, mediaIds, link } = await sharedBoard(1);
  const board = { ...sessionOf(ann), p_board_id: boardId };
  await server.call("delete_board", board);
  expect([await seen(link), await files(link), await state(link)]).toEqual([null, [], "ended"]);
  await server.call("restore_board", board);
  expect(await seen(link)).toEqual(mediaIds);
  await server.call("remove_from_board", { ...board, p_media_ids: mediaIds });
  expect([await seen(link), await files(link), await state(link)]).toEqual([[], [], "live"]);
});

test("one's own links are listed while they are live, the latest first", async () => {
  const { ann, boardId, mediaIds, link } = await sharedBoard(2);
  const [one = "", two = ""] = mediaIds;
  const [first, second] = [newLink(), newLink()];
  await share(ann, { p_media_id: one }, first);
  await share(ann, { p_media_id: two }, second);
  const mine = async () => {
    const asAnn = database.asViewer(ann);
    const { links, total } = await asAnn.call("links_page", { p_page: 1, p_page_size: 10 });
    expect(links).toHaveLength(total);
    return links.map(({ id, media, board }) => [id, media?.id ?? board?.id]);
  };
  expect(await mine()).toEqual([
    [second.p_share_id, two],
    [first.p_share_id, one],
    [link.p_share_id, boardId],
  ]);
  await revoke(ann, second);
  await server.call("trash_media", { ...sessionOf(ann), p_media_ids: [one] });
  expect(await mine()).toEqual([[link.p_share_id, boardId]]);
});

test("a report stays when the link has ended, the file is gone and the account too", async () => {
  const { ann, mediaId, link } = await sharedFile();
  const { p_token_hash } = link;
  const words = { p_reason: "rights", p_words: "That is my house.", p_contact: "" };
  const report = (p_report_id: string) =>
    server.call("report_share", { p_report_id, p_token_hash, ...words });
  const id = randomUUID();
  expect([await report(id), await report(id)]).toEqual(["live", "live"]);
  await revoke(ann, link);
  expect(await report(randomUUID())).toBe("ended");
  const unknown = { ...words, p_report_id: randomUUID(), p_token_hash: "ab".repeat(32) };
  expect(await code(server.call("report_share", unknown))).toBe("not_found");
  await sql`delete from auth.users where id = ${ann.userId}`;
  const rows = await sql`
    select share_id, user_id, media_id, words from reports where media_id = ${mediaId}`;
  const kept = { share_id: null, user_id: ann.userId, media_id: mediaId };
  expect(rows).toEqual([
    { ...kept, words: "That is my house." },
    { ...kept, words: "That is my house." },
  ]);
});

test("a report of one file of a board names that file, and none that is not on it", async () => {
  const { boardId, mediaIds, link } = await sharedBoard(1);
  const { p_token_hash } = link;
  const report = (p_media_id: string) =>
    server.call("report_share", {
      p_report_id: randomUUID(),
      p_token_hash,
      p_reason: "other",
      p_words: "",
      p_contact: "",
      p_media_id,
    });
  await report(mediaIds[0] ?? "");
  await report(randomUUID());
  const rows =
    await sql`select media_id from reports where board_id = ${boardId} order by media_id`;
  expect(rows).toEqual([{ media_id: mediaIds[0] }, { media_id: null }]);
});
