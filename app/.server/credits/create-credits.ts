import type { Database } from "../db/clients";
import { createGiftCodeMaker } from "./gift-code-maker";
import type { GiftCaps, GiftCodes, Ledger } from "./port";
import { createSupabaseGiftCodes } from "./supabase-gift-codes";
import { createSupabaseLedger } from "./supabase-ledger";

export interface CreditsOptions {
  database: Database;
  /** What gift codes are derived from. */
  secretKey: string;
  handCaps: GiftCaps;
}

/** The ledger, and the gift codes that fill it. */
export function createCredits({ database, secretKey, handCaps }: CreditsOptions): {
  ledger: Ledger;
  giftCodes: GiftCodes;
} {
  return {
    ledger: createSupabaseLedger(database),
    giftCodes: createSupabaseGiftCodes(database, createGiftCodeMaker(secretKey), handCaps),
  };
}
