import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { createSupabaseDepartures } from "~/.server/account/supabase-departures";
import { createSupabaseEmailChanges } from "~/.server/account/supabase-email-changes";
import { createSupabaseProfiles } from "~/.server/account/supabase-profiles";
import { createSupabaseLedger } from "~/.server/credits/supabase-ledger";
import { createSupabasePages } from "~/.server/gallery/supabase-pages";
import type { Viewer } from "~/domain/viewer";
import { sessionOf, startWorld } from "./world";

const world = await startWorld();
const { sql, server, database } = world;
const profiles = createSupabaseProfiles(database);
const departures = createSupabaseDepartures(database);
const emailChanges = createSupabaseEmailChanges(database);
const ledger = createSupabaseLedger(database);
const pages = createSupabasePages(database);

/** As if the week were over. */
const weekLater = ({ userId }: Viewer) =>
  sql`update users set deletes_at = now() - interval '1 second' where id = ${userId}`;

const share = async (viewer: Viewer, mediaId: string) => {
  const token = randomUUID().replaceAll("-", "").repeat(2);
  await server.call("make_share", {
    ...{ ...sessionOf(viewer), p_media_id: mediaId, p_share_id: randomUUID() },
    ...{ p_token_hash: token, p_shows_prompt: true, p_is_listed: false },
  });
  return token;
};
const isLive = async (token: string) =>
  (await sql`select from private.live_share(${token})`).length === 1;

test("a name keeps every script, on one line, without what turns the words around it about", async () => {
  const ann = await world.person();
  await profiles.chooseName(ann, "  Zoë 李 ‮\n\u0007 مريم  ");
  expect((await pages.account(ann))?.name).toBe("Zoë 李 مريم");
  await profiles.chooseName(ann, "");
  expect((await pages.account(ann))?.name).toBe("");
});

test("a picture is seen by its owner alone, and goes with its last version", async () => {
  const [ann, bob] = [await world.person(), await world.person()];
  const webp = Buffer.from("a picture");
  await profiles.choosePicture(ann, webp);
  const version = (await pages.account(ann))?.avatar ?? "";
  expect(Buffer.from((await profiles.picture(ann, version)) ?? [])).toEqual(webp);
  expect(await profiles.picture(bob, version)).toBeNull();
  await profiles.choosePicture(ann, Buffer.from("another"));
  expect(await profiles.picture(ann, version)).toBeNull();
  await profiles.choosePicture(ann, null);
  expect((await pages.account(ann))?.avatar).toBeNull();
  expect(await sql`select from avatars where user_id = ${ann.userId}`).toEqual([]);
});

test("the history of credits is one's own, of the days that were asked for, and goes on after a number", async () => {
  const [ann, bob] = [await world.person(), await world.person()];
  for (let count = 0; count < 3; count += 1) await world.start(ann);
  await world.start(bob, { prompt: "Bob's" });
  const all = { from: null, to: null };
  const entries = await ledger.history(ann, all, 0);
  expect(entries.map(({ seq, delta }) => [seq, delta])).toEqual([
    [1, 10_000],
    ...[2, 3, 4].map((seq) => [seq, -500]),
  ]);
  expect((await ledger.history(ann, all, 2)).map(({ seq }) => seq)).toEqual([3, 4]);
  const today = new Date().toISOString().slice(0, 10);
  expect(await ledger.history(ann, { from: today, to: today }, 0)).toHaveLength(4);
  expect(await ledger.history(ann, { from: null, to: "2020-01-01" }, 0)).toEqual([]);
  await server.call("revoke_session", sessionOf(ann));
  await expect(ledger.history(ann, all, 0)).rejects.toMatchObject({ code: "signed_out" });
});

test("who leaves has dead links and spends nothing, and has all of it back when they stay", async () => {
  const ann = await world.person();
  const [mediaId = ""] = await world.make(ann);
  const token = await share(ann, mediaId);
  const { goesAt, isNews } = await departures.leave(ann);
  expect(isNews).toBe(true);
  expect(Math.round((Date.parse(goesAt) - Date.now()) / 86_400_000)).toBe(7);
  expect(await departures.leave(ann)).toEqual({ goesAt, isNews: false });
  expect(Date.parse((await pages.account(ann))?.deletesAt ?? "")).toBe(Date.parse(goesAt));
  expect(await isLive(token)).toBe(false);
  for (const spend of [() => world.start(ann), () => share(ann, mediaId), () => redeem(ann)])
    await expect(spend()).rejects.toMatchObject({ code: "leaving" });
  await world.cleanUp(100);
  expect(await departures.stay(ann)).toBe(true);
  expect(await departures.stay(ann)).toBe(false);
  expect(await isLive(token)).toBe(true);
  await world.start(ann);
});

const redeem = (viewer: Viewer) => ledger.redeem(viewer, "00000-00000-00000-0000O");

test("after a week the clean-up takes the account apart, step by step, and only the books stay", async () => {
  const ann = await world.person(20_000);
  const made = [...(await world.make(ann)), ...(await world.make(ann)), ...(await world.make(ann))];
  const waiting = await world.start(ann, { prompt: "Grandma's secret garden" });
  await profiles.choosePicture(ann, Buffer.from("a picture"));
  await profiles.chooseName(ann, "Ann the Secret");
  await emailChanges.note(ann, "secret@example.com");
  await sql`insert into private.known_places (account, place, seen_at)
    select encode(sha256(convert_to(${ann.email}::text, 'UTF8')), 'hex'), ${`device:${"a".repeat(64)}`}, now()`;
  await sql`
    insert into auth.audit_log_entries (id, payload)
    select gen_random_uuid(), json_build_object('actor_id', ${ann.userId}::text, 'actor_username', ${ann.email}::text)
    from generate_series(1, 3)`;
  await departures.leave(ann);
  await world.cleanUp(100);
  expect(await sql`select from media where user_id = ${ann.userId}`).toHaveLength(3);
  await weekLater(ann);
  await expect(departures.stay(ann)).rejects.toMatchObject({ code: "leaving" });

  // Each step takes two rows, as if the process had died after it.
  const steps = [await world.cleanUp(2), await world.cleanUp(2)];
  expect(steps.map(({ removed }) => removed["accounts"])).toEqual([0, 0]);
  expect(await sql`select from media where user_id = ${ann.userId}`).toHaveLength(0);
  expect((await pages.account(ann)) ?? null).toBeNull();
  for (let step = 0; step < 10; step += 1) await world.cleanUp(2);

  expect(await sql`select from auth.users where id = ${ann.userId}`).toEqual([]);
  const [left] = await sql`
    select name, avatar, deletes_at, deleted_at is not null as gone from users where id = ${ann.userId}`;
  expect(left).toEqual({ name: "", avatar: null, deletes_at: null, gone: true });
  expect(await world.status(waiting)).toBe("canceled");
  const planned = await sql`
    select from private.blob_deletions where ${made}::text[] && regexp_split_to_array(path, '[/.]')`;
  expect(planned.length).toBe(6);
  expect(await rowsOf(ann)).toEqual([
    "private.active_days",
    "private.fair_queue",
    "private.first_grants",
    "public.credit_ledger",
    "public.generations",
  ]);
  expect(await tablesWith(["secret", ann.email])).toEqual([]);
  expect(await world.violations()).toEqual([]);
  const before = await sql`select * from credit_ledger where user_id = ${ann.userId}`;
  await world.cleanUp(100);
  expect(await sql`select * from credit_ledger where user_id = ${ann.userId}`).toEqual(before);
});

interface Place {
  name: string;
}

const tablesOf = (column: string) => sql<Place[]>`
  select c.table_schema || '.' || c.table_name as name from information_schema.columns c
  join information_schema.tables t using (table_schema, table_name)
  where c.table_schema in ('public', 'private', 'auth') and t.table_type = 'BASE TABLE'
    and (${column} = '' or c.column_name = ${column}) group by 1 order by 1`;

/** Which tables still have rows of that person. */
async function rowsOf({ userId }: Viewer): Promise<string[]> {
  const names = [];
  for (const { name } of await tablesOf("user_id")) {
    const rows = await sql.unsafe(`select from ${name} where user_id = '${userId}' limit 1`);
    if (rows.length > 0) names.push(name);
  }
  return names;
}

/** Which tables still have one of these words, in whatever column. */
async function tablesWith(words: string[]): Promise<string[]> {
  const names = [];
  for (const { name } of await tablesOf("")) {
    const pattern = `(${words.join("|")})`;
    const rows = await sql.unsafe(`select from ${name} r where r::text ~* $1 limit 1`, [pattern]);
    if (rows.length > 0) names.push(name);
  }
  return names;
}

test("an account that cannot be deleted is counted, and keeps nothing else from being cleaned up", async () => {
  const [ann, bob] = [await world.person(), await world.person()];
  const kept = await world.make(ann);
  for (const person of [ann, bob]) await departures.leave(person);
  for (const person of [ann, bob]) await weekLater(person);
  await server.call("take_rate_limit", { p_bucket: "old", p_limit: 1, p_window_seconds: 60 });
  await sql`update private.rate_limits set expires_at = now() - interval '1 second'`;
  await sql.unsafe(`
    create function public.planted() returns trigger language plpgsql as $$ begin raise 'planted'; end $$;
    create trigger planted before delete on auth.users for each row
      when (old.id = '${ann.userId}') execute function public.planted();`);
  const { failedAccounts, removed } = await world.cleanUp(100);
  expect({ failedAccounts, ...removed }).toMatchObject({ failedAccounts: 1, accounts: 1 });
  expect(await sql`select from auth.users where id = ${bob.userId}`).toEqual([]);
  expect(await sql`select from private.rate_limits where bucket = 'old'`).toEqual([]);
  expect(await sql`select id from media where user_id = ${ann.userId}`).toHaveLength(kept.length);
  await sql.unsafe("drop function public.planted() cascade");
  expect(await world.cleanUp(100)).toMatchObject({ failedAccounts: 0, removed: { accounts: 1 } });
});

test("two clean-ups at once delete an account once", async () => {
  const ann = await world.person();
  await world.make(ann);
  await departures.leave(ann);
  await weekLater(ann);
  await Promise.all([
    sql`select private.remove_leaving_accounts(100)`,
    sql`select private.remove_leaving_accounts(100)`,
  ]);
  expect(await sql`select from auth.users where id = ${ann.userId}`).toEqual([]);
  expect(await world.violations()).toEqual([]);
});

test("another address ends every session and every link in the old mailbox", async () => {
  const ann = await world.person();
  const other = await world.elsewhere(ann);
  await sql`update auth.users set recovery_token = 'a link' where id = ${ann.userId}`;
  await emailChanges.note(ann, "new@example.com");
  expect(await emailChanges.pending(ann)).toEqual({
    newEmail: "new@example.com",
    isHalfConfirmed: false,
  });
  await sql`update auth.users set email = ${`new-${ann.email}`} where id = ${ann.userId}`;
  await expect(emailChanges.pending(ann)).rejects.toMatchObject({ code: "signed_out" });
  await expect(emailChanges.pending(other)).rejects.toMatchObject({ code: "signed_out" });
  const [row] = await sql`select recovery_token from auth.users where id = ${ann.userId}`;
  expect(row).toEqual({ recovery_token: "" });
});

test("both mailboxes prove the new address, and whoever else writes one down does not", async () => {
  const isProven = async (halfConfirmed: boolean) => {
    const ann = await world.person();
    const wanted = `new-${ann.email}`;
    await sql`update auth.users set email_change = ${wanted} where id = ${ann.userId}`;
    await sql`update auth.users set email_change_confirm_status = ${halfConfirmed ? 1 : 0} where id = ${ann.userId}`;
    await sql`update auth.users set email = ${wanted}, email_change = '' where id = ${ann.userId}`;
    const [row] = await sql`
      select proven_email_hash = encode(sha256(convert_to(${wanted}::text, 'UTF8')), 'hex') as proven
      from users where id = ${ann.userId}`;
    return row?.["proven"];
  };
  expect([await isProven(true), await isProven(false)]).toEqual([true, null]);
});

test("links that Auth keeps in a table of their own die too, when one stays or wants another address", async () => {
  await sql`create table auth.one_time_tokens (user_id uuid, token_type text)`;
  onTestFinished(async () => void (await sql`drop table auth.one_time_tokens`));
  const [ann, bob] = [await world.person(), await world.person()];
  const kinds = ["email_change_token_current", "email_change_token_new", "recovery_token"];
  const tokensOf = async ({ userId }: Viewer) =>
    (await sql`select token_type from auth.one_time_tokens where user_id = ${userId}`).map(
      (row) => row["token_type"] as string,
    );
  const send = async ({ userId }: Viewer) => {
    await sql`insert into auth.one_time_tokens select ${userId}::uuid, unnest(${kinds}::text[])`;
    await sql`update auth.users set email_change = 'new@example.com' where id = ${userId}`;
    await sql`update auth.users set email_change_confirm_status = 1 where id = ${userId}`;
  };
  await emailChanges.note(ann, "new@example.com");
  for (const person of [ann, bob]) await send(person);
  await emailChanges.note(ann, "new@example.com");
  expect(await tokensOf(ann)).toEqual(kinds);
  await emailChanges.note(ann, "taken@example.com");
  expect(await emailChanges.pending(ann)).toEqual({
    newEmail: "taken@example.com",
    isHalfConfirmed: false,
  });
  await emailChanges.cancel(bob);
  for (const person of [ann, bob]) expect(await tokensOf(person)).toEqual(["recovery_token"]);
  await sql`update auth.users set email = ${`new-${ann.email}`} where id = ${ann.userId}`;
  expect(await tokensOf(ann)).toEqual([]);
});

test("a change that is called off, or an hour old, is shown no more, and its links are dead", async () => {
  const ann = await world.person();
  const links = () => sql`
    update auth.users set email_change = 'new@example.com', email_change_token_current = 'old link',
      email_change_token_new = 'new link' where id = ${ann.userId}`;
  await emailChanges.note(ann, "new@example.com");
  await links();
  await sql`update auth.users set email_change_confirm_status = 1 where id = ${ann.userId}`;
  expect((await emailChanges.pending(ann))?.isHalfConfirmed).toBe(true);
  expect(await emailChanges.addressBefore("new link")).toBe(ann.email);
  await emailChanges.cancel(ann);
  expect(await emailChanges.pending(ann)).toBeNull();
  expect(await emailChanges.addressBefore("new link")).toBeNull();
  expect(await emailChanges.addressBefore("")).toBeNull();
  await emailChanges.note(ann, "new@example.com");
  await sql`update private.email_changes set asked_at = now() - interval '1 hour' where user_id = ${ann.userId}`;
  expect(await emailChanges.pending(ann)).toBeNull();
});
