import { deviceName } from "~/domain/device-name";
import { mailHtml, type MailContent } from "~/domain/mail-html";
import {
  leavingMail,
  newDeviceMail,
  newEmailMail,
  newPasswordMail,
  secondFactorMail,
  stayingMail,
  takenDownMail,
  unlinkedGoogleMail,
} from "~/domain/mails";
import type { MailPort, NoticedDevice, Notices } from "./port";

export interface NoticeOptions {
  /** Null: nobody is told anything. */
  mails: MailPort | null;
  publicOrigin: string;
  now(): Date;
  log(message: string, facts: Record<string, unknown>): void;
}

/** After a day nobody needs to hear of it any more, and what happened can be seen on the account's pages. */
const ttlSeconds = 86_400;

/** Nothing that a visitor typed gets into a notice: it would carry a stranger's words to a mailbox in our name. */
export function createNotices({ mails, publicOrigin, now, log }: NoticeOptions): Notices {
  const send = async (to: string, letter: MailContent): Promise<void> => {
    try {
      await mails?.post({ to, subject: letter.subject, html: mailHtml(letter) }, ttlSeconds);
    } catch (error) {
      log("A notice could not be handed in", { subject: letter.subject, err: error });
    }
  };
  const resetUrl = `${publicOrigin}/forgot-password`;
  const occasion = (device: NoticedDevice) => ({
    when: when(now()),
    where: where(device),
    resetUrl,
  });
  return {
    newPassword: (to, device) => send(to, newPasswordMail(occasion(device))),
    newDevice: (to, device) => send(to, newDeviceMail(occasion(device))),
    newEmail: (to, device) => send(to, newEmailMail(occasion(device))),
    unlinkedGoogle: (to, device) => send(to, unlinkedGoogleMail(occasion(device))),
    secondFactor: (to, turned, device) => send(to, secondFactorMail(turned, occasion(device))),
    leaving: (to, goesAt) =>
      send(to, leavingMail(day(new Date(goesAt)), `${publicOrigin}/account/data`)),
    staying: (to) => send(to, stayingMail()),
    takenDown: (to, words) => send(to, takenDownMail(words, `${publicOrigin}/gallery`)),
  };
}

/** "November 27, 2026" */
function day(moment: Date): string {
  return moment.toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
}

/** "November 27, 2026 at 2:05 PM UTC" */
function when(moment: Date): string {
  const time = moment.toLocaleTimeString("en-US", { timeStyle: "short", timeZone: "UTC" });
  return `${day(moment)} at ${time.replaceAll("\u202f", " ")} UTC`;
}

function where({ agent, address }: NoticedDevice): string {
  return address === "unknown"
    ? deviceName(agent)
    : `${deviceName(agent)} (network ${address.replace(/\/\d+$/, "")})`;
}
