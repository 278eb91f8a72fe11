import type { Violation } from "~/.server/admin/port";
import {
  checkEverything,
  type CheckEverythingDeps,
  type CheckReport,
} from "~/.server/use-cases/check-everything";

/** All that a check has to say. */
export interface Gathered {
  report: CheckReport;
  violations: Violation[];
  /** The places that it has reached, in order. */
  places: string[];
}

/** Checks everything, from a place on where one is given. */
export async function gather(deps: CheckEverythingDeps, from?: string): Promise<Gathered> {
  const violations: Violation[] = [];
  const places: string[] = [];
  const report = await checkEverything(
    deps,
    {
      onViolation: (violation) => void violations.push(violation),
      onPlace: (place) => void places.push(place),
    },
    from,
  );
  return { report, violations, places };
}
