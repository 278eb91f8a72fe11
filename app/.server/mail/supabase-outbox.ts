import { randomUUID } from "node:crypto";
import type { Database } from "../db/clients";
import { AppError } from "../errors";
import { isValidMail } from "./validate-mail";
import type { MailPort } from "./port";
import type { PostedMail } from "./smtp";

export interface DueMail extends PostedMail {
  /** From 1. */
  attempt: number;
}

/** Mails on their way, in the database, so that neither a restart nor a mail server that is down loses one. */
export interface Outbox extends MailPort {
  /** Mails that are due, each to one taker, who has `leaseSeconds` to send it. Error: unavailable. */
  take(
    limit: number,
    leaseSeconds: number,
  ): Promise<{ mails: DueMail[]; givenUp: number; nextInSeconds: number | null }>;
  /** Forgets a mail that was sent, or never will be. Error: unavailable. */
  done(id: string): Promise<void>;
}

/** `onPost` hears of each mail that was handed in. */
export function createSupabaseOutbox(database: Database, onPost: () => void): Outbox {
  const service = database.asService();
  return {
    async post(mail, usefulSeconds) {
      if (!isValidMail(mail)) throw new AppError("invalid_input");
      const id = randomUUID();
      await service.call("enqueue_mail", {
        p_id: id,
        p_to: mail.to,
        p_subject: mail.subject,
        p_html: mail.html,
        p_useful_seconds: usefulSeconds,
      });
      onPost();
    },
    take: (limit, leaseSeconds) =>
      service.call("lease_mails", { p_limit: limit, p_lease_seconds: leaseSeconds }),
    async done(id) {
      await service.call("delete_mail", { p_id: id });
    },
  };
}
