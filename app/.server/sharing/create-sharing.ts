import type { Database } from "../db/clients";
import { createLinkTokens } from "./link-tokens";
import { drawQrCode } from "./qr-code";
import { createSupabaseShares } from "./supabase-shares";

export interface SharingOptions {
  database: Database;
  /** What tokens are derived from. */
  secretKey: string;
}

/** Links by which anybody may see a file or a board. */
export function createSharing({ database, secretKey }: SharingOptions) {
  return { shares: createSupabaseShares(database, createLinkTokens(secretKey)), drawQrCode };
}
