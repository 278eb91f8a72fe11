import type { GoingMails } from "../mail/port";

export interface MailGoingDeps {
  /** Null: no mail can be sent. */
  goingMails: Pick<GoingMails, "post"> | null;
  log(message: string, facts: Record<string, unknown>): void;
}

const batchSize = 100;

/**
 * Tells people by mail of files that go within a day, batch by batch, until all are told or `isOver`. Any number of
 * processes may do so at once. Never fails: the next run tells those who are left, and trouble is logged.
 */
export async function mailGoing(
  { goingMails, log }: MailGoingDeps,
  isOver: () => boolean,
): Promise<void> {
  try {
    let isMore = goingMails !== null;
    while (isMore && !isOver()) isMore = (await goingMails?.post(batchSize)) === batchSize;
  } catch (error) {
    log("People could not be told of files that go", { err: error });
  }
}
