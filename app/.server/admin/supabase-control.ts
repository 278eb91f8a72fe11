import type { Database } from "../db/clients";
import type { Control } from "./control-port";

/** The app's settings and their history on SQL functions, each checked, written and logged in one transaction. */
export function createSupabaseControl(database: Database): Control {
  const service = database.asService();
  return {
    read: (session) => service.call("admin_settings", { p_admin_session: session }),
    async change(session, { name, key, value, seen, reason }) {
      const line = await service.call("change_setting", {
        p_admin_session: session,
        p_name: name,
        p_key: key,
        p_value: value as object | null,
        p_seen: seen as object | null,
        p_reason: reason,
      });
      return line !== null;
    },
    async undo(session, auditId, reason) {
      const args = { p_admin_session: session, p_audit_id: auditId, p_reason: reason };
      return (await service.call("undo_setting", args)) !== null;
    },
    audit: (session, { actor, subject, action, before, after, limit }) =>
      service.call("audit_page", {
        p_admin_session: session,
        p_limit: limit,
        p_actor: actor,
        p_subject: subject,
        p_action: action,
        p_before: before,
        p_after: after,
      }),
  };
}
