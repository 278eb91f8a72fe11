import type { MailContent } from "./mail-html.ts";

/** Every mail that Easel writes, to be read as one text. */

/** `{{ .SiteURL }}` and `{{ .TokenHash }}` are filled in by whoever sends; `type` is what verifyOtp takes. */
const linkOf = (type: string): string =>
  `{{ .SiteURL }}/auth/confirm?token_hash={{ .TokenHash }}&type=${type}`;

export const linkMails = {
  confirmation: {
    subject: "Confirm your email",
    paragraphs: [
      "Welcome to Easel. Confirm your email to finish your account.",
      "Didn't sign up? You can ignore this email.",
    ],
    action: { label: "Confirm email", url: linkOf("signup") },
  },
  recovery: {
    subject: "Choose a new password",
    paragraphs: [
      "You asked for a link to choose a new password. It works once, for one hour.",
      "Didn't ask for it? You can ignore this email. Your password stays the same.",
    ],
    action: { label: "Choose a new password", url: linkOf("recovery") },
  },
  email_change: {
    subject: "Confirm your change of email",
    paragraphs: [
      "Someone wants to use another email for an Easel account. A link like this one went to the old email and one to the new: the email changes when both have been opened, within an hour.",
      "Didn't ask for it? Don't open the link, and nothing changes.",
    ],
    action: { label: "Confirm", url: linkOf("email_change") },
  },
  magic_link: {
    subject: "Sign in to Easel",
    paragraphs: ["Here's your link to sign in. It works once, for one hour."],
    action: { label: "Sign in", url: linkOf("magiclink") },
  },
} satisfies Record<string, MailContent>;

interface Occasion {
  /** "November 27, 2026 at 2:05 PM UTC" */
  when: string;
  /** "Firefox on Windows (network 203.0.113.0)" */
  where: string;
  resetUrl: string;
}

const ending = (resetUrl: string) => ({
  paragraphs: [
    "If that was you, you're all set.",
    "If it wasn't, choose a new password now. That signs out everyone else.",
  ],
  action: { label: "Choose a new password", url: resetUrl },
});

export function newPasswordMail({ when, where, resetUrl }: Occasion): MailContent {
  const { paragraphs, action } = ending(resetUrl);
  return {
    subject: "Your Easel password was changed",
    paragraphs: [`Your password was changed on ${when}, from ${where}.`, ...paragraphs],
    action,
  };
}

export function newDeviceMail({ when, where, resetUrl }: Occasion): MailContent {
  const { paragraphs, action } = ending(resetUrl);
  return {
    subject: "New sign-in to your Easel account",
    paragraphs: [`Someone signed in to your account on ${when}, from ${where}.`, ...paragraphs],
    action,
  };
}

export function unlinkedGoogleMail({ when, where, resetUrl }: Occasion): MailContent {
  const { paragraphs, action } = ending(resetUrl);
  return {
    subject: "Google was unlinked from your Easel account",
    paragraphs: [`Your Google account was unlinked on ${when}, from ${where}.`, ...paragraphs],
    action,
  };
}

export function secondFactorMail(
  turned: "on" | "off",
  { when, where, resetUrl }: Occasion,
): MailContent {
  const { paragraphs, action } = ending(resetUrl);
  return {
    subject: `Codes at sign-in were turned ${turned} for your Easel account`,
    paragraphs: [
      `Signing in to your account ${turned === "on" ? "asks for" : "doesn't ask for"} a code from an authenticator app since ${when}, changed from ${where}.`,
      ...paragraphs,
    ],
    action,
  };
}

/** For the address that was the account's until now. */
export function newEmailMail({ when, where }: Omit<Occasion, "resetUrl">): MailContent {
  return {
    subject: "Your Easel email was changed",
    paragraphs: [
      `Your account has another email since ${when}, changed from ${where}. You can't sign in with this one anymore.`,
      "If that was you, you're all set.",
      "If it wasn't, write to the people who run this site right away.",
    ],
  };
}

/** `day` as "December 4, 2026". */
export function leavingMail(day: string, dataUrl: string): MailContent {
  return {
    subject: "Your Easel account will be deleted",
    paragraphs: [
      `You asked us to delete your account. On ${day} it goes for good, with all of your pictures, videos and prompts. The links you've shared are off already.`,
      "Changed your mind, or wasn't it you? Sign in before then and keep your account.",
    ],
    action: { label: "Keep my account", url: dataUrl },
  };
}

export function stayingMail(): MailContent {
  return {
    subject: "Your Easel account stays",
    paragraphs: [
      "Your account won't be deleted. Everything is as it was, and the links you've shared work again.",
    ],
  };
}

/** `words` are those of an admin; empty for none. */
export function takenDownMail(words: string, galleryUrl: string): MailContent {
  return {
    subject: "We took down something you shared",
    paragraphs: [
      "Someone reported a page that you shared. We looked at it and took it down: the link doesn't work anymore, and what was reported isn't shown in your gallery.",
      ...words.split(/\n+/).filter((line) => line !== ""),
      "If you think that's wrong, write to the people who run this site.",
    ],
    action: { label: "Open your gallery", url: galleryUrl },
  };
}

/** What is said of how many: `Count` and `First` are filled in by the database, which counts. */
const goingFiles = {
  picture: {
    subject: "1 picture goes",
    words: "One of your pictures will be deleted on {{ .First }}.",
  },
  video: { subject: "1 video goes", words: "One of your videos will be deleted on {{ .First }}." },
  pictures: { subject: "{{ .Count }} pictures go", words: several("pictures") },
  videos: { subject: "{{ .Count }} videos go", words: several("videos") },
  both: { subject: "{{ .Count }} pictures and videos go", words: several("pictures and videos") },
};

function several(files: string): string {
  return `{{ .Count }} of your ${files} will be deleted within two days, the first on {{ .First }}.`;
}

/** A mail before files go, for each sort and number of them. */
export function goingMails(origin: string): Record<keyof typeof goingFiles, MailContent> {
  const letterOf = ({ subject, words }: (typeof goingFiles)["picture"]): MailContent => ({
    subject: `${subject} within two days`,
    paragraphs: [
      words,
      "Save what you want to keep. Everything else is deleted on time.",
      `You get this email because you asked for it. You can turn it off on your account page: ${origin}/account`,
    ],
    action: { label: "Open your gallery", url: `${origin}/gallery` },
  });
  const { picture, pictures, video, videos, both } = goingFiles;
  return {
    picture: letterOf(picture),
    pictures: letterOf(pictures),
    video: letterOf(video),
    videos: letterOf(videos),
    both: letterOf(both),
  };
}
