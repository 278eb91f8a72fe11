import type { Database } from "../db/clients";
import { startDelivery, type Delivery } from "./delivery";
import { createGoingMails } from "./going-mails";
import { type Mailbox, openMailbox } from "./mailbox";
import { createNotices } from "./notices";
import type { GoingMails, MailPort, Notices } from "./port";
import { createSupabaseOutbox, type Outbox } from "./supabase-outbox";

export interface MailOptions {
  /** Null: nothing is sent. */
  smtp: { url: string; from: { name: string; address: string } } | null;
  /** Supabase sends Auth's own mails. */
  isHosted: boolean;
  dataDir: string;
  publicOrigin: string;
  database: Database;
  log(message: string, facts: Record<string, unknown>): void;
}

export interface MailService extends MailPort {
  notices: Notices;
  /** Null where no mail can be sent. */
  goingMails: GoingMails | null;
  /** Mails kept on this machine; null where they are sent. */
  mailbox: Mailbox | null;
  /** What whoever starts Easel should know; null: nothing. */
  warning: string | null;
  /** Begins to send what waits. Without a mail server it does nothing. */
  start(): void;
  /** Looks for mails to send now. */
  wake(): void;
  stop(): Promise<void>;
}

/** A minute's lease covers it. */
const timeoutMs = 45_000;

/**
 * Mails go to the mail server by way of the outbox; without a server to the mailbox, and on a hosted project nowhere.
 */
export async function createMail(options: MailOptions): Promise<MailService> {
  const { smtp, isHosted, dataDir, publicOrigin, database, log } = options;
  let delivery: Delivery | null = null;
  const wake = () => delivery?.wake();
  const outbox = smtp ? createSupabaseOutbox(database, wake) : null;
  const mailbox = outbox || isHosted ? null : openMailbox(dataDir);
  const mails = outbox ?? mailbox;
  const start = smtp && outbox ? await prepareDelivery(smtp, outbox, log) : null;
  return {
    post: async (mail, usefulSeconds) => mails?.post(mail, usefulSeconds),
    notices: createNotices({ mails, publicOrigin, now: () => new Date(), log }),
    goingMails: outbox && createGoingMails(database, publicOrigin, wake),
    mailbox,
    warning: mails
      ? null
      : "Nobody is told by mail of a new password or a sign-in on a new device: SMTP_URL is not set",
    start: () => void (delivery ??= start?.() ?? null),
    wake,
    stop: async () => delivery?.stop(),
  };
}

async function prepareDelivery(
  smtp: NonNullable<MailOptions["smtp"]>,
  outbox: Outbox,
  log: MailOptions["log"],
): Promise<() => Delivery> {
  const { createSmtp } = await import("./smtp");
  const send = createSmtp({ ...smtp, timeoutMs });
  return () => startDelivery({ outbox, send, log });
}
