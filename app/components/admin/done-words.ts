import type { PersonIntent } from "~/domain/admin/people-forms";
import type { ReportAct } from "~/domain/admin/reports";
import type { RuleIntent } from "~/domain/admin/rules";
import { change } from "./words";

type Deed = PersonIntent | ReportAct["intent"] | RuleIntent | "make" | "withdraw" | "unchanged";

/** Said on the page after each act. */
export const done: Readonly<Record<Deed, string>> = {
  adjust: "The credits are changed.",
  refund: "The credits are refunded.",
  suspend: "The account is suspended.",
  lift: "The suspension is lifted.",
  "sign-out": "They're signed out everywhere.",
  "codes-off": "No code is asked for at their sign-in.",
  delete: "The account is deleted.",
  allowance: "The rule is saved.",
  "end-allowance": "Monthly credits ended.",
  caps: "The limits are saved.",
  make: "The codes are made. You can download them below.",
  withdraw: "The codes are withdrawn.",
  block: "The phrases aren't allowed anymore.",
  allow: "The phrases are allowed all the same.",
  remove: "The phrases are removed.",
  on: "The rules are turned on.",
  off: "The rules are turned off.",
  close: "The objections are marked as done.",
  "take-down": "It's taken down, and its owner is told.",
  reject: "The report is rejected.",
  undo: "The take-down is undone.",
  note: "The note is saved.",
  unchanged: change.unchanged,
};
