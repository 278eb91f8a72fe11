import type { Database } from "../db/clients";
import type { RuleBook } from "./rules-port";

/** The rules for prompts, by the SQL functions of admins. Errors: those of the port. */
export function createSupabaseRuleBook(database: Database): RuleBook {
  const service = database.asService();
  return {
    read: (session) => service.call("admin_rules", { p_admin_session: session }),
    async add(session, phrases, isAllowed, reason) {
      await service.call("add_prompt_rules", {
        p_admin_session: session,
        p_phrases: phrases,
        p_is_allowed: isAllowed,
        p_reason: reason,
      });
    },
    async remove(session, ruleIds, reason) {
      await service.call("remove_prompt_rules", {
        p_admin_session: session,
        p_ids: ruleIds,
        p_reason: reason,
      });
    },
    async closeObjections(session, objectionIds, reason) {
      await service.call("close_objections", {
        p_admin_session: session,
        p_ids: objectionIds,
        p_reason: reason,
      });
    },
  };
}
