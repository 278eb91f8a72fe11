import type { AuditLine } from "~/domain/admin/audit";
import { plainSettings } from "~/domain/admin/settings";
import { settingWords } from "./setting-words";
import { audit as words } from "./words";

/** What each action is called: by the SQL function that did it. */
export const auditActions: Readonly<Record<string, string>> = {
  change_setting: "Changed",
  undo_setting: "Put back",
  admin_sign_in: "Signed in from",
  admin_sign_out: "Signed out from",
  adjust_credits: "Changed the credits of",
  refund_by_hand: "Refunded a request of",
  suspend_person: "Suspended",
  lift_suspension: "Lifted the suspension of",
  sign_out_person: "Signed out everywhere",
  remove_second_factor: "Turned off codes at sign-in",
  delete_person: "Deleted the account",
  make_gift_codes: "Made gift codes",
  withdraw_gift_codes: "Withdrew gift codes",
  choose_allowance: "Chose the monthly credits of",
  end_allowance: "Ended the monthly credits of",
  choose_caps: "Chose the spending limits of",
  take_down: "Took down by report",
  undo_take_down: "Undid the take-down by report",
  reject_report: "Rejected report",
  note_report: "Noted beside report",
  add_prompt_rules: "Added phrases to the",
  remove_prompt_rules: "Removed phrases from the",
  close_objections: "Dealt with objections to the",
  begin_check: "Started the",
};

/** One of an earlier Easel that has no words here is called by its own name. */
export const actionWords = (action: string): string =>
  auditActions[action] ?? `${action.replaceAll("_", " ")}:`;

/** What is one and has no ID. */
const subjects: Readonly<Record<string, string>> = {
  prompt_rules: "prompt rules",
  invariants: "check of everything",
};

/** `First credits`, `model flux-2`, or the subject as it is. */
export function subjectWords({ subject }: Pick<AuditLine, "subject">): string {
  const plain = plainSettings.find((name) => name === subject);
  if (plain) return settingWords[plain].label;
  const [, sort, key] = /^(model|provider)s\.(.+)$/.exec(subject) ?? [];
  return sort ? `${sort} ${key}` : (subjects[subject] ?? subject);
}

/** What it was and what it is now; the new alone for what was done rather than changed. */
export function changeWords({ action, oldValue, newValue }: AuditLine): string {
  const now = valueWords(newValue);
  const isSetting = action.endsWith("_setting");
  return oldValue === null && !isSetting ? now : `${valueWords(oldValue)} → ${now}`;
}

/** A value before or after, on one line. */
function valueWords(value: unknown): string {
  if (value === null || value === undefined) return words.nothingBefore;
  if (typeof value === "string") return value;
  if (typeof value === "number") return value.toLocaleString("en-US");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length > 0 ? value.map(valueWords).join(", ") : "none";
  const parts = Object.entries(value).map(([name, each]) => `${name}: ${valueWords(each)}`);
  return parts.join(" · ") || words.nothingBefore;
}
