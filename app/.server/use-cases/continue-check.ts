import type { CheckRuns } from "../admin/dashboard-port";

/**
 * Goes on with the check of everything that must hold, step by step, until it is over or `isOver` says that there is no
 * more time: then whoever comes next goes on there. Any number of processes may try; one at a time does it. Error:
 * unavailable.
 */
export async function continueCheck(
  { checkRuns }: { checkRuns: CheckRuns },
  isOver: () => boolean,
): Promise<void> {
  while (!isOver() && (await checkRuns.step()) !== null);
}
