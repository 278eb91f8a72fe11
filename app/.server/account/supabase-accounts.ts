import { z } from "zod";
import type { Database } from "../db/clients";
import { AppError } from "../errors";
import type { Accounts } from "./port";

const taken = z.object({ allowed: z.boolean(), retryAfterSeconds: z.number() });
/** Longer than Supabase Auth waits by its usual settings between two mails to one address. */
const mailPauseSeconds = 300;
const draft = z.record(z.string(), z.string()).nullable();

/** Rate limits and drafts on SQL functions. Errors: rate_limited, too_large, unavailable. */
export function createSupabaseAccounts(database: Database): Accounts {
  const service = database.asService();
  return {
    async takeRateLimit(bucket, limit, windowSeconds) {
      const reply = taken.parse(
        await service.call("take_rate_limit", { bucket, limit, windowSeconds }),
      );
      if (reply.allowed) return;
      throw new AppError("rate_limited", {
        retryable: true,
        facts: { retryAfterSeconds: reply.retryAfterSeconds },
      });
    },
    async wasJustMailed(email) {
      const p = { email: email.trim(), seconds: mailPauseSeconds };
      return z.boolean().parse(await service.call("mailed_lately", p));
    },
    async saveDraft(tokenHash, fields) {
      await service.call("save_draft", { tokenHash, fields });
    },
    async readDraft(tokenHash) {
      return draft.parse(await service.call("read_draft", { tokenHash }));
    },
  };
}
