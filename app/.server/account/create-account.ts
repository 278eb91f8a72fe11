import type { Database } from "../db/clients";
import type { Accounts, SignInGuard } from "./port";
import { createSupabaseAccounts } from "./supabase-accounts";
import { createSupabaseSignInGuard } from "./supabase-sign-in-guard";

export interface AccountOptions {
  database: Database;
  log(message: string, facts: Record<string, unknown>): void;
}

/** Accounts' own facts beside Supabase Auth, and the guard of their passwords. */
export function createAccount({ database, log }: AccountOptions): {
  accounts: Accounts;
  signInGuard: SignInGuard;
} {
  return {
    accounts: createSupabaseAccounts(database),
    signInGuard: createSupabaseSignInGuard(database, log),
  };
}
