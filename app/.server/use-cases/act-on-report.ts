import type { ReportAct } from "~/domain/admin/reports";
import type { ReportQueue } from "../admin/reports-port";
import type { Notices } from "../mail/port";

export interface ActOnReportDeps {
  reportQueue: ReportQueue;
  notices: Pick<Notices, "takenDown">;
}

/**
 * Does what an admin decides about a report. Whose files are taken down is told by mail besides, where mails are sent;
 * a mail that can't be handed in changes nothing. Errors: not_found, already_finished, invalid_input, signed_out,
 * unavailable.
 */
export async function actOnReport(
  { reportQueue, notices }: ActOnReportDeps,
  session: string,
  reportId: string,
  act: ReportAct,
): Promise<void> {
  switch (act.intent) {
    case "take-down": {
      const { takeDownId: id, mediaId: mediaIds, everything: isEverything, words, reason } = act;
      const takeDown = { id, reportId, mediaIds, isEverything, words, reason };
      const { email } = await reportQueue.takeDown(session, takeDown);
      if (email) await notices.takenDown(email, words);
      return;
    }
    case "reject":
      return await reportQueue.reject(session, reportId, act.reason);
    case "undo":
      return await reportQueue.undo(session, reportId, act.reason);
    case "note":
      return await reportQueue.note(session, reportId, act.reason);
  }
}
