import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { errorCode } from "./start-error.ts";

const mailSchema = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  /** The first link of the mail. */
  link: z.string().nullable(),
  /** ISO 8601. */
  sentAt: z.string(),
});

/** A mail that the embedded backend would have sent. */
export type Mail = Readonly<z.infer<typeof mailSchema>>;
export type MailToKeep = Pick<Mail, "to" | "subject" | "html">;

/** Mails kept in DATA_DIR/mail instead of being sent. */
export interface Mailbox {
  /** Newest first. */
  list(): Promise<Mail[]>;
  read(id: string): Promise<Mail | null>;
  /** Keeps a mail and drops the oldest beyond the limit. */
  keep(mail: MailToKeep): Promise<void>;
}

const keptMails = 200;
const idPattern = /^[0-9a-z]{9}-[0-9a-f]{8}$/;

const decode = (html: string): string =>
  html
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

function toText(html: string): string {
  const body = html.replace(/<title>.*?<\/title>/s, "");
  const withLinks = body.replaceAll(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g, "$2: $1");
  return decode(withLinks.replaceAll(/<[^>]+>/g, "\n"))
    .replaceAll(/\s*\n\s*/g, "\n")
    .trim();
}

function toMail({ to, subject, html }: MailToKeep): Mail {
  const now = new Date();
  const id = `${now.getTime().toString(36).padStart(9, "0")}-${randomBytes(4).toString("hex")}`;
  const link = /href="([^"]+)"/.exec(html)?.[1];
  return {
    id,
    to,
    subject,
    html,
    text: toText(html),
    link: link === undefined ? null : decode(link),
    sentAt: now.toISOString(),
  };
}

/** Opens the mailbox of a DATA_DIR. Several processes may use it at once. */
export function openMailbox(dataDir: string): Mailbox {
  const folder = join(dataDir, "mail");
  const fileOf = (id: string): string => join(folder, `${id}.json`);

  const listIds = async (): Promise<string[]> => {
    const names = await readdir(folder).catch((cause: unknown) => {
      if (errorCode(cause) === "ENOENT") return [];
      throw cause;
    });
    const ids = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5));
    return ids
      .filter((id) => idPattern.test(id))
      .toSorted()
      .toReversed();
  };
  const read = async (id: string): Promise<Mail | null> => {
    if (!idPattern.test(id)) return null;
    const text = await readFile(fileOf(id), "utf8").catch((cause: unknown) => {
      if (errorCode(cause) === "ENOENT") return null;
      throw cause;
    });
    return text === null ? null : mailSchema.parse(JSON.parse(text));
  };
  return {
    read,
    async list() {
      const mails = await Promise.all((await listIds()).map(read));
      return mails.filter((mail) => mail !== null);
    },
    async keep(given) {
      const mail = toMail(given);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = join(folder, `${mail.id}.draft`);
      await writeFile(draft, JSON.stringify(mail), { mode: 0o600 });
      await rename(draft, fileOf(mail.id));
      const surplus = (await listIds()).slice(keptMails);
      await Promise.all(surplus.map((id) => unlink(fileOf(id)).catch(() => undefined)));
    },
  };
}
