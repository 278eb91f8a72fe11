import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { decodeJwt } from "jose";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import type { Viewer } from "~/domain/viewer";
import { attach, type EmbeddedBackend } from "../../app/.server/embedded/backend.ts";
import type { GoogleClient } from "../../app/.server/embedded/google.ts";
import { type Mailbox, openMailbox } from "../../app/.server/mail/mailbox.ts";
import type { SendMail } from "../../app/.server/embedded/mail-templates.ts";
import { preludeRevision } from "../../app/.server/embedded/prelude.ts";

const realMigrations = fileURLToPath(new URL("../../supabase/migrations", import.meta.url));
const templateLock = 823_071_942;
const publicOrigin = "http://localhost:5000";

export interface TestUser {
  viewer: Viewer;
  password: string;
  /** supabase-js, signed in as this user. */
  client: SupabaseClient;
}

export interface TestBackend {
  backend: EmbeddedBackend & { mailbox: Mailbox };
  /** The file's own database, as superuser: no row-level security. */
  sql: postgres.Sql;
  /** supabase-js with the secret key: service_role. */
  service: SupabaseClient;
  /** supabase-js with the publishable key and no user: anon. */
  visitor: SupabaseClient;
  /** Signs a new person up, through Supabase's own sign-up. */
  createUser(details?: { email?: string; password?: string; name?: string }): Promise<TestUser>;
  /** What the backend logged. */
  logged: { message: string; facts: Record<string, unknown> }[];
}

export interface TestBackendOptions {
  migrationsDir?: string;
  emailConfirmation?: boolean;
  google?: GoogleClient | "stand-in";
  /** Default: mails go to `backend.mailbox`. */
  sendMail?: SendMail;
}

const withDatabase = (url: string, name: string): string =>
  Object.assign(new URL(url), { pathname: `/${name}` }).href;

async function hashOf(dir: string): Promise<string> {
  const hash = createHash("sha256").update(preludeRevision);
  for (const name of (await readdir(dir)).toSorted())
    hash.update(name).update(await readFile(join(dir, name)));
  return hash.digest("hex").slice(0, 16);
}

/** Makes the migrated template of these migrations, once for all test files. */
async function ensureTemplate(admin: postgres.Sql, migrationsDir: string): Promise<string> {
  const name = `template_${await hashOf(migrationsDir)}`;
  await admin`select pg_advisory_lock(${templateLock})`;
  try {
    const [row] = await admin<
      { ready: boolean }[]
    >`select exists (select from pg_database where datname = ${name} and datistemplate) as ready`;
    if (row?.ready === true) return name;
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.unsafe(`create database ${name}`);
    const attached = await attachTo(name, { migrationsDir }, []);
    await attached.close();
    await admin.unsafe(`alter database ${name} with is_template true`);
    return name;
  } finally {
    await admin`select pg_advisory_unlock(${templateLock})`;
  }
}

function attachTo(database: string, options: TestBackendOptions, logged: TestBackend["logged"]) {
  const { dataDir, url, secrets } = inject("cluster");
  const home = join(dataDir, "databases", database);
  return attach({
    publicOrigin,
    secrets,
    emailConfirmation: options.emailConfirmation ?? false,
    google: options.google ?? null,
    sessionLife: { idleDays: 30, maxDays: 90 },
    migrationsDir: options.migrationsDir ?? realMigrations,
    databaseUrl: withDatabase(url, database),
    sendMail: options.sendMail ?? ((mail) => openMailbox(home).post(mail, 3600)),
    templatesDir: join(home, "templates"),
    log: (message, facts = {}) => logged.push({ message, facts }),
  });
}

function clientOf(backend: EmbeddedBackend, key: string): SupabaseClient {
  return createClient(backend.url, key, {
    global: { fetch: backend.fetch },
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
}

async function signUp(
  backend: EmbeddedBackend,
  details: { email?: string; password?: string; name?: string },
): Promise<TestUser> {
  const email = details.email ?? `${randomUUID()}@example.com`;
  const password = details.password ?? `pass ${randomUUID()}`;
  const client = clientOf(backend, backend.publishableKey);
  const { data, error } = await client.auth.signUp({
    email,
    password,
    options: { data: { name: details.name ?? "Test Person" } },
  });
  if (error !== null) throw error;
  if (data.session === null)
    throw new Error("Signing up gave no session: is e-mail confirmation on?");
  const accessToken = data.session.access_token;
  const { sub = "", session_id: sessionId } = decodeJwt<{ session_id: string }>(accessToken);
  return { client, password, viewer: { userId: sub, sessionId, email, accessToken } };
}

/**
 * Gives a test file its own migrated database with Supabase's interface over it, in about 100 ms. Call it at the top
 * level of the file (`const { sql, createUser } = await startTestBackend()`): it is closed and dropped after the file's
 * last test.
 */
export async function startTestBackend(options: TestBackendOptions = {}): Promise<TestBackend> {
  const { url, secrets } = inject("cluster");
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  const template = await ensureTemplate(admin, options.migrationsDir ?? realMigrations);
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await admin.unsafe(`create database ${name} template ${template}`);

  const logged: TestBackend["logged"] = [];
  const attached = await attachTo(name, options, logged);
  const databaseUrl = withDatabase(url, name);
  const sql = postgres(databaseUrl, { max: 10, onnotice: () => undefined });
  const stop = async (): Promise<void> => {
    await attached.close();
    await sql.end({ timeout: 1 });
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
  };
  afterAll(stop);
  const mailbox = openMailbox(join(inject("cluster").dataDir, "databases", name));
  const backend: TestBackend["backend"] = {
    ...secrets,
    url: publicOrigin,
    fetch: attached.fetch,
    google: attached.google,
    databaseUrl,
    mailbox,
    stop,
  };
  return {
    backend,
    sql,
    logged,
    service: clientOf(backend, secrets.secretKey),
    visitor: clientOf(backend, secrets.publishableKey),
    createUser: (details = {}) => signUp(backend, details),
  };
}
