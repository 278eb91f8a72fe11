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
    subject: "Confirm your new email",
    paragraphs: ["Confirm that you want to use this email for your Easel account."],
    action: { label: "Confirm email", url: linkOf("email_change") },
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
