import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Viewer } from "~/domain/viewer";
import { refusalOf, sessionOf, startWorld } from "./world";

const world = await startWorld();
const { sql, server, admin } = world;
const named = (reportId: string) => ({ p_admin_session: admin, p_report_id: reportId });
const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;

/** Shares a file or a board, and returns the hash of the link. */
async function share(viewer: Viewer, target: { p_media_id: string } | { p_board_id: string }) {
  const p_token_hash = createHash("sha256").update(randomUUID()).digest("hex");
  const choices = { p_share_id: randomUUID(), p_shows_prompt: true, p_is_listed: false };
  await server.call("make_share", { ...sessionOf(viewer), ...target, ...choices, p_token_hash });
  return p_token_hash;
}

async function report(p_token_hash: string, mediaId?: string) {
  const p_report_id = randomUUID();
  const said = { p_reason: "intimate", p_words: "That is me.", p_contact: "me@example.org" };
  await server.call("report_share", { p_report_id, p_token_hash, ...said, p_media_id: mediaId });
  return p_report_id;
}

const takeDown = (
  reportId: string,
  mediaIds: string[] = [],
  reason = "It is her picture",
  isEverything = false,
) =>
  server.call("take_down", {
    ...named(reportId),
    p_media_ids: mediaIds,
    p_is_everything: isEverything,
    p_words: "Please don't.",
    p_take_down_id: randomUUID(),
    p_reason: reason,
  });
const read = (reportId: string, p_page = 1, p_page_size = 100) =>
  server.call("admin_report", { ...named(reportId), p_page, p_page_size });
const stateOf = async (reportId: string) => (await read(reportId))?.state;
const linkOf = (p_token_hash: string) => server.call("share_state", { p_token_hash });
const audit = async (reportId: string) =>
  (
    await sql`select actor, action, reason from admin_audit_log where subject = ${reportId} order by id`
  ).map(({ actor, action, reason }) => [actor, action, reason]);
const isThere = async (mediaId: string) =>
  (
    await sql`select from media where id = ${mediaId} and (expires_at is null or expires_at > now())`
  ).length === 1;

/** A shared file of somebody's own, with bytes like no other's unless given. */
async function sharedFile(sha256 = createHash("sha256").update(randomUUID()).digest("hex")) {
  const ann = await world.person();
  const [mediaId = ""] = await world.make(ann);
  await sql`update media set sha256 = ${sha256} where id = ${mediaId}`;
  const link = await share(ann, { p_media_id: mediaId });
  return { ann, mediaId, link, sha256 };
}

test("what is taken down is off every shared page, hidden from its owner and told to them", async () => {
  const { ann, mediaId, link, sha256 } = await sharedFile();
  await server.call("save_media", {
    ...sessionOf(ann),
    p_files: [
      {
        mediaId,
        from: `media/${mediaId}.png`,
        path: `saved/${mediaId}.png`,
        thumbPath: `saved/${mediaId}.webp`,
      },
    ],
  });
  const copy = await sharedFile(sha256);
  const id = await report(link);
  const other = await report(link);
  expect(await takeDown(id)).toEqual([{ email: expect.stringContaining("@"), file_count: 1 }]);
  expect([await linkOf(link), await isThere(mediaId)]).toEqual(["ended", false]);
  expect(await linkOf(copy.link)).toBe("ended");
  expect(await isThere(copy.mediaId)).toBe(true);
  expect(await code(share(copy.ann, { p_media_id: copy.mediaId }))).toBe("taken_down");
  expect([await stateOf(id), await stateOf(other)]).toEqual(["taken_down", "taken_down"]);
  expect(await audit(id)).toEqual([["Grace", "take_down", "It is her picture"]]);
  const told =
    await sql`select words, file_count, seen_at from take_downs where user_id = ${ann.userId}`;
  expect(told).toEqual([{ words: "Please don't.", file_count: 1, seen_at: null }]);
  expect(await code(takeDown(id))).toBe("already_finished");
  expect(await world.violations()).toEqual([]);
});

test("a clean-up keeps what was taken down for a month, and an undo gives it back", async () => {
  const { ann, mediaId, link } = await sharedFile();
  const id = await report(link);
  await takeDown(id);
  await world.cleanUp(1000);
  await server.call("undo_take_down", { ...named(id), p_reason: "I was wrong" });
  expect([await isThere(mediaId), await stateOf(id), await linkOf(link)]).toEqual([
    true,
    "rejected",
    "ended",
  ]);
  const fresh = await share(ann, { p_media_id: mediaId });
  expect(await linkOf(fresh)).toBe("live");
  expect(await code(server.call("undo_take_down", { ...named(id), p_reason: "Again" }))).toBe(
    "already_finished",
  );
  const again = await report(fresh);
  await takeDown(again);
  await sql`update media set taken_down_at = now() - interval '31 days', expires_at = now() - interval '31 days' where id = ${mediaId}`;
  await world.cleanUp(1000);
  expect(await sql`select from media where id = ${mediaId}`).toHaveLength(0);
});

test("what two take-downs hide comes back when both are undone", async () => {
  const { ann, mediaId, link } = await sharedFile();
  const boardId = randomUUID();
  const board = { p_board_id: boardId, p_name: "Sea", p_media_ids: [mediaId] };
  await server.call("make_board", { ...sessionOf(ann), ...board });
  const ofBoard = await report(await share(ann, { p_board_id: boardId }));
  const ofFile = await report(link);
  await takeDown(ofFile);
  await takeDown(ofBoard, [mediaId]);
  const undo = (id: string) =>
    server.call("undo_take_down", { ...named(id), p_reason: "I was wrong" });
  await undo(ofFile);
  expect(await isThere(mediaId)).toBe(false);
  await undo(ofBoard);
  expect(await isThere(mediaId)).toBe(true);
});

test("two take-downs of one file wait for each other in no circle", async () => {
  const { mediaId, link } = await sharedFile();
  const ids = [await report(link), await report(link)];
  let both: Promise<string[]> = Promise.resolve([]);
  await sql.begin(async (tx) => {
    await tx`select from media where id = ${mediaId} for update`;
    // Not by the client, which tries again what ended in a circle.
    both = Promise.all(
      ids.map((id) =>
        sql`select from take_down(${admin}, ${id}, '{}', false, '', ${randomUUID()}, 'It is hers')`.then(
          () => "done",
          ({ detail }) => String(detail),
        ),
      ),
    );
    await expect
      .poll(async () => (await sql`select from pg_locks where not granted`).length)
      .toBeGreaterThan(1);
  });
  expect((await both).toSorted()).toEqual(["already_finished", "done"]);
});

test("a file that its owner deleted after the report is blocked all the same", async () => {
  const { mediaId, link, sha256 } = await sharedFile();
  const id = await report(link);
  await sql`delete from media where id = ${mediaId}`;
  await takeDown(id);
  expect((await sharedFileOf(sha256)).link).toBe("taken_down");
});

/** The same bytes, shared by somebody else. */
async function sharedFileOf(sha256: string) {
  const zoe = await world.person();
  const [mediaId = ""] = await world.make(zoe);
  await sql`update media set sha256 = ${sha256} where id = ${mediaId}`;
  return { link: await code(share(zoe, { p_media_id: mediaId })) };
}

test("of a board the link ends, and of its files go those that are named", async () => {
  const ann = await world.person(20_000);
  const [one = "", two = "", three = ""] = [
    ...(await world.make(ann)),
    ...(await world.make(ann)),
    ...(await world.make(ann)),
  ];
  for (const id of [one, two, three])
    await sql`update media set sha256 = encode(sha256(id::text::bytea), 'hex') where id = ${id}`;
  const boardId = randomUUID();
  const made = { p_board_id: boardId, p_name: "Sea", p_media_ids: [one, two, three] };
  await server.call("make_board", { ...sessionOf(ann), ...made });
  const order = { p_board_id: boardId, p_media_ids: [two, three, one] };
  await server.call("order_on_board", { ...sessionOf(ann), ...order });
  const link = await share(ann, { p_board_id: boardId });
  const [whole, ofOne] = [await report(link), await report(link, one)];
  const { mediaId: foreign } = await sharedFile();
  await takeDown(whole, [two, foreign, "nonsense"]);
  expect(await Promise.all([one, two, three, foreign].map(isThere))).toEqual([
    true,
    false,
    true,
    true,
  ]);
  expect([await linkOf(link), await stateOf(ofOne)]).toEqual(["ended", "open"]);
  const found = await read(ofOne);
  expect(found?.files.map(({ id, isHidden, isReported }) => [id, isHidden, isReported])).toEqual([
    [one, false, true],
    [two, true, false],
    [three, false, false],
  ]);
  const fresh = await share(ann, { p_board_id: boardId });
  const page = await server.call("shared_page", {
    p_token_hash: fresh,
    p_page: 1,
    p_page_size: 10,
  });
  expect(page?.files.map(({ id }) => id).toSorted()).toEqual([one, three].toSorted());
});

/** A board of somebody's with so many files, each with bytes like no other's. */
async function sharedBoard(count: number) {
  const ann = await world.person(20_000);
  const [first = ""] = await world.make(ann);
  await sql`
    insert into media (id, kind, generation_id, user_id, position, store, path, thumb_path, content_type, size_bytes,
      sha256, width, height, thumbhash, expires_at)
    select gen_random_uuid(), kind, generation_id, user_id, 1, store, path || n, thumb_path || n, content_type, size_bytes,
      sha256, width, height, thumbhash, expires_at
    from media, generate_series(2, ${count}) n where id = ${first}`;
  await sql`
    update media set sha256 = encode(sha256(id::text::bytea), 'hex') where user_id = ${ann.userId}`;
  const rows = await sql<{ id: string; sha256: string }[]>`
    select id, sha256 from media where user_id = ${ann.userId} order by id`;
  const boardId = randomUUID();
  const ids = rows.map(({ id }) => id);
  await server.call("make_board", {
    ...sessionOf(ann),
    ...{ p_board_id: boardId, p_name: "Sea", p_media_ids: ids.slice(0, 200) },
  });
  for (let at = 200; at < ids.length; at += 200)
    await server.call("add_to_board", {
      ...sessionOf(ann),
      ...{ p_board_id: boardId, p_media_ids: ids.slice(at, at + 200) },
    });
  return { ann, boardId, rows, link: await share(ann, { p_board_id: boardId }) };
}

test("every file of a large take-down is found in the audit log, in one line each way", async () => {
  const { rows, link } = await sharedBoard(230);
  const ids = rows.map(({ id }) => id).toSorted();
  const reportId = await report(link);
  await takeDown(reportId, [], "All of it", true);
  await server.call("undo_take_down", { ...named(reportId), p_reason: "I was wrong" });
  const lines = await sql`
    select action, new_value from admin_audit_log where subject = ${reportId} order by id`;
  expect(lines).toEqual([
    {
      action: "take_down",
      new_value: { takeDownId: expect.any(String), files: 230, hidden: 230, mediaIds: ids },
    },
    { action: "undo_take_down", new_value: { shown: 230, mediaIds: ids } },
  ]);
  const { lines: found } = await server.call("audit_page", {
    ...{ p_admin_session: admin, p_limit: 10, p_subject: ids.at(-1) ?? "" },
  });
  expect(found.map(({ action, newValue }) => [action, newValue])).toEqual([
    ["undo_take_down", { shown: 230, mediaIds: ids.slice(0, 20) }],
    ["take_down", expect.objectContaining({ files: 230, mediaIds: ids.slice(0, 20) })],
  ]);
});

test("what was on a board when it was reported can be taken down although its owner has emptied and deleted it", async () => {
  const { ann, boardId, rows, link } = await sharedBoard(4);
  const [kept = "", off = "", gone = "", last = ""] = rows.map(({ id }) => id);
  const hashOfGone = rows.find(({ id }) => id === gone)?.sha256;
  const [whole, again] = [await report(link), await report(link)];
  await server.call("remove_from_board", {
    ...sessionOf(ann),
    ...{ p_board_id: boardId, p_media_ids: [off] },
  });
  await sql`delete from media where id = ${gone}`;
  await sql`delete from board_media where board_id = ${boardId}`;
  await sql`delete from shares where board_id = ${boardId}`;
  await sql`delete from boards where id = ${boardId}`;
  const found = await read(whole);
  expect(found).toMatchObject({ state: "open", boardName: null, fileCount: 3, goneCount: 1 });
  expect(found?.files.map(({ id }) => id).toSorted()).toEqual([kept, off, last].toSorted());
  await takeDown(whole, [off]);
  expect(await Promise.all([kept, off].map(isThere))).toEqual([true, false]);
  expect((await read(whole))?.leftCount).toBe(3);
  // The rest, once somebody has seen that it is as bad.
  await takeDown(whole, [], "All of it", true);
  expect(await Promise.all([kept, last].map(isThere))).toEqual([false, false]);
  expect((await sharedFileOf(hashOfGone ?? "")).link).toBe("taken_down");
  expect((await read(whole))?.leftCount).toBe(0);
  expect(await code(takeDown(whole, [], "Again", true))).toBe("already_finished");
  expect(await audit(whole)).toEqual([
    ["Grace", "take_down", "It is her picture"],
    ["Grace", "take_down", "All of it"],
  ]);
  expect(await sql`select file_count from take_downs where user_id = ${ann.userId}`).toEqual([
    { file_count: 4 },
  ]);
  expect(await stateOf(again)).toBe("taken_down");
  await server.call("undo_take_down", { ...named(whole), p_reason: "I was wrong" });
  expect(await Promise.all([kept, off, last].map(isThere))).toEqual([...[true, true, true]]);
  expect(await code(takeDown(whole, [], "Again", true))).toBe("already_finished");
});

test("a take-down waits for one who undoes it by another report, and then goes on no more", async () => {
  const { rows, link } = await sharedBoard(2);
  const [first = "", second = ""] = rows.map(({ id }) => id);
  const [one, other] = [await report(link), await report(link)];
  await takeDown(one, [first]);
  expect(await stateOf(other)).toBe("taken_down");
  const more = await sql.begin(async (undoing) => {
    await undoing`update take_downs t set undone_at = now() from reports r where r.id = ${one} and t.id = r.take_down_id`;
    const going = code(takeDown(other, [second]));
    const waiting = () => sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await waiting()).length).toBeGreaterThan(0);
    return { going };
  });
  expect(await more.going).toBe("already_finished");
  expect(await isThere(second)).toBe(true);
});

test("what is kept of a reported board goes with its last report, half a year after that was closed", async () => {
  const { boardId, link } = await sharedBoard(3);
  const [old, young] = [await report(link), await report(link)];
  for (const id of [old, young])
    await server.call("reject_report", { ...named(id), p_reason: "It is a boat" });
  const kept = async () => [
    (await sql`select from reports where board_id = ${boardId}`).length,
    (await sql`select from private.reported_files where board_id = ${boardId}`).length,
  ];
  await sql`update reports set closed_at = now() - interval '181 days' where id = ${old}`;
  await world.cleanUp(1000);
  expect(await kept()).toEqual([1, 3]);
  await sql`update reports set closed_at = now() - interval '181 days' where id = ${young}`;
  await world.cleanUp(2);
  await world.cleanUp(1000);
  expect(await kept()).toEqual([0, 0]);
});

test("a board of more files than a page holds is looked at page by page and taken down whole", async () => {
  const { rows, link } = await sharedBoard(450);
  const id = await report(link);
  const pages = await Promise.all([1, 2, 3].map((page) => read(id, page, 200)));
  expect(pages.map((page) => page?.files.length)).toEqual([200, 200, 50]);
  const seen = new Set(pages.flatMap((page) => page?.files.map((file) => file.id) ?? []));
  expect(seen.size).toBe(450);
  const last = pages[2]?.files[0]?.id ?? "";
  await takeDown(id, [last]);
  expect(await isThere(last)).toBe(false);
  expect(await takeDown(id, [], "All of it", true)).toMatchObject([{ file_count: 449 }]);
  const there = rows.map((row) => row.id);
  expect(
    await sql`select from media where id = any (${there}) and taken_down_at is null`,
  ).toHaveLength(0);
});

test("reports wait in line by their 48 hours, are rejected with a reason, and take notes", async () => {
  await sql`update reports set closed_at = now() where closed_at is null`;
  const { mediaId, link } = await sharedFile();
  const [first, second] = [await report(link), await report(link)];
  await sql`update reports set created_at = now() - interval '49 hours' where id = ${second}`;
  const list = (isOpen: boolean) =>
    server.call("admin_reports", {
      p_admin_session: admin,
      p_is_open: isOpen,
      p_page: 1,
      p_page_size: 50,
    });
  const { reports, ...counts } = await list(true);
  expect(reports.map(({ id }) => id)).toEqual([second, first]);
  expect(counts).toEqual({ open: 2, overdue: 1, hasAfter: false });
  expect(Date.parse(reports[0]!.dueAt) - Date.parse(reports[0]!.createdAt)).toBe(48 * 3_600_000);
  await server.call("note_report", { ...named(first), p_note: "Asked the owner" });
  await server.call("reject_report", { ...named(first), p_reason: "It is a boat" });
  expect([await stateOf(first), await linkOf(link), await isThere(mediaId)]).toEqual([
    "rejected",
    "live",
    true,
  ]);
  expect(await audit(first)).toEqual([
    ["Grace", "note_report", "Asked the owner"],
    ["Grace", "reject_report", "It is a boat"],
  ]);
  expect((await list(false)).reports[0]?.id).toBe(first);
});

test("without a live admin or a reason nothing happens, and a made-up report is not found", async () => {
  const { link, mediaId } = await sharedFile();
  const id = await report(link);
  const nobody = { p_admin_session: "0".repeat(64), p_report_id: id };
  const calls = [
    () => server.call("admin_report", { ...nobody, p_page: 1, p_page_size: 1 }),
    () => server.call("admin_report_file", { ...nobody, p_media_id: mediaId }),
    () => server.call("reject_report", { ...nobody, p_reason: "x" }),
    () => server.call("note_report", { ...nobody, p_note: "x" }),
    () => server.call("undo_take_down", { ...nobody, p_reason: "x" }),
    () =>
      server.call("take_down", {
        ...{ ...nobody, p_media_ids: [], p_is_everything: true, p_words: "", p_reason: "x" },
        p_take_down_id: randomUUID(),
      }),
  ];
  for (const call of calls) expect(await code(call())).toBe("signed_out");
  expect(await code(takeDown(id, [], " "))).toBe("invalid_input");
  expect(await code(takeDown(randomUUID()))).toBe("not_found");
  expect([await stateOf(id), await linkOf(link)]).toEqual(["open", "live"]);
  const [file] = await server.call("admin_report_file", { ...named(id), p_media_id: mediaId });
  expect(file?.id).toBe(mediaId);
  const { mediaId: foreign } = await sharedFile();
  expect(await server.call("admin_report_file", { ...named(id), p_media_id: foreign })).toEqual([]);
});
