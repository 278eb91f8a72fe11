import type { Database } from "../db/clients";
import type { CheckRuns, Dashboard } from "./dashboard-port";

/** PostgreSQL's own limit for one statement. */
const timeoutMs = 8000;
const rowsAStep = 1000;

/** What is counted, as the database has it; asked with the server's rights, for an admin whose session it knows. */
export function createSupabaseDashboard(database: Database): Dashboard {
  const service = database.asService();
  return {
    page: (adminSession, { from, to, days }) =>
      service.call("dashboard_page", {
        p_admin_session: adminSession,
        p_from: from,
        p_to: to,
        p_days: days,
      }),
    async beginCheck(adminSession, reason) {
      await service.call("begin_check", { p_admin_session: adminSession, p_reason: reason });
    },
  };
}

/** The check that is under way, as the database has it, with the server's rights. */
export function createSupabaseCheckRuns(database: Database): CheckRuns {
  const service = database.asService();
  return { step: () => service.call("check_step", { p_limit: rowsAStep }, timeoutMs) };
}
