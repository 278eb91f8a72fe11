import type { Database } from "../db/clients";
import { hashOfGiftCode, type GiftCodeMaker } from "./gift-code-maker";
import type { GiftCaps, GiftCodes } from "./port";

/** Gift codes on SQL functions. Errors: those of the port. */
export function createSupabaseGiftCodes(
  database: Database,
  { codeOf }: GiftCodeMaker,
  caps: GiftCaps,
): GiftCodes {
  const service = database.asService();
  return {
    list: (session, page, pageSize) =>
      service.call("gift_batches_page", {
        p_admin_session: session,
        p_page: page,
        p_page_size: pageSize,
      }),
    async make(session, batch, reason, isConfirmed) {
      const numbers = Array.from({ length: batch.codeCount }, (_, place) => place + 1);
      await service.call("make_gift_codes", {
        p_admin_session: session,
        p_batch_id: batch.id,
        p_label: batch.label,
        p_credits: batch.credits,
        p_code_hashes: numbers.map((number) => hashOfGiftCode(codeOf(batch.id, number))),
        p_max_uses: batch.maxUses,
        p_expires_at: batch.expiresAt?.toISOString() ?? null,
        p_reason: reason,
        p_caps: caps,
        p_is_confirmed: isConfirmed,
      });
    },
    async withdraw(session, batchId, reason) {
      const args = { p_admin_session: session, p_batch_id: batchId, p_reason: reason };
      await service.call("withdraw_gift_codes", args);
    },
    async codesOf(session, batchId) {
      const args = { p_admin_session: session, p_batch_id: batchId };
      const { batch, codes } = await service.call("gift_batch", args);
      const spelled = codes.map(({ number, hash, uses }) => {
        const code = codeOf(batch.id, number);
        // Made with another secret key, it can't be derived again.
        return { code: hashOfGiftCode(code) === hash ? code : null, uses };
      });
      return { batch, codes: spelled };
    },
  };
}
