import { createHash, createHmac, hkdfSync } from "node:crypto";
import { readGiftCode, spellGiftCode } from "~/domain/gift-codes";

export interface GiftCodeMaker {
  /** The code with this number of a batch, as people get it: the same for the same batch. */
  codeOf(batchId: string, number: number): string;
}

/**
 * Derives gift codes from their batch, with a key of its own made from `secretKey`. So admins see them again, and the
 * database, which holds hashes alone, gives nobody a code that can be used.
 */
export function createGiftCodeMaker(secretKey: string): GiftCodeMaker {
  const key = Buffer.from(hkdfSync("sha256", secretKey, "", "easel gift codes", 32));
  return {
    codeOf: (batchId, number) =>
      spellGiftCode(
        createHmac("sha256", key).update(`${batchId}:${number}`).digest().subarray(0, 13),
      ),
  };
}

/**
 * Hex SHA-256 of a code in any spelling, as the database keeps it. It is looked up by that alone, so that the time it
 * takes says nothing of how much of a guess was right.
 */
export const hashOfGiftCode = (code: string): string =>
  createHash("sha256")
    .update(readGiftCode(code) ?? "")
    .digest("hex");
