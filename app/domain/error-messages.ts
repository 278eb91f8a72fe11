import { formatCredits } from "./credits";
import { statusMessage, type ErrorMessage } from "./status-messages";

type Facts = Readonly<Record<string, number | string>>;

const spentWords = (limit: number, spent: number, period: string, ends: string) =>
  `You can spend up to ${formatCredits(limit)} a ${period} here, and ${spent.toLocaleString("en-US")} are spent. You can go on ${ends}, or ask for less now. You weren't charged.`;

/** What there can be no more of, by what the database calls it. */
const limitWords: Readonly<Record<string, (limit: number, spent: number) => string>> = {
  credits_a_day: (limit, spent) => spentWords(limit, spent, "day", "after midnight UTC"),
  credits_a_month: (limit, spent) =>
    spentWords(limit, spent, "month", "on the first of next month"),
  balance: (limit) =>
    `The balance is ${formatCredits(limit)}, so no more than that can be taken. Nothing has changed.`,
  by_hand: (limit) =>
    `At most ${formatCredits(limit)} can be moved by hand in one go. Nothing has changed.`,
  by_hand_a_day: (limit, spent) =>
    `At most ${formatCredits(limit)} can be moved by hand in one day, gift codes included, and ${spent.toLocaleString("en-US")} were today. Nothing has changed.`,
  kept_credits: (limit) =>
    limit === 0
      ? "Nothing is kept for this request, so nothing can be refunded. Nothing has changed."
      : `Only ${formatCredits(limit)} are kept for this request, so that's the most that can be refunded. Nothing has changed.`,
  imports: () => "You're importing a zip right now. Wait until it's done, or stop it first.",
  boards: (limit) =>
    `You can have up to ${limit} boards. Delete one you don't need, then try again.`,
  board_files: (limit) =>
    `A board holds up to ${limit.toLocaleString("en-US")} pictures and videos. Nothing was added.`,
  saved_searches: (limit) =>
    `You can keep up to ${limit} searches. Delete one you don't need, then try again.`,
  prompt_rules: (limit) =>
    `There can be up to ${limit.toLocaleString("en-US")} phrases. Remove some, then try again.`,
  file_tags: (limit) => `A picture or video can have up to ${limit} tags. Nothing was added.`,
};

const creditsText = (credits: number | string | undefined) =>
  credits === undefined ? "many credits" : formatCredits(Number(credits));

/** Why a gift code gives nothing. */
const giftCodeWords: Readonly<Record<string, string>> = {
  unknown: "There's no such code. Check each letter and number, then try again.",
  yours: "You've used this code before. Its credits are in the list below.",
  withdrawn: "The people who run this site have taken this code back.",
  expired: "This code is too old. Ask whoever gave it to you for a new one.",
  used: "This code has been used by as many people as it's for.",
};

/** What a person reads about each expected failure, by its code. */
export const errorMessages = {
  invalid_input: () => statusMessage(400),
  bad_origin: () => statusMessage(403),
  signed_out: () => statusMessage(401),
  admin_signed_out: () => ({
    title: "You've been signed out",
    words:
      "Nothing was changed. Sign in at /admin-control in another tab, then come back and send this again.",
  }),
  wrong_credentials: () => ({
    title: "That didn't match",
    words: "The email or password isn't right.",
  }),
  wrong_code: () => ({
    title: "That code isn't right",
    words: "Enter the code that your app shows now.",
  }),
  code_needed: () => ({
    title: "One more step",
    words: "Sign in again, with the code from your authenticator app.",
    link: { href: "/login", label: "Sign in" },
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
    words: "You signed in a while ago. Sign in again, then come back and do this once more.",
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
  suspended: ({ message }) => ({
    title: "This account is suspended",
    words: `You can't make anything new for now. Everything you've made is still here.${message === undefined ? "" : ` The people who run this site say: ${message}`}`,
  }),
  leaving: () => ({
    title: "This account is about to be deleted",
    words: "Until then you can look and download, and nothing else. You weren't charged.",
    link: { href: "/account/data", label: "Keep my account" },
  }),
  sign_ups_closed: () => ({
    title: "Sign-up is closed",
    words: "You can't create an account right now. Please come back later.",
  }),
  email_unverified: () => ({
    title: "Google hasn't verified this email",
    words: "Verify it with Google and try again, or sign in with your email and a password.",
  }),
  google_canceled: () => ({
    title: "You weren't signed in",
    words: "You stopped before Google was done. Nothing has changed.",
  }),
  google_expired: () => ({
    title: "That took too long",
    words:
      "It was already used, it's too old, or it began in another browser. Start again from here.",
  }),
  google_unfinished: () => ({
    title: "We couldn't sign you in just now",
    words: "Google said yes, but something here didn't answer. Try again with Google.",
  }),
  google_failed: () => ({
    title: "Google sign-in didn't work",
    words:
      "Try again in a minute. If it keeps failing, Google may not have shared an email with us: sign in with your email and a password instead.",
  }),
  kind_disabled: () => ({
    title: "Switched off for now",
    words: "This part of Easel is switched off right now. You weren't charged.",
  }),
  taken_down: () => ({
    title: "This can't be shared",
    words:
      "It was taken down after a report. If you think that's wrong, write to the people who run this site.",
  }),
  prompt_blocked: ({ phrase, blockedId }) => ({
    title: "This site doesn't make that",
    words: `Your prompt has words that aren't allowed here${phrase === undefined ? "" : `: “${phrase}”`}. Change them and try again. You weren't charged.`,
    ...(blockedId !== undefined && {
      link: { href: `/blocked/${blockedId}`, label: "Tell us if this is wrong" },
    }),
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
  limit_reached: ({ what, limit, spent }) => ({
    title: "That's the limit",
    words: limitWords[String(what)]?.(Number(limit), Number(spent)) ?? "There's no room for more.",
  }),
  gift_code_refused: ({ why }) => ({
    title: "This code can't be used",
    words: giftCodeWords[String(why)] ?? "Nothing has changed.",
  }),
  confirm_needed: ({ credits }) => ({
    title: "Please confirm",
    words: `This moves ${creditsText(credits)} in all. Check the numbers, tick the box and press the button again. Nothing has changed yet.`,
  }),
  already_refunded: ({ credits }) => ({
    title: "Already refunded by hand",
    words: `A refund by hand was made for this request before, of ${creditsText(credits)}. That can be done once. Nothing has changed.`,
  }),
  changed_meanwhile: () => ({
    title: "Somebody else changed this",
    words:
      "Another admin saved this while you had it open. Nothing of yours was saved. Look at what it is now, then decide again.",
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
  maintenance: ({ message }) => ({
    title: "Back soon",
    words: String(message ?? "Easel is being worked on. Please come back in a while."),
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
