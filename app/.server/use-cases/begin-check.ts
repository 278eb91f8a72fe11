import { setTimeout as wait } from "node:timers/promises";
import type { Dashboard } from "../admin/dashboard-port";

export interface BeginCheckDeps {
  dashboard: Pick<Dashboard, "beginCheck">;
  /** Goes on with what is under way, for as long as it takes. */
  goOnChecking(): Promise<void>;
}

/** A small Easel is checked in so long, and the next page says what was found. */
const patienceMs = 1500;

/**
 * Has everything be checked anew, with a line in the audit log. The check goes on after the answer, in this process or
 * another; this resolves early where it takes longer. Errors: signed_out, unavailable.
 */
export async function beginCheck(
  { dashboard, goOnChecking }: BeginCheckDeps,
  adminSession: string,
  reason: string,
): Promise<void> {
  await dashboard.beginCheck(adminSession, reason);
  await Promise.race([goOnChecking(), wait(patienceMs, undefined, { ref: false })]);
}
