import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mailHtml } from "../../domain/mail-html.ts";
import { linkMails as letters } from "../../domain/mails.ts";
import { toStartError } from "./start-error.ts";

/** Hands in a mail, useful for as long as its link works. */
export type SendMail = (mail: { to: string; subject: string; html: string }) => Promise<void>;

type TemplateName = keyof typeof letters;
export type MailTemplates = Record<TemplateName, { subject: string; content_path: string }>;

/** A mail with a link, complete. */
export function linkMail(
  name: TemplateName,
  publicOrigin: string,
  tokenHash: string,
): { subject: string; html: string } {
  const html = mailHtml(letters[name])
    .replace("{{ .SiteURL }}", publicOrigin)
    .replace("{{ .TokenHash }}", tokenHash);
  return { subject: letters[name].subject, html };
}

/**
 * Writes the mails' templates to `folder`, where Supabase Lite reads them when it sends. Their links go to
 * /auth/confirm: the default ones answer with tokens in the URL's fragment, which a server-rendered page never sees.
 */
export async function writeMailTemplates(folder: string): Promise<MailTemplates> {
  const write = async (name: TemplateName): Promise<MailTemplates[TemplateName]> => {
    const file = join(folder, `${name}.html`);
    const draft = `${file}.${randomUUID()}`;
    await writeFile(draft, mailHtml(letters[name]), { mode: 0o600 });
    await rename(draft, file);
    return { subject: letters[name].subject, content_path: file };
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
