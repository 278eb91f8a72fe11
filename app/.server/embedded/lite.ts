import type { App } from "@supabase/lite";
import type { PostgresConnection } from "@supabase/lite/postgres";
import { answerGoogleBy, googleSettings, type GoogleClient } from "./google.ts";
import { createLiteFetch } from "./lite-fetch.ts";
import { type SendMail, writeMailTemplates } from "./mail-templates.ts";
import { poolOptions } from "./pool.ts";
import { redirectConsole } from "./redirect-console.ts";
import { wrapRefreshTokens } from "./refresh-tokens.ts";
import type { Secrets } from "./secrets.ts";

/** Without use, and in all. */
export interface SessionLife {
  idleDays: number;
  maxDays: number;
}

export interface LiteOptions {
  /** Connection string of a superuser. */
  url: string;
  publicOrigin: string;
  emailConfirmation: boolean;
  sessionLife: SessionLife;
  /** Left out: nobody signs in with Google. */
  google?: GoogleClient | null;
  secrets: Secrets;
  sendMail: SendMail;
  /** Folder for the mails' templates. */
  templatesDir: string;
  log: (message: string, facts?: Record<string, unknown>) => void;
}

/** Supabase's auth and REST, answering in this process. */
export interface Lite {
  fetch: typeof globalThis.fetch;
  /** Makes or completes the schemas auth and supabase_migrations. */
  ensureSystemSchema(): Promise<void>;
  close(): Promise<void>;
}

const asText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);
const asIso = (value: string): string => value.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");

/**
 * Values in PostgREST's shape: JSON that is text already is not encoded twice, times are ISO 8601 with microseconds.
 */
const types = {
  json: {
    to: 114,
    from: [114],
    serialize: asText,
    parse: (text: string): unknown => JSON.parse(text),
  },
  jsonb: {
    to: 3802,
    from: [3802],
    serialize: asText,
    parse: (text: string): unknown => JSON.parse(text),
  },
  timestamptz: { to: 1184, from: [1184], serialize: (value: unknown) => value, parse: asIso },
  numeric: { to: 1700, from: [1700], serialize: (value: unknown) => String(value), parse: Number },
};

/**
 * Lite grants all tables to the API roles at the first request of each process, which undoes every REVOKE; "active"
 * says that it has.
 */
function keepGrants(connection: PostgresConnection): void {
  if (Reflect.get(connection, "rlsState") !== "unknown")
    throw new Error("This version of Supabase Lite keeps its grants elsewhere.");
  Reflect.set(connection, "rlsState", "active");
}

/** A mailed link's token is a hash of address and code, so the code must be too long to try: nobody ever types it. */
const codeLength = 32;

function makeApp(
  constructApp: typeof App,
  connection: PostgresConnection,
  options: LiteOptions,
  template: object,
): App {
  const { secrets, sendMail, google, publicOrigin } = options;
  return new constructApp({
    connection,
    auth: {
      enabled: true,
      jwt_secret: secrets.jwtSecret,
      site_url: publicOrigin,
      publishable_key: secrets.publishableKey,
      secret_key: secrets.secretKey,
      minimum_password_length: 8,
      enable_refresh_token_rotation: true,
      sessions: {
        inactivity_timeout: `${options.sessionLife.idleDays * 24}h`,
        timebox: `${options.sessionLife.maxDays * 24}h`,
      },
      email: { enable_confirmations: options.emailConfirmation, otp_length: codeLength, template },
      ...(google && { external: googleSettings(google, publicOrigin) }),
    },
    options: {
      drivers: {
        email: { send: ({ to, subject, html }) => sendMail({ to, subject, html: html ?? "" }) },
      },
    },
  });
}

/**
 * Lite puts itself in front of `process.emitWarning`, and throws at every warning that is no text, as Node's own are
 * not.
 */
async function importLite() {
  const { emitWarning } = process;
  const modules = await Promise.all([import("@supabase/lite"), import("@supabase/lite/postgres")]);
  process.emitWarning = emitWarning;
  return modules;
}

/** Builds Supabase Lite over a running PostgreSQL. Makes no connection yet. */
export async function startLite(options: LiteOptions): Promise<Lite> {
  const template = await writeMailTemplates(options.templatesDir);
  const [{ App: constructApp }, { createPostgresConnection }] = await importLite();
  const connection = createPostgresConnection({
    url: options.url,
    postgresOptions: { ...poolOptions, types, connection: { statement_timeout: 8000 } },
  });
  keepGrants(connection);
  const app = makeApp(constructApp, connection, options, template);
  const unclaimed = new Set<string>();
  const strict = () => {
    // Where nobody confirms addresses, an account that waits for that is not kept, and its link is not sent.
    const keep = async ({ to }: { to: string }) => void unclaimed.add(to);
    const sendMail = options.emailConfirmation ? options.sendMail : keep;
    const changes = { emailConfirmation: true, sendMail };
    return makeApp(constructApp, connection, { ...options, ...changes }, template);
  };
  const answering = options.google ? answerGoogleBy(strict(), app, connection, unclaimed) : app;
  return {
    fetch: createLiteFetch(
      wrapRefreshTokens(answering, connection, options.secrets.jwtSecret),
      { ...options, connection },
      options.log,
    ),
    ensureSystemSchema: () =>
      redirectConsole(options.log, async () => {
        await app.ensureSystemSchema();
        await connection.clearSchemaCache();
      }),
    close: () => connection.driver.end({ timeout: 2 }),
  };
}
