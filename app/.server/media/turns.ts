import { AppError } from "~/.server/errors";
import type { Turns } from "./turns-port";

/** Counts what goes on in this process at once, all in all and of each person. `perPerson` bounds one of them. */
export function createTurns({
  atOnce,
  perPerson,
  retryAfterSeconds,
}: {
  atOnce: number;
  perPerson: number;
  retryAfterSeconds: number;
}): Turns {
  const running = new Map<string, number>();
  let total = 0;

  function count(person: string, change: 1 | -1): void {
    const own = (running.get(person) ?? 0) + change;
    total += change;
    if (own > 0) running.set(person, own);
    else running.delete(person);
  }

  return {
    begin(person) {
      if (total >= atOnce || (running.get(person) ?? 0) >= perPerson)
        throw new AppError("rate_limited", { retryable: true, facts: { retryAfterSeconds } });
      count(person, 1);
      let hasEnded = false;
      return () => {
        if (hasEnded) return;
        hasEnded = true;
        count(person, -1);
      };
    },
  };
}
