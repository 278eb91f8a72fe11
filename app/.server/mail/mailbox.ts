import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { firstLink, mailText } from "./mail-text.ts";
import type { Mail as MailToKeep, MailPort } from "./port.ts";

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

/** A mail that would have been sent. */
export type KeptMail = Readonly<z.infer<typeof mailSchema>>;

/** Mails kept in DATA_DIR/mail instead of being sent, the newest 200. */
export interface Mailbox extends MailPort {
  /** Newest first. */
  list(): Promise<KeptMail[]>;
  read(id: string): Promise<KeptMail | null>;
}

const keptMails = 200;
const idPattern = /^[0-9a-z]{9}-[0-9a-f]{8}$/;

function toKept({ to, subject, html }: MailToKeep): KeptMail {
  const now = new Date();
  const id = `${now.getTime().toString(36).padStart(9, "0")}-${randomBytes(4).toString("hex")}`;
  return {
    id,
    to,
    subject,
    html,
    text: mailText(html),
    link: firstLink(html),
    sentAt: now.toISOString(),
  };
}

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && cause.code === "ENOENT";

/** Opens the mailbox of a DATA_DIR. Several processes may use it at once. */
export function openMailbox(dataDir: string): Mailbox {
  const folder = join(dataDir, "mail");
  const fileOf = (id: string): string => join(folder, `${id}.json`);

  const listIds = async (): Promise<string[]> => {
    const names = await readdir(folder).catch((cause: unknown) => {
      if (isMissing(cause)) return [];
      throw cause;
    });
    const ids = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5));
    return ids
      .filter((id) => idPattern.test(id))
      .toSorted()
      .toReversed();
  };
  const read = async (id: string): Promise<KeptMail | null> => {
    if (!idPattern.test(id)) return null;
    const text = await readFile(fileOf(id), "utf8").catch((cause: unknown) => {
      if (isMissing(cause)) return null;
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
    async post(given) {
      const mail = toKept(given);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = join(folder, `${mail.id}.draft`);
      await writeFile(draft, JSON.stringify(mail), { mode: 0o600 });
      await rename(draft, fileOf(mail.id));
      const surplus = (await listIds()).slice(keptMails);
      await Promise.all(surplus.map((id) => unlink(fileOf(id)).catch(() => undefined)));
    },
  };
}
