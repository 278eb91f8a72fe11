import type { Database } from "../db/clients";
import type { SessionRecords, SessionSettings } from "./port";

/** Easel's own record of sessions, on SQL functions. Error: unavailable. */
export function createSupabaseSessions(
  database: Database,
  { signupCredits, ...life }: SessionSettings,
): SessionRecords {
  const service = database.asService();
  return {
    async open({ userId, sessionId }, { agent, address }, replaced) {
      const replaces = replaced && { userId: replaced.userId, sessionId: replaced.sessionId };
      const session = { userId, sessionId, agent, address, replaces };
      await service.call("register_session", { ...session, ...life, signupCredits });
    },
    async touch({ userId, sessionId }) {
      await service.call("touch_session", { userId, sessionId, ...life });
    },
    async end({ userId, sessionId }) {
      await service.call("revoke_session", { userId, sessionId });
    },
  };
}
