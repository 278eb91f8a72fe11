/** Everything that the admin pages about people and credits say. */
import { formatCredits } from "~/domain/credits";
import type { HandCaps } from "~/domain/admin/people";

export const people = {
  pageTitle: "People",
  description: "Find somebody by email, name or ID.",
  search: "Email, name or ID",
  searchHint: "The beginning of a word is enough.",
  find: "Find",
  none: "Nobody was found.",
  more: "Older accounts",
  caption: "Accounts, newest first",
  columns: { who: "Who", credits: "Credits", joined: "Joined" },
  noName: "No name",
  suspended: "Suspended",
  deleted: "Deleted",
};

/** How many credits admins may move by hand, and who says so. */
export const handCapsWords = ({ maxCredits, maxCreditsADay, confirmAbove }: HandCaps): string =>
  `At most ${formatCredits(maxCredits)} in one go (ADMIN_MAX_CREDITS), and ${formatCredits(maxCreditsADay)} in a day by all admins together (ADMIN_MAX_CREDITS_A_DAY). Above ${formatCredits(confirmAbove)} you're asked to confirm (ADMIN_CONFIRM_CREDITS).`;

export const person = {
  facts: "Account",
  id: "ID",
  email: "Email",
  balance: "Balance",
  joined: "Joined",
  status: "Status",
  active: "Active",
  suspendedSince: "Suspended since",
  deletedAt: "Deleted",
  goneWords: "This account is deleted. Its ledger stays, under an ID that names nobody.",
  reasonShown: "It's kept in the audit log, and the person reads it beside the credits.",
  confirm: (credits: string) => `Yes, I mean ${credits}`,
  adjust: {
    title: "Give or take credits",
    give: "Give",
    take: "Take",
    credits: "Credits",
    button: "Change credits",
  },
  suspend: {
    title: "Suspend",
    words:
      "They can still sign in, look and download. They can't make anything, and their shared links are off.",
    message: "Message to the person",
    messageHint: "They read it on their account page. Leave it empty to say nothing.",
    button: "Suspend",
    again: "Change the message",
    lift: "Lift the suspension",
  },
  signOut: {
    title: "Sign out everywhere",
    words: "Ends every session at once. They can sign in again.",
    button: "Sign out everywhere",
  },
  codesOff: {
    title: "Turn off codes at sign-in",
    words:
      "For somebody who lost their phone. Be sure that it's really them who ask: from then on their password or Google is enough to sign in.",
    button: "Turn off codes",
  },
  delete: {
    title: "Delete this account",
    words:
      "Everything they made is deleted, and what is unfinished is canceled and refunded. This can't be undone.",
    confirm: "Yes, delete this account for good",
    button: "Delete account",
  },
  sessions: "Signed in now",
  noSessions: "Nowhere.",
  lastSeen: "Last seen",
  requests: {
    title: "Latest requests",
    none: "None yet.",
    columns: { what: "Request", charged: "Charged", kept: "Kept", refund: "Refund" },
    noPrompt: "No words",
    byHand: (credits: string) => `${credits} refunded by hand`,
    refund: "Refund",
    refundLabel: (prompt: string) => `Refund “${prompt}”`,
    form: "Refund by hand",
    formWords: (kept: string) => `${kept} are kept. You can refund by hand once.`,
    button: "Refund",
  },
  ledger: {
    title: "Ledger",
    none: "Nothing yet.",
    columns: { what: "What", change: "Change", after: "Balance" },
  },
};

export const rules = {
  allowance: {
    title: "Monthly credits",
    everybody: "For everybody who has no rule of their own.",
    own: "Instead of the rule for everybody. 0 credits: none at all.",
    add: "Add so many",
    topUp: "Fill up to so many",
    credits: "Credits",
    day: "Day of the month",
    dayHint: "In UTC. Where a month is shorter, its last day.",
    thisMonth: "Also for this month, if that day is over",
    button: "Save",
    end: "End this rule",
  },
  caps: {
    title: "Spending limits",
    everybody: "For everybody who has no limits of their own. Empty: no limit.",
    own: "Instead of the limits for everybody. Empty: no limit.",
    day: "Credits a day",
    month: "Credits a month",
    hint: "Days and months of UTC. What is refunded may be spent again.",
    isOwn: "Limits of their own (without the tick they're like everybody)",
    button: "Save",
  },
  none: "None right now.",
  next: "Next",
  asEverybody: "Like everybody:",
  addWords: (credits: number, day: number) => `${formatCredits(credits)} more on day ${day}`,
  topUpWords: (credits: number, day: number) =>
    `Filled up to ${formatCredits(credits)} on day ${day}`,
};

export const allowances = {
  pageTitle: "Monthly credits",
  description: "Credits that come by themselves every month, and how much people may spend.",
  runs: "What was given",
  noRuns: "Nothing yet.",
  columns: { month: "Month", people: "People", credits: "Credits", state: "Finished" },
  going: "Going on",
  own: "People with a rule of their own",
};

export const codes = {
  pageTitle: "Gift codes",
  description: "Codes that people redeem on their credits page.",
  make: {
    title: "Make codes",
    label: "Name of the batch",
    labelHint: "Only admins see it.",
    credits: "Credits for each code",
    count: "How many codes",
    uses: "People for each code",
    usesHint: "Each person can use a code once. 1: whoever comes first.",
    expires: "Last day",
    expiresHint: "Like 2027-01-31, in UTC. Empty: they don't end.",
    button: "Make codes",
  },
  list: "Batches",
  none: "No codes yet.",
  columns: { batch: "Batch", worth: "Worth", used: "Used", ends: "Last day", get: "Codes" },
  worth: (credits: string, count: number) => `${count.toLocaleString("en-US")} × ${credits}`,
  withdrawn: "Withdrawn",
  download: "Download CSV",
  downloadLabel: (label: string) => `Download CSV of ${label}`,
  withdraw: "Withdraw",
  withdrawLabel: (label: string) => `Withdraw ${label}`,
  withdrawForm: (label: string) => `Withdraw ${label}`,
  withdrawWords: "None of its codes gives anything from then on. What they gave stays.",
  noEnd: "No end",
  csv: ["Code", "Credits", "Used", "People", "Last day"],
  lost: "Can't be shown anymore: the server's secret key has changed",
};
