import { createHash } from "node:crypto";
import { rateLimits } from "~/domain/rate-limits";
import type { Database } from "../db/clients";
import { onlyRow } from "../db/only-row";
import { sessionOf } from "../db/session-of";
import { AppError } from "../errors";
import type { Accounts } from "./port";

/** Longer than Supabase Auth waits by its default settings between two mails to one address. */
const mailPauseSeconds = 300;

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

function requireAllowed(taken: { allowed: boolean; retry_after_seconds: number }): void {
  const facts = { retryAfterSeconds: taken.retry_after_seconds };
  if (!taken.allowed) throw new AppError("rate_limited", { retryable: true, facts });
}

/** Rate limits and drafts on SQL functions. Errors: rate_limited, too_large, signed_out, unavailable. */
export function createSupabaseAccounts(database: Database): Accounts {
  const service = database.asService();
  return {
    async takeRateLimit(name, whose) {
      const { whose: kind, uses, seconds } = rateLimits[name];
      const rows = await service.call("take_rate_limit", {
        p_bucket: `${name}:${kind === "email" ? hashOf(whose.trim().toLowerCase()) : whose}`,
        p_limit: uses,
        p_window_seconds: seconds,
      });
      requireAllowed(onlyRow(rows));
    },
    async takePersonLimit(name, viewer) {
      const { uses, seconds } = rateLimits[name];
      const limit = { p_name: name, p_limit: uses, p_window_seconds: seconds };
      const asked = { ...sessionOf(viewer), ...limit };
      requireAllowed(onlyRow(await service.call("take_person_limit", asked)));
    },
    async wasJustMailed(email) {
      const args = { p_email: email.trim(), p_seconds: mailPauseSeconds };
      return (await service.call("recently_mailed", args)) === true;
    },
    async saveDraft(token, fields) {
      await service.call("save_draft", { p_token_hash: hashOf(token), p_fields: fields });
    },
    readDraft: (token) => service.call("read_draft", { p_token_hash: hashOf(token) }),
  };
}
