import type { DashboardPage } from "~/domain/admin/dashboard";

/** Which days; nothing of it: the latest thirty. See `AskedRange`. */
export interface RangeWanted {
  from: string | null;
  to: string | null;
  days: number | null;
}

/** What an admin sees of everything, and the check of it. */
export interface Dashboard {
  /** `adminSession`: of a live admin, else signed_out. Other error: unavailable. */
  page(adminSession: string, range: RangeWanted): Promise<DashboardPage>;
  /**
   * Has everything be checked anew, with a line in the audit log; one that is under way goes on. Errors: signed_out,
   * unavailable.
   */
  beginCheck(adminSession: string, reason: string): Promise<void>;
}

export interface CheckRuns {
  /**
   * One step of the check that is under way, about a thousand rows. Where it goes on; null: it is over, there is none,
   * or another process is at it. Error: unavailable.
   */
  step(): Promise<string | null>;
}
