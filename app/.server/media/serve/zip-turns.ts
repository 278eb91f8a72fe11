import { AppError } from "~/.server/errors";
import type { ZipTurns } from "../port";

/** Nobody knows how long a download goes on. */
const retryAfterSeconds = 60;

/** Counts the downloads that go on in this process: each keeps a connection and an open file. */
export function createZipTurns({
  atOnce,
  perPerson,
}: {
  atOnce: number;
  perPerson: number;
}): ZipTurns {
  const running = new Map<string, number>();
  let total = 0;

  function count(userId: string, change: 1 | -1): void {
    const own = (running.get(userId) ?? 0) + change;
    total += change;
    if (own > 0) running.set(userId, own);
    else running.delete(userId);
  }

  return {
    begin(userId) {
      if (total >= atOnce || (running.get(userId) ?? 0) >= perPerson)
        throw new AppError("rate_limited", { retryable: true, facts: { retryAfterSeconds } });
      count(userId, 1);
      let hasEnded = false;
      return () => {
        if (hasEnded) return;
        hasEnded = true;
        count(userId, -1);
      };
    },
  };
}
