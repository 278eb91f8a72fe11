import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createSupabasePromptRules } from "~/.server/generations/supabase-prompt-rules";
import { createSupabaseControl } from "~/.server/admin/supabase-control";
import { createSupabaseRuleBook } from "~/.server/admin/supabase-rule-book";
import { refusalOf, startWorld } from "./world";

const world = await startWorld();
const { sql, admin } = world;
const rules = createSupabasePromptRules(world.database);
const book = createSupabaseRuleBook(world.database);
const control = createSupabaseControl(world.database);
const turned = (isOn: boolean) =>
  ({ name: "prompt_rules_on", key: null, value: isOn, seen: !isOn }) as const;
const code = async (call: Promise<unknown>) => (await refusalOf(call)).code;

await book.add(admin, ["nude", "Gül Bahçesi", "  ", "裸体", "ball 1"], false, "House rules");
await book.add(admin, ["Nude lipstick"], true, "A color");

test("no prompt is refused before an admin switches the rules on", async () => {
  expect(await rules.isBlocked("a nude")).toBe(false);
  await control.change(admin, { ...turned(true), reason: "Opening day" });
  expect(await rules.isBlocked("a nude")).toBe(true);
});

test("the switch is a setting: it can be undone, and not be changed by who saw it otherwise", async () => {
  const stale = { ...turned(true), reason: "Seen long ago" };
  expect(await code(control.change(admin, stale))).toBe("changed_meanwhile");
  const query = {
    actor: null,
    subject: "prompt_rules_on",
    action: null,
    before: null,
    after: null,
  };
  const { lines } = await control.audit(admin, { ...query, limit: 1 });
  expect(lines).toMatchObject([{ action: "change_setting", canUndo: true }]);
  expect(await control.undo(admin, lines[0]?.id ?? 0, "Too early")).toBe(true);
  expect(await rules.isBlocked("a nude")).toBe(false);
  expect(await control.change(admin, { ...turned(true), reason: "Now" })).toBe(true);
});

test.each([
  ["a NUDE by the sea", true],
  ["a nüde, by the sea", true],
  ["a nude!", true],
  ["a пudе", false],
  ["a nudе with a Cyrillic letter", true],
  ["a nυde with a Greek letter", true],
  ["n u d e", true],
  ["n.u.d.e.", true],
  ["nu\u200bde", true],
  ["nud3", true],
  ["ｎｕｄｅ", true],
  ["denuded hills", false],
  ["a nudge", false],
  ["nude lipstick on a table", false],
  ["nude lipstick, nude lipstick", false],
  ["nude lipstick on a nude", true],
  ["a gul  bahcesi", true],
  ["一张裸体画", true],
  ["a ball l", true],
  ["a bail", false],
  ["", false],
])("%j is refused: %s", async (prompt, isRefused) => {
  expect(await rules.isBlocked(prompt)).toBe(isRefused);
});

test("what is refused is counted, for its phrase and its person, and nobody else reads it", async () => {
  const [ann, zoe] = [await world.person(), await world.person()];
  const id = randomUUID();
  expect(await rules.note(ann, id, "Two nudes and a nude")).toBe("nude");
  expect(await rules.note(ann, randomUUID(), "A boat")).toBeNull();
  expect(await rules.own(ann, id)).toMatchObject({ phrase: "nude", objection: null });
  expect(await code(rules.own(zoe, id))).toBe("not_found");
  expect(await code(rules.object(zoe, id, "Mine"))).toBe("not_found");
  await rules.object(ann, id, "It is a statue");
  const read = await book.read(admin);
  expect(read.rules.find(({ phrase }) => phrase === "nude")).toMatchObject({ hits: 1 });
  expect(read.people.map((each) => [each.id, each.hits])).toEqual([[ann.userId, 1]]);
  expect(read.objections).toMatchObject([{ id, words: "It is a statue", phrase: "nude" }]);
  await book.closeObjections(admin, [id], "Answered by mail");
  expect((await book.read(admin)).objections).toEqual([]);
  await sql`update private.blocked_prompts set created_at = now() - interval '31 days'`;
  await world.cleanUp(100);
  expect((await book.read(admin)).people).toEqual([]);
});

test("of one person at most 60 refusals within an hour are kept", async () => {
  const ann = await world.person();
  const notes: (string | null)[] = [];
  for (let n = 0; n < 62; n++) notes.push(await rules.note(ann, randomUUID(), "A nude"));
  expect(notes.filter((phrase) => phrase === null)).toHaveLength(2);
  const kept = await sql`select from private.blocked_prompts where user_id = ${ann.userId}`;
  expect(kept).toHaveLength(60);
});

test("every change is one line of the audit log, and none is made without an admin or a reason", async () => {
  const lines = async () =>
    (await sql`select from admin_audit_log where subject = 'prompt_rules'`).length;
  const before = await lines();
  const [first] = (await book.read(admin)).rules;
  await book.remove(admin, [first?.id ?? "", "nonsense"], "Too strict");
  await book.add(admin, ["tower"], false, "For now");
  expect(await lines()).toBe(before + 2);
  const nobody = "0".repeat(64);
  expect(await code(book.read(nobody))).toBe("signed_out");
  expect(await code(book.add(nobody, ["x"], false, "y"))).toBe("signed_out");
  expect(await code(book.remove(nobody, [randomUUID()], "y"))).toBe("signed_out");
  expect(await code(book.closeObjections(nobody, [randomUUID()], "y"))).toBe("signed_out");
  expect(await code(book.add(admin, ["boat"], false, " "))).toBe("invalid_input");
  expect(await code(book.add(admin, ["...", " "], false, "y"))).toBe("invalid_input");
  expect(await code(book.add(admin, ["x".repeat(201)], false, "y"))).toBe("invalid_input");
  expect(await code(book.remove(admin, [randomUUID()], "y"))).toBe("not_found");
  expect(await lines()).toBe(before + 2);
});

test("a prompt is refused before anything is charged, but a form sent again finds what it made", async () => {
  const ann = await world.person();
  const form = { idempotencyKey: randomUUID(), prompt: "A nude" } as const;
  const refused = world.start(ann, { ...form, promptRefusal: "prompt_blocked" });
  expect(await code(refused)).toBe("prompt_blocked");
  expect(await world.balance(ann)).toBe(10_000);
  const made = await world.start(ann, form);
  expect(await world.start(ann, { ...form, promptRefusal: "prompt_blocked" })).toBe(made);
});
