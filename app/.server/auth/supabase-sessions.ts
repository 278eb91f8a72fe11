import type { Database } from "../db/clients";
import { sessionOf } from "../db/session-of";
import type { SessionRecords, SessionSettings } from "./port";

/** Easel's own record of sessions, on SQL functions. Error: unavailable. */
export function createSupabaseSessions(
  database: Database,
  { signupCredits, signupGrants, isSingleVisitor, sessionLife }: SessionSettings,
): SessionRecords {
  const service = database.asService();
  const life = { p_idle_days: sessionLife.idleDays, p_max_days: sessionLife.maxDays };
  return {
    async open(viewer, { by, device: { agent, address }, replaces, passwordMark }) {
      await service.call("register_session", {
        ...sessionOf(viewer),
        ...life,
        p_opened_by: by,
        p_agent: agent,
        p_address: address,
        p_password_mark: passwordMark,
        p_replaced_user_id: replaces?.userId,
        p_replaced_session_id: replaces?.sessionId,
        p_signup_credits: signupCredits,
        p_max_grants_per_day: signupGrants.aDay,
        p_max_grants_per_address: isSingleVisitor(address) ? signupGrants.anAddress : null,
      });
    },
    passwordMark: (email) => service.call("password_mark", { p_email: email }),
    touch: (viewer) => service.call("touch_session", { ...sessionOf(viewer), ...life }),
    end: (viewer) => service.call("revoke_session", sessionOf(viewer)),
    endAll: ({ userId }) => service.call("revoke_sessions", { p_user_id: userId }),
    async freshLink(viewer) {
      const opening = await service.call("recent_link", sessionOf(viewer));
      return opening === "password" ? null : opening;
    },
  };
}
