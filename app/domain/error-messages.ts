import { formatCredits } from "./credits";
import { statusMessage, type ErrorMessage } from "./status-messages";

type Facts = Readonly<Record<string, number | string>>;

/** What there can be no more of, by what the database calls it. */
const limitWords: Readonly<Record<string, (limit: number) => string>> = {
  boards: (limit) =>
    `You can have up to ${limit} boards. Delete one you don't need, then try again.`,
  board_files: (limit) =>
    `A board holds up to ${limit.toLocaleString("en-US")} pictures and videos. Nothing was added.`,
  saved_searches: (limit) =>
    `You can keep up to ${limit} searches. Delete one you don't need, then try again.`,
  file_tags: (limit) => `A picture or video can have up to ${limit} tags. Nothing was added.`,
};

/** What a person reads about each expected failure, by its code. */
export const errorMessages = {
  invalid_input: () => statusMessage(400),
  bad_origin: () => statusMessage(403),
  signed_out: () => statusMessage(401),
  wrong_credentials: () => ({
    title: "That didn't match",
    words: "The email or password isn't right.",
  }),
  email_not_confirmed: () => ({
    title: "Please confirm your email",
    words: "Open the link in the email we sent you, then sign in.",
  }),
  bad_link: () => ({
    title: "This link doesn't work anymore",
    words: "It was already used, or it's too old. Ask for a new one.",
  }),
  session_too_old: () => ({
    title: "Please sign in again",
    words: "You signed in more than a day ago. Sign in again, then choose the new password.",
  }),
  mail_limit: () => ({
    title: "We can't send more email right now",
    words:
      "This needs a link by email, and this site has sent as many as it can for now. Nothing has changed. Please try again in an hour.",
  }),
  not_set_up: () => ({
    title: "This site isn't set up right",
    words:
      "It's a setting of this site, not what you typed. We've logged it for the people who run it. Please try again later.",
  }),
  insufficient_credits: ({ missingCredits }) => ({
    title: "Not enough credits",
    words:
      missingCredits === undefined
        ? "You don't have enough credits for this. The people who run this site can give you more."
        : `You need ${formatCredits(Number(missingCredits))} more for this. The people who run this site can give you some.`,
  }),
  suspended: () => ({
    title: "This account is suspended",
    words: "You can't make anything new for now. Everything you've made is still here.",
  }),
  sign_ups_closed: () => ({
    title: "Sign-up is closed",
    words: "You can't create an account right now. Please come back later.",
  }),
  kind_disabled: () => ({
    title: "Switched off for now",
    words: "This part of Easel is switched off right now. You weren't charged.",
  }),
  model_unavailable: () => ({
    title: "This model isn't available",
    words: "Please choose another model. You weren't charged.",
  }),
  price_changed: () => ({
    title: "The price has changed",
    words: "Check the new price and press the button again. You weren't charged.",
  }),
  words_skipped: () => ({
    title: "Not everything can be in the picture",
    words:
      "Under your prompt you see what will be in it and what won't. Press the button again to make it like that. You weren't charged.",
  }),
  idempotency_conflict: () => ({
    title: "You already sent this form",
    words:
      "You already sent this form with different text. Press the button to send it as it is now. You weren't charged twice.",
  }),
  already_finished: () => ({
    title: "Already finished",
    words: "This is already finished, so it can't be changed.",
  }),
  limit_reached: ({ what, limit }) => ({
    title: "That's the limit",
    words: limitWords[String(what)]?.(Number(limit)) ?? "There's no room for more.",
  }),
  not_found: () => statusMessage(404),
  method_not_allowed: () => statusMessage(405),
  too_large: ({ maxMegabytes }) => {
    const { title, words } = statusMessage(413);
    return {
      title,
      words: maxMegabytes === undefined ? words : `${words} The limit is ${maxMegabytes} MB.`,
    };
  },
  unsupported_media: () => statusMessage(415),
  unreadable_media: () => ({
    title: "We can't read this file",
    words: "It's damaged, or it isn't what its name says. Please choose another one.",
  }),
  forbidden_address: () => ({
    title: "We can't get this file",
    words: "We don't load files from that address.",
  }),
  file_gone: () => ({ title: "File not found", words: "That file is gone." }),
  unreachable_file: () => ({
    title: "We couldn't get this file",
    words: "We couldn't reach that file. Please try again in a minute.",
  }),
  rate_limited: ({ retryAfterSeconds }) => ({
    title: statusMessage(429).title,
    words: `Please wait ${durationText(retryAfterSeconds)}, then try again.`,
  }),
  too_many_running: ({ maxRunning }) => ({
    title: "Still working on the others",
    words: `${maxRunning === undefined ? "You have as many requests in progress as you can" : `You have ${maxRunning} requests in progress`}. Wait for one to finish. You weren't charged.`,
  }),
  stale_lease: () => ({ title: "Already in progress", words: "Another worker took this over." }),
  other_account: ({ email = "another account" }) => ({
    title: `You're signed in as ${email} now`,
    words:
      "This page was opened before that, so we stopped. You weren't charged, and nothing has changed. Do it again if you mean this account.",
  }),
  unavailable: () => statusMessage(503),
} satisfies Record<string, (facts: Facts) => ErrorMessage>;

function durationText(seconds: number | string | undefined): string {
  const count = Math.ceil(Number(seconds ?? 60));
  if (count <= 1) return "a second";
  if (count < 90) return `${count} seconds`;
  const minutes = Math.ceil(count / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}

/** For who came by another address than the one that works. */
export function wrongAddressMessage(address: string) {
  return {
    title: "Easel has another address",
    words: `Please use Easel at ${address}. Forms only work there. Nothing was charged here.`,
    open: "Open Easel there",
    forOperator:
      "If you run this Easel: set PUBLIC_ORIGIN to the address that people type. Behind a proxy, have it pass on the Host it was asked for, or set TRUST_PROXY.",
  };
}
