import type { AdminRules } from "~/domain/admin/rules";

/**
 * The rules for prompts, for admins: `session` is the digest of an admin's cookie. Everything that changes something is
 * one line of the audit log, with its reason. All errors: signed_out, unavailable.
 */
export interface RuleBook {
  read(session: string): Promise<AdminRules>;
  /** Errors: invalid_input (none of them has a word), limit_reached. */
  add(
    session: string,
    phrases: readonly string[],
    isAllowed: boolean,
    reason: string,
  ): Promise<void>;
  /** Error: not_found (none of them is there). */
  remove(session: string, ruleIds: readonly string[], reason: string): Promise<void>;
  /** Error: not_found. */
  closeObjections(session: string, objectionIds: readonly string[], reason: string): Promise<void>;
}
