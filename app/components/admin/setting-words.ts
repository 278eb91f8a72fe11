import type { AppSettings, PlainSetting } from "~/domain/admin/settings";
import { tabNames } from "~/components/layout/words";
import { generationKinds } from "~/domain/generation";
import { counted } from "./counted";

interface SettingWords {
  label: string;
  /** What it does, and what its field takes. */
  hint: string;
  /** The label of its field or checkbox. */
  field: string;
  /** What it is now. */
  now(settings: AppSettings): string;
}

/** What each setting is called on the control page. */
export const settingWords: Readonly<Record<PlainSetting, SettingWords>> = {
  sign_ups_open: {
    label: "Sign-ups",
    hint: "When they're closed, nobody new can create an account.",
    field: "People can create accounts",
    now: ({ sign_ups_open: isOpen }) => (isOpen ? "Open" : "Closed"),
  },
  maintenance: {
    label: "Maintenance",
    hint: "People read this in place of every page, and can't start anything. Work in progress goes on, and you see the site as usual.",
    field: "Message to people",
    now: ({ maintenance }) => (maintenance === null ? "Off" : `On: ${maintenance}`),
  },
  disabled_kinds: {
    label: "Tabs",
    hint: "Nobody can start anything in a tab that's off.",
    field: "Tabs that are on",
    now: ({ disabled_kinds: off }) =>
      generationKinds
        .filter((kind) => !off.includes(kind))
        .map((kind) => tabNames[kind])
        .join(", ") || "All off",
  },
  disabled_message: {
    label: "Message in tabs that are off",
    hint: "People read it beside the button. Leave it empty for the usual words.",
    field: "Message to people",
    now: ({ disabled_message: message }) => message ?? "The usual words",
  },
  prompt_rules_on: {
    label: "Prompt rules",
    hint: "While they're on, prompts with phrases that you don't allow are refused.",
    field: "Refuse prompts by the rules",
    now: ({ prompt_rules_on: isOn }) => (isOn ? "On" : "Off"),
  },
  signup_credits: {
    label: "First credits",
    hint: "What a new account starts with, once per mailbox. 0 gives none. Leave it empty to use SIGNUP_CREDITS from the environment.",
    field: "Credits",
    now: ({ signup_credits: credits }) =>
      credits === null ? "As the environment says" : counted(credits, "credit", "credits"),
  },
  recent_days: {
    label: "How long recent files live",
    hint: "For files that nobody saves. It counts for what's made from now on.",
    field: "Days",
    now: ({ recent_days: days }) => counted(days, "day", "days"),
  },
  trash_days: {
    label: "How long the trash keeps files",
    hint: "It counts for what's moved there from now on.",
    field: "Days",
    now: ({ trash_days: days }) => counted(days, "day", "days"),
  },
  max_running_per_user: {
    label: "Unfinished requests of one person",
    hint: "The most at a time.",
    field: "Requests",
    now: ({ max_running_per_user: most }) => counted(most, "request", "requests"),
  },
  max_starts_per_minute: {
    label: "Requests of one person in a minute",
    hint: "The most in any 60 seconds.",
    field: "Requests",
    now: ({ max_starts_per_minute: most }) => counted(most, "request", "requests"),
  },
  max_attempts: {
    label: "Attempts at one request",
    hint: "After these it's given up, and the credits go back.",
    field: "Attempts",
    now: ({ max_attempts: most }) => counted(most, "attempt", "attempts"),
  },
};
