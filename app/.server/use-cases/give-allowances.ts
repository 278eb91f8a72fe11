import type { Allowances } from "../credits/port";

export interface GiveAllowancesDeps {
  allowances: Allowances;
  log(message: string, facts: Record<string, unknown>): void;
}

const batchSize = 200;

/**
 * Gives everybody the monthly allowance that is due, batch by batch, until all have it or `isOver`. Any number of
 * processes may do so at once: one gives, the others see that. Never fails: whoever is left gets it with the next run,
 * and trouble is logged. Resolves to how many people it went through.
 */
export async function giveAllowances(
  { allowances, log }: GiveAllowancesDeps,
  isOver: () => boolean,
): Promise<number> {
  let people = 0;
  try {
    for (let done = 1; done > 0 && !isOver(); people += done)
      done = await allowances.give(batchSize);
  } catch (error) {
    log("Monthly allowances could not be given", { err: error });
  }
  return people;
}
