import type { AppSettings, SettingName } from "~/domain/admin/settings";
import type { AuditPage, AuditQuery } from "~/domain/admin/audit";

/** One setting to be changed, as the form had it. */
export interface SettingChange {
  name: SettingName;
  /** Of one that has keys: the provider or the model. */
  key: string | null;
  /** Null: nobody has chosen, as at first. */
  value: unknown;
  /** What it was when the admin saw it. */
  seen: unknown;
  reason: string;
}

/**
 * What admins choose for the whole app. `session` as of `Admin`. Errors: signed_out, unavailable; of changes also
 * changed_meanwhile, invalid_input.
 */
export interface Control {
  read(session: string): Promise<AppSettings>;
  /** False: it is that already, and nothing was done. */
  change(session: string, change: SettingChange): Promise<boolean>;
  /** Puts back what a setting was before that line of the audit log. Error: not_found. */
  undo(session: string, auditId: number, reason: string): Promise<boolean>;
  audit(session: string, query: AuditQuery): Promise<AuditPage>;
}
