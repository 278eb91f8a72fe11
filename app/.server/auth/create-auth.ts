import type { GoogleHere } from "~/domain/google";
import type { Database } from "../db/clients";
import { withSecurityLog } from "./log-security";
import type {
  AuthGateway,
  CheckPassword,
  Devices,
  GoogleLinks,
  SecondFactors,
  SecurityLog,
  SessionRecords,
  SessionSettings,
} from "./port";
import { jwksUrlOf } from "./signing-keys";
import { createSupabaseAuth } from "./supabase-auth";
import { createSupabaseGoogleLinks } from "./supabase-google-links";
import { createSupabaseSecondFactors } from "./supabase-second-factors";
import { createSupabaseSecurityLog } from "./supabase-security-log";
import { createThrowawayCheck } from "./throwaway-emails";
import { createSupabaseDevices, createSupabaseSessions } from "./supabase-sessions";
import { isSingleVisitor } from "./visitor-address";
import { createPasswordCheck } from "./weak-passwords";

export interface AuthOptions extends Omit<SessionSettings, "isSingleVisitor" | "isThrowawayEmail"> {
  supabase: {
    url: string;
    publishableKey: string;
    secretKey: string;
    jwtSecret: string | null;
    fetch: typeof globalThis.fetch;
    google: GoogleHere | null;
  };
  /** A Supabase project, as against the backend in this process. */
  isHosted: boolean;
  publicOrigin: string;
  /** Whose word on visitors' addresses is taken; `none`: nobody's. */
  trustProxy: string;
  /** Services of throwaway mailboxes beside the known ones; with a minus before it one that is none. */
  throwawayDomains: readonly string[];
  /** Where passwords being chosen are looked up; null: nowhere. */
  breachCheckUrl: string | null;
  database: Database;
  /** For all but Supabase. */
  fetch: typeof globalThis.fetch;
  log(message: string, facts: Record<string, unknown>): void;
}

export interface Auth {
  auth: AuthGateway;
  sessions: SessionRecords;
  devices: Devices;
  googleLinks: GoogleLinks;
  secondFactors: SecondFactors;
  securityLog: SecurityLog;
  refuseWeakPassword: CheckPassword;
  /** What Easel does itself of signing in with Google; null: the project does all of it. */
  google: GoogleHere | null;
}

/** Signing in: Supabase Auth with Easel's own record of sessions, its security log, and what passwords must be. */
export function createAuth(options: AuthOptions): Auth {
  const { database, log } = options;
  const sessions = createSupabaseSessions(database, {
    ...options,
    isSingleVisitor: (address) => isSingleVisitor(address, options),
    isThrowawayEmail: createThrowawayCheck(options.throwawayDomains),
  });
  const securityLog = createSupabaseSecurityLog(database, log);
  const auth = connectAuth(options, sessions);
  // What it says is remembered. While it does not answer, `/readyz` and each sign-up ask again.
  auth.requiresConfirmation().catch(() => undefined);
  return {
    auth: withSecurityLog(auth, securityLog),
    sessions,
    devices: createSupabaseDevices(database),
    googleLinks: createSupabaseGoogleLinks(database),
    secondFactors: createSupabaseSecondFactors(database),
    securityLog,
    refuseWeakPassword: createPasswordCheck(options),
    google: options.supabase.google,
  };
}

/** A hosted project publishes its signing keys, and believes a secret key of the newer kind. */
function connectAuth(options: AuthOptions, records: SessionRecords): AuthGateway {
  const { supabase, isHosted, sessionLife, log } = options;
  const isBelieved = supabase.secretKey.startsWith("sb_secret_");
  if (isHosted && !isBelieved)
    log(
      "SUPABASE_SECRET_KEY is of the older kind, so Supabase Auth takes all visitors for one, who soon has signed in too often: use a key that begins with sb_secret_",
      {},
    );
  const { secretKey, google: _ours, ...project } = supabase;
  return createSupabaseAuth({
    ...project,
    forwardingKey: isHosted && isBelieved ? secretKey : null,
    jwksUrl: isHosted ? jwksUrlOf(supabase.url) : null,
    records,
    https: options.publicOrigin.startsWith("https:"),
    maxAgeSeconds: Math.min(sessionLife.idleDays, sessionLife.maxDays) * 86_400,
    log,
  });
}
