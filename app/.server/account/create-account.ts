import type { Database } from "../db/clients";
import type { Accounts, Departures, EmailChanges, Profiles, SignInGuard } from "./port";
import { createSupabaseAccounts } from "./supabase-accounts";
import { createSupabaseDepartures } from "./supabase-departures";
import { createSupabaseEmailChanges } from "./supabase-email-changes";
import { createSupabaseProfiles } from "./supabase-profiles";
import { createSupabaseSignInGuard } from "./supabase-sign-in-guard";

export interface AccountOptions {
  database: Database;
  log(message: string, facts: Record<string, unknown>): void;
}

/** Accounts' own facts beside Supabase Auth, and the guard of their passwords. */
export function createAccount({ database, log }: AccountOptions): {
  accounts: Accounts;
  profiles: Profiles;
  emailChanges: EmailChanges;
  departures: Departures;
  signInGuard: SignInGuard;
} {
  return {
    accounts: createSupabaseAccounts(database),
    profiles: createSupabaseProfiles(database),
    emailChanges: createSupabaseEmailChanges(database),
    departures: createSupabaseDepartures(database),
    signInGuard: createSupabaseSignInGuard(database, log),
  };
}
