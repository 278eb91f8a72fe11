import { randomBytes, randomUUID } from "node:crypto";
import type postgres from "postgres";
import { openAdmin, type World } from "./world";

export interface AdminWorld {
  world: World;
  sql: postgres.Sql;
}

/** One call of a function, without session and reason; `changes`: whether there is anything to be changed. */
export interface AdminCall {
  args: object;
  changes: boolean;
}

type MakeCall = (admin: AdminWorld, seed: number) => Promise<AdminCall>;

/** The admin functions that change nothing. admin_name alone writes: that its own session is in use. */
export const adminReads = [
  "admin_name",
  "admin_report",
  "admin_report_file",
  "admin_reports",
  "admin_rules",
  "admin_settings",
  "allowances_page",
  "audit_page",
  "dashboard_page",
  "gift_batch",
  "gift_batches_page",
  "people_page",
  "person_page",
];

/** Another admin has done this before. */
async function before({ world, sql }: AdminWorld, name: string, args: object): Promise<unknown> {
  const session = await openAdmin(sql, "Somebody");
  const call = { p_admin_session: session, p_reason: "To be changed", ...args };
  return (await world.ask(name, call)).body;
}

const giftCodes = (seed: number) => ({
  ...{ p_batch_id: randomUUID(), p_label: `Batch ${seed}`, p_credits: seed + 1, p_max_uses: 1 },
  p_code_hashes: [randomBytes(32).toString("hex")],
});
const allowance = (userId: string, seed: number) => ({
  ...{ p_user_id: userId, p_mode: "add", p_credits: seed + 1, p_day: (seed % 28) + 1 },
  p_is_for_this_month: false,
});
const someone = async ({ world }: AdminWorld) => (await world.person()).userId;
const done = (args: object): AdminCall => ({ args, changes: true });

/** A stranger says something of somebody's page. */
async function reported(admin: AdminWorld): Promise<string> {
  const id = randomUUID();
  await admin.sql`
    insert into reports (id, user_id, reason, words, contact)
    values (${id}, ${await someone(admin)}, 'other', '', '')`;
  return id;
}

const takeDown = (reportId: string) => ({
  ...{
    p_report_id: reportId,
    p_media_ids: [],
    p_is_everything: false,
    p_words: "",
    p_take_down_id: randomUUID(),
  },
});

/** Under which name a function takes its reason, where it is another one than p_reason. */
export const reasonNames: Readonly<Record<string, string>> = { note_report: "p_note" };

/**
 * Every admin function that changes something, with a call of it for a number: `admin-writes.test.ts` holds that each
 * call is one line of the audit log with that function's name. A new function fails there until it stands here.
 */
export const adminWrites: Readonly<Record<string, MakeCall>> = {
  async adjust_credits(admin, seed) {
    const key = { p_idempotency_key: randomUUID() };
    return done({ p_user_id: await someone(admin), p_delta_credits: seed + 1, ...key });
  },
  async change_setting({ sql }, seed) {
    const [row] = await sql<{ days: number }[]>`select recent_days as days from app_settings`;
    const days = row?.days ?? 0;
    const next = (seed % 3) + 1;
    const args = { p_name: "recent_days", p_value: next, p_seen: days };
    return { args, changes: next !== days };
  },
  async undo_setting(admin, seed) {
    const [row] = await admin.sql<{ model: object | null }[]>`
      select models->'painter' as model from app_settings`;
    const line = await before(admin, "change_setting", {
      ...{ p_name: "models", p_key: "painter", p_seen: row?.model ?? null },
      p_value: { message: `${randomUUID()} ${seed}` },
    });
    return done({ p_audit_id: line });
  },
  end_admin_session: async () => done({}),
  // One that is under way just goes on.
  async begin_check(admin, seed) {
    const isRunning = seed % 2 === 0;
    await admin.sql`
      update private.check_run set started_at = null, started_by = null, finished_at = null where only_row`;
    if (isRunning) await before(admin, "begin_check", {});
    return { args: {}, changes: !isRunning };
  },
  suspend_person: async (admin, seed) =>
    done({ p_user_id: await someone(admin), p_message: seed % 2 === 0 ? "" : `Rule ${seed}` }),
  async lift_suspension(admin, seed) {
    const userId = await someone(admin);
    const isSuspended = seed % 2 === 0;
    const args = { p_user_id: userId, p_message: "Rule 1" };
    if (isSuspended) await before(admin, "suspend_person", args);
    return { args: { p_user_id: userId }, changes: isSuspended };
  },
  sign_out_person: async (admin) => done({ p_user_id: await someone(admin) }),
  async remove_second_factor(admin, seed) {
    const userId = await someone(admin);
    const isOn = seed % 2 === 0;
    // As far as the built-in Auth has none of it.
    await admin.sql`
      create table if not exists auth.mfa_factors (user_id uuid, factor_type text, status text, created_at timestamptz)`;
    if (isOn)
      await admin.sql`insert into auth.mfa_factors values (${userId}, 'totp', 'verified', now())`;
    return { args: { p_user_id: userId }, changes: isOn };
  },
  delete_person: async (admin) => done({ p_user_id: await someone(admin) }),
  async refund_by_hand({ world, sql }, seed) {
    const [mediaId = ""] = await world.make(await world.person());
    const [row] = await sql<{ id: string }[]>`
      select generation_id as id from media where id = ${mediaId}`;
    const args = { p_generation_id: row?.id, p_credits: seed + 1 };
    return done({ ...args, p_idempotency_key: randomUUID() });
  },
  make_gift_codes: async (_admin, seed) => done(giftCodes(seed)),
  async withdraw_gift_codes(admin, seed) {
    const batch = giftCodes(seed);
    await before(admin, "make_gift_codes", batch);
    return done({ p_batch_id: batch.p_batch_id });
  },
  choose_allowance: async (admin, seed) => done(allowance(await someone(admin), seed)),
  async end_allowance(admin, seed) {
    const userId = await someone(admin);
    const hasOne = seed % 2 === 0;
    if (hasOne) await before(admin, "choose_allowance", allowance(userId, seed));
    return { args: { p_user_id: userId }, changes: hasOne };
  },
  take_down: async (admin) => done(takeDown(await reported(admin))),
  async undo_take_down(admin) {
    const reportId = await reported(admin);
    await before(admin, "take_down", takeDown(reportId));
    return done({ p_report_id: reportId });
  },
  reject_report: async (admin) => done({ p_report_id: await reported(admin) }),
  note_report: async (admin) => done({ p_report_id: await reported(admin) }),
  add_prompt_rules: async (_admin, seed) =>
    done({ p_phrases: [`${randomUUID()} ${seed}`], p_is_allowed: seed % 2 === 0 }),
  async remove_prompt_rules(admin) {
    const phrase = randomUUID();
    await before(admin, "add_prompt_rules", { p_phrases: [phrase], p_is_allowed: false });
    const [row] = await admin.sql<{ id: string }[]>`
      select id from private.prompt_rules where phrase = ${phrase}`;
    return done({ p_ids: [row?.id] });
  },
  async close_objections(admin) {
    const id = randomUUID();
    await admin.sql`
      insert into private.blocked_prompts (id, user_id, phrase, prompt, objection, objected_at)
      values (${id}, ${await someone(admin)}, 'x', 'x', 'It is harmless', now())`;
    return done({ p_ids: [id] });
  },
  choose_caps: async (admin, seed) =>
    done({ p_user_id: await someone(admin), p_day_credits: seed + 1 }),
};
