import { join } from "node:path";
import { createFetch } from "./fetch.ts";
import type { GoogleHere } from "../../domain/google.ts";
import { openGoogle, type GoogleClient } from "./google.ts";
import { createGoogleStandIn, standInClient } from "./google-stand-in.ts";
import { type Lite, type SessionLife, startLite } from "./lite.ts";
import type { SendMail } from "./mail-templates.ts";
import { migrate } from "./migrate.ts";
import { startPostgres } from "./postgres.ts";
import { createRpc, type Rpc } from "./rpc.ts";
import { loadSecrets, type Secrets } from "./secrets.ts";

type Log = (message: string, facts?: Record<string, unknown>) => void;

export interface EmbeddedOptions {
  dataDir: string;
  /** Where people reach Easel, for example `http://localhost:5000`. */
  publicOrigin: string;
  /** Whether a new account must confirm its address before it can sign in. */
  emailConfirmation: boolean;
  /** How Google knows this Easel; `stand-in`: there are made-up people in its place. Left out: nobody asks Google. */
  google?: GoogleClient | "stand-in" | null;
  /** When people must sign in again. */
  sessionLife: SessionLife;
  migrationsDir: string;
  /** Hands in a mail that Auth writes. */
  sendMail: SendMail;
  log: Log;
}

/** The key-free stand-in for a Supabase project. */
export interface EmbeddedBackend {
  /** Origin to give to supabase-js and @supabase/ssr as the project's address; equals `publicOrigin`. */
  url: string;
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
  cronSecret: string;
  /** fetch for supabase-js and @supabase/ssr. */
  fetch: typeof globalThis.fetch;
  google: GoogleHere;
  databaseUrl: string;
  /**
   * Closes everything; stops PostgreSQL only when no other process uses this DATA_DIR and not `keepRunning`.
   * Idempotent.
   */
  stop(options?: { keepRunning?: boolean }): Promise<void>;
}

interface Attachment extends Omit<EmbeddedOptions, "dataDir"> {
  secrets: Secrets;
  /** Connection string of the superuser for the database to use. */
  databaseUrl: string;
  templatesDir: string;
}

interface Attached {
  fetch: typeof globalThis.fetch;
  google: GoogleHere;
  close(): Promise<void>;
}

/** The same database, entered as another role. */
export function asAuthenticator(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.username = "authenticator";
  return url.href;
}

/** Migrates a database of a running PostgreSQL and puts Supabase's interface over it. Throws StartError. */
export async function attach(options: Attachment): Promise<Attached> {
  const { secrets, databaseUrl: url, log, publicOrigin } = options;
  const standIn =
    options.google === "stand-in" ? createGoogleStandIn(publicOrigin, secrets.jwtSecret) : null;
  const google = options.google === "stand-in" ? standInClient : (options.google ?? null);
  const started: Lite = await startLite({ ...options, google, url });
  const lite = standIn ? { ...started, fetch: standIn.standInFor(started.fetch) } : started;
  const rpc: Rpc = createRpc({ url: asAuthenticator(url), secrets });
  const close = async (): Promise<void> => {
    await Promise.all([rpc.close(), lite.close()]);
  };
  try {
    await migrate({
      url,
      log,
      migrationsDir: options.migrationsDir,
      authenticatorPassword: secrets.databasePassword,
      ensureSystemSchema: () => lite.ensureSystemSchema(),
    });
  } catch (cause) {
    await close();
    throw cause;
  }
  const here = openGoogle(lite.fetch, publicOrigin, standIn?.choices ?? null);
  return { fetch: createFetch(rpc, lite), google: here, close };
}

/**
 * Starts the embedded backend on a data folder, or joins the one that another process runs on it: PostgreSQL,
 * migrations, Supabase Lite. Makes folder, secrets and database on first use. Throws StartError with a sentence for the
 * terminal.
 */
export async function startEmbeddedBackend(options: EmbeddedOptions): Promise<EmbeddedBackend> {
  const { dataDir, publicOrigin, log } = options;
  const secrets = await loadSecrets(dataDir, log);
  const database = await startPostgres({ dataDir, secrets, log });
  try {
    const templatesDir = join(dataDir, "mail", "templates");
    const attached = await attach({
      ...options,
      secrets,
      databaseUrl: database.url,
      templatesDir,
    });
    let stopped: Promise<void> | null = null;
    const { publishableKey, secretKey, jwtSecret, cronSecret } = secrets;
    return {
      url: publicOrigin,
      publishableKey,
      secretKey,
      jwtSecret,
      cronSecret,
      fetch: attached.fetch,
      google: attached.google,
      databaseUrl: database.url,
      stop: (stopOptions) =>
        (stopped ??= attached.close().finally(() => database.stop(stopOptions))),
    };
  } catch (cause) {
    await database.stop();
    throw cause;
  }
}
