import { z } from "zod";
import type { Viewer } from "~/domain/viewer";
import type { Database } from "../db/clients";
import type { SessionRecords, SessionSettings } from "./port";

const mark = z.string().nullable();
const link = z.enum(["signup", "recovery"]).nullable();
const idsOf = ({ userId, sessionId }: Viewer) => ({ userId, sessionId });

/** Easel's own record of sessions, on SQL functions. Error: unavailable. */
export function createSupabaseSessions(
  database: Database,
  { signupCredits, signupGrants, isOneVisitors, sessionLife: life }: SessionSettings,
): SessionRecords {
  const service = database.asService();
  return {
    async open(viewer, { by, device: { agent, address }, replaces, passwordMark }) {
      const opening = { ...idsOf(viewer), openedBy: by, agent, address, passwordMark };
      const replaced = replaces && idsOf(replaces);
      const anAddress = isOneVisitors(address) ? signupGrants.anAddress : null;
      const grants = { signupCredits, signupGrants: { ...signupGrants, anAddress } };
      const settings = { ...life, ...grants };
      await service.call("register_session", { ...opening, replaces: replaced, ...settings });
    },
    async passwordMark(email) {
      return mark.parse(await service.call("password_mark", { email }));
    },
    async touch(viewer) {
      await service.call("touch_session", { ...idsOf(viewer), ...life });
    },
    async end(viewer) {
      await service.call("revoke_session", idsOf(viewer));
    },
    async endAll({ userId }) {
      await service.call("revoke_sessions", { userId });
    },
    async freshLink(viewer) {
      return link.parse(await service.call("fresh_link", idsOf(viewer)));
    },
  };
}
