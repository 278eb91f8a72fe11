import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { actionWords, auditActions, subjectWords } from "~/components/admin/audit-words";

const folder = "supabase/migrations";
const sql = readdirSync(folder)
  .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
  .join("\n");

/** The first name in quotes that follows a call of what writes the log. */
const written = [...sql.matchAll(/(?<!function )private\.(?:write_audit|put_setting)\(([^;]+);/g)]
  .flatMap(([, call = ""]) => /'([a-z]+(?:_[a-z]+)+)'/.exec(call)?.[1] ?? [])
  .toSorted();

test("every action of the audit log has words, and no other", () => {
  expect(written).toContain("undo_setting");
  expect(Object.keys(auditActions).toSorted()).toEqual([...new Set(written)]);
});

test.each([
  ["change_setting", "prompt_rules_on", "Changed Prompt rules"],
  ["change_setting", "models.painter", "Changed model painter"],
  ["add_prompt_rules", "prompt_rules", "Added phrases to the prompt rules"],
  ["begin_check", "invariants", "Started the check of everything"],
  ["take_down", "4f", "Took down by report 4f"],
])("%s of %s is “%s”", (action, subject, words) => {
  expect(`${actionWords(action)} ${subjectWords({ subject })}`).toBe(words);
});
