/** Everything that the account's screens say, screen by screen. */
import { formatCredits, type CreditReason } from "~/domain/credits";
import type { CreditEntryView, CreditsPage } from "~/domain/credit-views";

export const fields = {
  name: "Name",
  nameIfWanted: "Name (optional)",
  nameHint: "Only you see it.",
  email: "Email",
  emailHint: "We'll send you a link. Open it to choose a password.",
  password: "Password",
  newPassword: "New password",
  currentPassword: "Current password",
  passwordHint: "At least 8 characters. Not your name, your email or a common password.",
};

export const signIn = {
  title: "Sign in",
  description: "Sign in to make pictures and see the ones you've made.",
  button: "Sign in",
  busy: "Signing in",
  forgot: "Forgot your password?",
  newHere: "New here?",
  signUp: "Create an account",
  passwordChanged: "Your password is changed. Sign in with the new one.",
};

export const signUp = {
  title: "Create an account",
  description: "Create an account and start making pictures.",
  button: "Create account",
  busy: "Creating your account",
  haveOne: "Already have an account?",
  signIn: "Sign in",
  taken: "You can't use this email for a new account. If it's yours, sign in instead.",
  /** What follows are links to both. 0: no age is asked for. */
  agree: (age: number) =>
    age > 0
      ? `By creating an account you confirm that you're at least ${age} and agree to the`
      : "By creating an account you agree to the",
  terms: "terms",
  and: "and the",
  privacy: "privacy notes",
};

export const forgotPassword = {
  title: "Reset your password",
  description: "Get a link to choose a new password.",
  words: "Enter your email. If there's an account, we'll send you a reset link.",
  button: "Send the link",
  busy: "Sending",
  back: "Back to sign in",
  sent: (email: string) =>
    `If there's an account for ${email}, we've sent a link there. It works once, for one hour. If nothing arrives, check your spam folder or try again in an hour.`,
};

export const resetPassword = {
  title: "Choose a new password",
  firstTitle: "Choose your password",
  description: "Choose a new password for your account.",
  words: "You'll sign in with it from now on. All your other browsers will be signed out.",
  firstWords: "You'll sign in with it from now on.",
  button: "Save new password",
  firstButton: "Save password",
  busy: "Saving",
  forgot: "I don't know my current password",
};

/** The page that a mailed link opens. */
export const confirm = {
  pageTitle: "One more step",
  description: "Confirm that this link was sent to you.",
  email: {
    title: "Confirm your email",
    words: "Press the button, then choose a password.",
    button: "Confirm",
  },
  recovery: {
    title: "Choose a new password",
    words: "Press the button to continue.",
    button: "Continue",
  },
  change: {
    title: "Change your email",
    words: "Press the button to confirm that this mailbox is yours and that you want the change.",
    button: "Confirm",
  },
  half: {
    title: "Now the other link",
    words:
      "Thanks, that's confirmed. There's a link like this one in the other mailbox: your email changes when you've opened both.",
  },
  busy: "One moment",
};

/** What is said when a mail with a link has been written. */
export const mail = {
  title: "Check your email",
  /** The same whether or not the address has an account. */
  signUp: (email: string) =>
    `If ${email} can have an account, we've sent a link there. Open it to finish.`,
  keptHere:
    " This site keeps its emails in a folder instead of sending them. The people who run it can give you the link.",
};

export const account = {
  title: "Account",
  pageTitle: "Your account",
  description: "Your name, and how Easel looks and tells you things.",
  suspended: "This account is suspended",
  suspendedWords:
    "You can see and download what you've made, but you can't make anything new, and the links you've shared are off. If you think this is a mistake, write to the people who run this site.",
  changeEmail: "Change it",
  theme: "Theme",
  signOut: "Sign out",
};

export const devices = {
  title: "Where you're signed in",
  description: "The browsers in which you're signed in, and how to sign them out.",
  words: "Don't recognize one? Sign it out, then",
  newPassword: "choose a new password",
  isThis: "This browser",
  from: (place: string) => `From ${place}`,
  since: "Signed in",
  seen: "Last used",
  end: "Sign out",
  endWhat: (name: string) => `Sign out ${name}`,
  endAll: "Sign out all other browsers",
  isEnded: "Signed out. You're still signed in where it says so below.",
};

/** The mail a day before files go. */
export const goingMail = {
  title: "Email me a day before pictures are deleted",
  on: "On. Once a day at most, and only when something goes.",
  off: "Off",
  turnOn: "Turn on",
  turnOff: "Turn off",
};

export const credits = {
  title: "Credits",
  pageTitle: "Your credits",
  description: "Every credit you got, spent and got back.",
  words: "Credits are charged when you make something and refunded automatically if it fails.",
  /** What comes next for who has none left. */
  more: "Need more? The people who run this site can give you some.",
  none: "Nothing here yet.",
  caption: "Everything that changed your credits, newest first",
  what: "What",
  change: "Change",
  left: "Left",
  leftOver: (amount: string) => `${amount} left`,
  noPrompt: "This request",
  download: "Download your history",
  downloadWords:
    "Every movement as a table for spreadsheets (CSV). Leave the days out for all of them. Days are UTC.",
  from: "From",
  to: "To",
  downloadButton: "Download CSV",
  badDays:
    "Those days can't be right: each needs to be a date, and the first can't come after the last. Go back and choose them again.",
  csv: ["Time", "What", "Change", "Credits left", "Prompt", "Note", "Request"],
};

export const creditReasons: Readonly<Record<CreditReason, string>> = {
  signup_grant: "Welcome credits",
  charge: "Charged",
  refund: "Refunded",
  goodwill: "Refunded by the people who run this site",
  adjustment: "Changed by the people who run this site",
  allowance: "Monthly credits",
  gift_code: "Gift code",
};

/** A gift code is typed in, and what comes by itself or may be spent at most. */
export const giftCode = {
  title: "Got a gift code?",
  label: "Gift code",
  button: "Add credits",
  added: (amount: string) => `${amount} added`,
  addedWords: "They're in your balance now.",
};

const day = new Intl.DateTimeFormat("en-US", { month: "long", day: "numeric", timeZone: "UTC" });

export const creditRules = {
  allowance: ({ mode, credits, nextAt }: NonNullable<CreditsPage["allowance"]>) =>
    mode === "add"
      ? `You get ${formatCredits(credits)} every month. Next: ${day.format(new Date(nextAt))}.`
      : `Every month your balance is filled up to ${formatCredits(credits)}. Next: ${day.format(new Date(nextAt))}.`,
  limits: "What you can spend",
  periods: { day: "Today", month: "This month" },
  spent: (spent: number, limit: number) =>
    `${spent.toLocaleString("en-US")} of ${formatCredits(limit)} spent`,
  starts: { day: "Starts again at midnight UTC", month: "Starts again on the first of next month" },
};

/** Why a new account has none, and what comes next. */
export const grantRefusals: Readonly<
  Record<NonNullable<CreditsPage["firstGrantRefused"]>, string>
> = {
  off: "New accounts start without credits here. Ask the people who run this site for some.",
  email:
    "Welcome credits are for the first account with an email, so this one started without any.",
  throwaway:
    "Welcome credits don't go to throwaway email addresses. Change your email to one you keep, then sign in again to get them.",
  address:
    "Too many accounts were created from your network today. Sign in again tomorrow to get your welcome credits.",
  day: "Today's welcome credits are all gone. Sign in again tomorrow to get yours.",
};

/** `Refunded`, or which file it was that did not come: `Picture 4 of 4 didn't come: refunded`. */
export function movementWords({ reason, missing }: CreditEntryView): string {
  if (!missing) return creditReasons[reason];
  const noun = missing.kind === "video" ? "Video" : "Picture";
  return `${noun} ${missing.place} of ${missing.outputCount} didn't come: refunded`;
}

export const mailbox = {
  title: "Mailbox",
  description: "Emails that Easel would have sent, for development.",
  words: "Emails this site would send. They stay on this machine, and only you can see this page.",
  none: "No mail yet.",
  to: (email: string) => `To ${email}`,
};
