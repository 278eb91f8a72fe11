import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toStartError } from "./start-error.ts";

interface Words {
  /** The `type` that verifyOtp takes. */
  type: string;
  subject: string;
  body: string;
  action: string;
}

const words = {
  confirmation: {
    type: "signup",
    subject: "Confirm your e-mail address",
    body: "Someone, most likely you, made an Easel account with this address.",
    action: "Confirm this address",
  },
  recovery: {
    type: "recovery",
    subject: "Choose a new password",
    body: "Someone, most likely you, asked for a new password for Easel. If it was not you, there is nothing to do.",
    action: "Choose a new password",
  },
  email_change: {
    type: "email_change",
    subject: "Confirm your new e-mail address",
    body: "Someone, most likely you, changed the address of an Easel account to this one.",
    action: "Confirm this address",
  },
  magic_link: {
    type: "magiclink",
    subject: "Sign in to Easel",
    body: "Someone, most likely you, asked to sign in to Easel.",
    action: "Sign in",
  },
} satisfies Record<string, Words>;

type TemplateName = keyof typeof words;
export type MailTemplates = Record<TemplateName, { subject: string; content_path: string }>;

const page = ({ type, subject, body, action }: Words): string =>
  `<!doctype html><html lang="en"><title>${subject}</title><h1>${subject}</h1><p>${body}</p>` +
  `<p><a href="{{ .SiteURL }}/auth/confirm?token_hash={{ .TokenHash }}&amp;type=${type}">${action}</a></p></html>\n`;

/** The mail that asks to confirm an address, complete. */
export function confirmationMail(
  publicOrigin: string,
  tokenHash: string,
): { subject: string; html: string } {
  const html = page(words.confirmation)
    .replace("{{ .SiteURL }}", publicOrigin)
    .replace("{{ .TokenHash }}", tokenHash);
  return { subject: words.confirmation.subject, html };
}

/**
 * Writes the mails' templates to `folder`, where Supabase Lite reads them when it sends. Their links go to /auth/confirm:
 * the default ones answer with tokens in the URL's fragment, which a server-rendered page never sees.
 */
export async function writeMailTemplates(folder: string): Promise<MailTemplates> {
  const write = async (name: TemplateName): Promise<MailTemplates[TemplateName]> => {
    const file = join(folder, `${name}.html`);
    const draft = `${file}.${randomUUID()}`;
    await writeFile(draft, page(words[name]), { mode: 0o600 });
    await rename(draft, file);
    return { subject: words[name].subject, content_path: file };
  };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return {
      confirmation: await write("confirmation"),
      recovery: await write("recovery"),
      email_change: await write("email_change"),
      magic_link: await write("magic_link"),
    };
  } catch (cause) {
    throw toStartError(cause, `write the mail templates in ${folder}`);
  }
}
