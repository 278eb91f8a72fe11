import { isLoopbackHost } from "~/domain/loopback";
import type { Variables } from "./env-variables";

/**
 * What is wrong with variables that are right one by one, one line each. `given`: as written; `parsed`: undefined where
 * one cannot be read. Pure.
 */
export function problemsTogether(
  given: Partial<Record<string, string>>,
  parsed: Variables | undefined,
): string[] {
  const problems: string[] = [];
  if (given.PROVIDER_EMULATOR && !mayEmulate(given))
    problems.push(
      "PROVIDER_EMULATOR is for tests and development: it must be a loopback address, and not be set in production",
    );
  const { MEDIA_STORE, BLOB_READ_WRITE_TOKEN, BLOB_STORE_ID, VERCEL_OIDC_TOKEN } = given;
  if (BLOB_STORE_ID && !VERCEL_OIDC_TOKEN && !BLOB_READ_WRITE_TOKEN)
    problems.push(
      "VERCEL_OIDC_TOKEN is missing: BLOB_STORE_ID opens nothing without it. Outside Vercel set BLOB_READ_WRITE_TOKEN instead (Vercel's dashboard has it: Storage, the store)",
    );
  if (MEDIA_STORE === "vercel-blob" && !BLOB_STORE_ID && !BLOB_READ_WRITE_TOKEN)
    problems.push("BLOB_READ_WRITE_TOKEN is missing: MEDIA_STORE says vercel-blob");
  if (given.ADMIN_PASSWORD && given.ADMIN_PASSWORD_HASH)
    problems.push("ADMIN_PASSWORD and ADMIN_PASSWORD_HASH are both set: keep the hash alone");
  problems.push(...problemsWithGoogle(given));
  if (given.HOSTING === "autoscale") problems.push(...problemsOnAutoscale(given, parsed));
  const publishable = given.SUPABASE_PUBLISHABLE_KEY ?? given.SUPABASE_ANON_KEY;
  const key = given.SUPABASE_SECRET_KEY ?? given.SUPABASE_SERVICE_ROLE_KEY;
  const hosted = Boolean(given.SUPABASE_URL ?? publishable ?? key ?? given.SUPABASE_JWT_SECRET);
  if (!hosted) return problems;
  if (!given.SUPABASE_URL)
    problems.push("SUPABASE_URL is missing: the Supabase settings belong together");
  if (!publishable)
    problems.push("SUPABASE_PUBLISHABLE_KEY is missing: the Supabase settings belong together");
  if (!key) problems.push("SUPABASE_SECRET_KEY is missing: the Supabase settings belong together");
  if (key && key === publishable)
    problems.push("SUPABASE_SECRET_KEY must not be the publishable key");
  if (given.NODE_ENV === "production") problems.push(...problemsInProduction(given, parsed));
  return problems;
}

/** A Supabase project has Google's settings itself. */
function problemsWithGoogle(given: Partial<Record<string, string>>): string[] {
  const { GOOGLE_CLIENT_ID: id, GOOGLE_CLIENT_SECRET: secret } = given;
  if (!id && !secret) return [];
  if (given.SUPABASE_URL)
    return [
      "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET are for the built-in database: give them to your Supabase project instead (Authentication, Sign In / Providers, Google)",
    ];
  if (!id) return ["GOOGLE_CLIENT_ID is missing: GOOGLE_CLIENT_SECRET belongs to it"];
  return secret ? [] : ["GOOGLE_CLIENT_SECRET is missing: GOOGLE_CLIENT_ID belongs to it"];
}

/** Machines that come and go with the requests keep no database, no files, and no work between two requests. */
function problemsOnAutoscale(
  given: Partial<Record<string, string>>,
  parsed: Variables | undefined,
): string[] {
  const problems: string[] = [];
  if (!given.SUPABASE_URL)
    problems.push(
      "SUPABASE_URL is missing, with its two keys: HOSTING=autoscale keeps no database on the machine",
    );
  if (!given.BLOB_READ_WRITE_TOKEN && !given.BLOB_STORE_ID)
    problems.push(
      "BLOB_READ_WRITE_TOKEN is missing: HOSTING=autoscale keeps no pictures on the machine",
    );
  if (given.MEDIA_STORE === "local")
    problems.push(
      "MEDIA_STORE must not be local: HOSTING=autoscale keeps no pictures on the machine",
    );
  if (parsed?.WORKER)
    problems.push(
      "WORKER must not be on: with HOSTING=autoscale nothing runs between two requests. A worker elsewhere, or a scheduler that calls /cron/work, makes the pictures",
    );
  if (!given.CRON_SECRET)
    problems.push("CRON_SECRET is missing: a scheduler shows it to /cron/work and /cron/cleanup");
  return problems;
}

function mayEmulate({
  NODE_ENV,
  PROVIDER_EMULATOR = "",
}: Partial<Record<string, string>>): boolean {
  return NODE_ENV !== "production" && isLoopbackHost(URL.parse(PROVIDER_EMULATOR)?.hostname ?? "");
}

function problemsInProduction(
  given: Partial<Record<string, string>>,
  parsed: Variables | undefined,
): string[] {
  const problems: string[] = [];
  if (!given.PUBLIC_ORIGIN)
    problems.push("PUBLIC_ORIGIN is missing: it is required with a Supabase project in production");
  if (!given.ADMIN_PASSWORD && !given.ADMIN_PASSWORD_HASH)
    problems.push(
      "ADMIN_PASSWORD_HASH is missing: with a Supabase project in production the admin pages need a password. `pnpm admin:password` makes one and prints its hash (ADMIN_PASSWORD, the password itself, does as well)",
    );
  const isAsked = !parsed?.CLEANUP_TIMER && given.HOSTING !== "autoscale";
  if (!given.CRON_SECRET && isAsked)
    problems.push(
      "CRON_SECRET is missing: with a Supabase project in production a scheduler that shows it calls the clean-up, unless CLEANUP_TIMER=on",
    );
  const address = parsed?.PUBLIC_ORIGIN && new URL(parsed.PUBLIC_ORIGIN);
  if (address && address.protocol !== "https:" && !isLoopbackHost(address.hostname)) {
    problems.push("PUBLIC_ORIGIN must start with https:// with a Supabase project in production");
  }
  return problems;
}
