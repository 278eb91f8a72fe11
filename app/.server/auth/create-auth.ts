import { withSecurityLog } from "./log-security";
import type { AuthGateway, SecurityLog, SessionLife, SessionRecords } from "./port";
import { jwksUrlOf } from "./signing-keys";
import { createSupabaseAuth } from "./supabase-auth";

export interface AuthSettings {
  supabase: {
    url: string;
    publishableKey: string;
    secretKey: string;
    jwtSecret: string | null;
    fetch: typeof globalThis.fetch;
  };
  /** A Supabase project, as against the backend in this process. */
  isHosted: boolean;
  publicOrigin: string;
  sessionLife: SessionLife;
  records: SessionRecords;
  securityLog: SecurityLog;
  log(message: string, facts: Record<string, unknown>): void;
}

/** Connects Supabase Auth. A hosted project publishes its signing keys, and believes a secret key of the newer kind. */
export function createAuth(settings: AuthSettings): AuthGateway {
  const { supabase, isHosted, sessionLife, records, securityLog, log } = settings;
  const isBelieved = supabase.secretKey.startsWith("sb_secret_");
  if (isHosted && !isBelieved)
    log(
      "SUPABASE_SECRET_KEY is of the older kind, so Supabase Auth takes all visitors for one, who soon has signed in too often: use a key that begins with sb_secret_",
      {},
    );
  const { secretKey, ...project } = supabase;
  const auth = createSupabaseAuth({
    ...project,
    forwardingKey: isHosted && isBelieved ? secretKey : null,
    jwksUrl: isHosted ? jwksUrlOf(supabase.url) : null,
    records,
    https: settings.publicOrigin.startsWith("https:"),
    maxAgeSeconds: Math.min(sessionLife.idleDays, sessionLife.maxDays) * 86_400,
    log,
  });
  // What it says is remembered. While it does not answer, `/readyz` and each sign-up ask again.
  auth.confirmsAddresses().catch(() => undefined);
  return withSecurityLog(auth, securityLog);
}
