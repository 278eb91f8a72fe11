import { mailHtml } from "~/domain/mail-html";
import { goingMails } from "~/domain/mails";
import type { Database } from "../db/clients";
import type { GoingMails } from "./port";

/** Mails before files go, by way of the outbox. `onPost` hears when some were handed in. */
export function createGoingMails(
  database: Database,
  publicOrigin: string,
  onPost: () => void,
): GoingMails {
  const service = database.asService();
  const letters = Object.fromEntries(
    Object.entries(goingMails(publicOrigin)).map(([sort, letter]) => [
      sort,
      { subject: letter.subject, html: mailHtml(letter) },
    ]),
  );
  return {
    async isWanted({ userId, sessionId }) {
      const person = { p_user_id: userId, p_session_id: sessionId };
      return (await service.call("wants_going_mail", person)) === true;
    },
    async choose({ userId, sessionId }, isWanted) {
      await service.call("choose_going_mail", {
        p_user_id: userId,
        p_session_id: sessionId,
        p_wanted: isWanted,
      });
    },
    async post(limit) {
      const batch = { p_letters: letters, p_limit: limit };
      const posted = (await service.call("mail_going", batch)) ?? 0;
      if (posted > 0) onPost();
      return posted;
    },
  };
}
