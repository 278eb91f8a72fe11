import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Database } from "../db/clients";
import { AppError } from "../errors";
import { isFitToSend } from "./fit-to-send";
import type { MailPort } from "./port";
import type { PostedMail } from "./smtp";

const takenMails = z.object({
  mails: z.array(
    z.object({
      id: z.uuid(),
      to: z.string(),
      subject: z.string(),
      html: z.string(),
      attempt: z.number().int(),
      postedAt: z.iso.datetime({ offset: true }).transform((iso) => new Date(iso)),
    }),
  ),
  givenUp: z.number().int(),
  nextInSeconds: z.number().nullable(),
});

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
      if (!isFitToSend(mail)) throw new AppError("invalid_input");
      const id = randomUUID();
      await service.call("post_mail", { ...mail, id, usefulSeconds });
      onPost();
    },
    async take(limit, leaseSeconds) {
      return takenMails.parse(await service.call("take_mails", { limit, leaseSeconds }));
    },
    async done(id) {
      await service.call("mail_is_done", { id });
    },
  };
}
