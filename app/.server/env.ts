import { resolve } from "node:path";
import { z } from "zod";
import {
  breachCheck,
  contact,
  names,
  oneOf,
  onOff,
  origin,
  secret,
  sender,
  smtpUrl,
  tokens,
  wholeNumber,
} from "./env-values";

/** Every problem of the environment at once: `message` has one line for each. */
export class EnvError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `Easel cannot start with these settings:\n${problems.map((line) => `  ${line}`).join("\n")}`,
    );
    this.name = "EnvError";
    this.problems = problems;
  }
}

/** Whose word on the client's address is taken: the platform in front of Easel, or nobody's. */
export const proxies = ["none", "vercel", "fly", "cloudflare", "nginx", "last-hop"] as const;

const variables = z.object({
  NODE_ENV: oneOf(["development", "production", "test"]).default("development"),
  PORT: wholeNumber("a port number", 1, 65_535).default(5000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "must be an address to listen on, such as 127.0.0.1 or 0.0.0.0")
    .default("127.0.0.1"),
  MAX_CONNECTIONS: wholeNumber("a number of connections", 10, 1_000_000).default(10_000),
  PUBLIC_ORIGIN: origin(
    "must be an address such as https://easel.example.org, without a path",
  ).optional(),
  DATA_DIR: z.string().default(".data"),
  LOG_LEVEL: oneOf(["debug", "info", "warn", "error", "silent"]).default("info"),
  WORKER: onOff.default(true),
  STOP_SECONDS: wholeNumber("a number of seconds", 5, 86_400).default(10),
  SIGNUP_CREDITS: wholeNumber("a number of credits", 0, 1_000_000).optional(),
  SIGNUP_GRANTS_PER_ADDRESS: wholeNumber("a number of accounts", 1, 1_000_000).default(20),
  SIGNUP_GRANTS_PER_DAY: wholeNumber("a number of accounts", 1, 1_000_000).default(1000),
  EMAIL_CONFIRMATION: onOff.default(false),
  SESSION_IDLE_DAYS: wholeNumber("a number of days", 1, 400).default(30),
  SESSION_MAX_DAYS: wholeNumber("a number of days", 1, 400).default(90),
  PASSWORD_BREACH_CHECK: breachCheck.default(null),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: sender.optional(),
  SUPABASE_URL: origin("must be the project's address, such as https://abc.supabase.co").optional(),
  SUPABASE_PUBLISHABLE_KEY: secret(20).optional(),
  SUPABASE_ANON_KEY: secret(20).optional(),
  SUPABASE_SECRET_KEY: secret(20).optional(),
  SUPABASE_SERVICE_ROLE_KEY: secret(20).optional(),
  SUPABASE_JWT_SECRET: secret(32).optional(),
  TRUST_PROXY: oneOf(proxies).default("none"),
  ADMIN_PASSWORD: secret(12).max(128, "must have at most 128 characters").optional(),
  CLEANUP_TIMER: onOff.optional(),
  CRON_SECRET: secret(32).optional(),
  SECURITY_CONTACT: contact.optional(),
  HF_TOKENS: tokens.optional(),
  WAVESPEED_API_KEY: secret(16).optional(),
  FAL_KEY: secret(16).optional(),
  GRADIO_SPACES: z.string().optional(),
  DEFAULT_MODEL: names.optional(),
  BLOB_READ_WRITE_TOKEN: z
    .string()
    .regex(/^vercel_blob_rw_\w+_\w+$/, "must be a store's read-write token: vercel_blob_rw_…")
    .optional(),
  BLOB_STORE_ID: z
    .string()
    .regex(/^(store_)?[a-zA-Z0-9]+$/, "must be a store's id, such as store_a1B2c3")
    .optional(),
  VERCEL_OIDC_TOKEN: z.string().regex(/^\S+$/, "must be one token without spaces").optional(),
  MEDIA_STORE: oneOf(["local", "vercel-blob"]).optional(),
  WORKER_CONCURRENCY: wholeNumber("a number", 1, 256).optional(),
  PROVIDER_EMULATOR: origin("must be the address that `pnpm dev:providers` prints").optional(),
});
type Variables = z.infer<typeof variables>;

/** The names that Easel reads, in the order of `.env.example`. */
export const variableNames = Object.keys(variables.shape);

/** The settings of one process, checked and frozen. */
export type Env = Readonly<ReturnType<typeof toEnv>>;

/**
 * Reads and checks the environment. Empty strings count as unset. No side effects.
 * Throws EnvError, which names every problem.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = Object.fromEntries(
    variableNames.map((name) => [name, source[name]?.trim() || undefined]),
  );
  const parsed = variables.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  problems.push(...problemsTogether(given, parsed.data));
  if (!parsed.success || problems.length > 0) throw new EnvError(problems);
  return Object.freeze(toEnv(parsed.data));
}

/** True for 127.0.0.0/8, ::1 and localhost, as they stand in a URL's `hostname`. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function problemsTogether(
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
  if (!given.CRON_SECRET && !parsed?.CLEANUP_TIMER)
    problems.push(
      "CRON_SECRET is missing: with a Supabase project in production a scheduler that shows it calls the clean-up, unless CLEANUP_TIMER=on",
    );
  const address = parsed?.PUBLIC_ORIGIN && new URL(parsed.PUBLIC_ORIGIN);
  if (address && address.protocol !== "https:" && !isLoopbackHost(address.hostname)) {
    problems.push("PUBLIC_ORIGIN must start with https:// with a Supabase project in production");
  }
  return problems;
}

function toEnv(read: Variables) {
  const blob = blobOf(read);
  const supabase = supabaseOf(read);
  return {
    mode: read.NODE_ENV,
    port: read.PORT,
    host: read.HOST,
    /** Open ones of one process, at most. */
    maxConnections: read.MAX_CONNECTIONS,
    publicOrigin: read.PUBLIC_ORIGIN ?? `http://localhost:${read.PORT}`,
    /** Absolute path. */
    dataDir: resolve(read.DATA_DIR),
    logLevel: read.LOG_LEVEL,
    /** False: this process serves pages only and a separate worker makes the pictures. */
    worker: read.WORKER,
    /** From the signal to stop: how long work may go on, and how long the process at most, both within STOP_SECONDS. */
    stopping: { workMs: (read.STOP_SECONDS - 3) * 1000, allMs: (read.STOP_SECONDS - 1) * 1000 },
    /** The first grant of new accounts, unless the database has another. */
    signupCredits: read.SIGNUP_CREDITS ?? (withholdsFirstGrant(read) ? 0 : 10_000),
    /** Nobody chose the first grant, and anybody could make accounts to spend money with: so there is none. */
    withholdsFirstGrant: withholdsFirstGrant(read),
    /** Accounts that get a first grant within a day: in all, and for one network address. */
    signupGrants: { aDay: read.SIGNUP_GRANTS_PER_DAY, anAddress: read.SIGNUP_GRANTS_PER_ADDRESS },
    emailConfirmation: read.EMAIL_CONFIRMATION,
    /** When people must sign in again: after so long without a visit, and after so long in all. */
    sessionLife: Object.freeze({
      idleDays: read.SESSION_IDLE_DAYS,
      maxDays: read.SESSION_MAX_DAYS,
    }),
    /** A hosted project; null when Easel runs its own database. */
    supabase,
    trustProxy: read.TRUST_PROXY,
    /** Null: none is set, and the embedded backend makes its own at first start. */
    adminPassword: read.ADMIN_PASSWORD ?? null,
    cronSecret: read.CRON_SECRET ?? null,
    /** True: this process cleans up by itself; any number of them may. */
    cleanUpTimer: read.CLEANUP_TIMER ?? supabase === null,
    /** Where weaknesses are reported: a mailto: or https: address. */
    securityContact: read.SECURITY_CONTACT ?? null,
    /** Where passwords being chosen are looked up by a part of their hash; null: nowhere. */
    breachCheckUrl: read.PASSWORD_BREACH_CHECK,
    /** The mail server, and whom mails are from; null: none is sent. */
    smtp: read.SMTP_URL
      ? Object.freeze({ url: read.SMTP_URL, from: read.MAIL_FROM ?? defaultSender(read) })
      : null,
    /** Keys of the AI providers; null: that provider is off. */
    providers: Object.freeze({
      huggingFaceTokens: read.HF_TOKENS ?? null,
      wavespeedKey: read.WAVESPEED_API_KEY ?? null,
      falKey: read.FAL_KEY ?? null,
      gradioSpaces: read.GRADIO_SPACES ?? null,
    }),
    /** Models that the studio opens with, at most one of each kind. They are looked up where the models are known. */
    defaultModels: Object.freeze(read.DEFAULT_MODEL ?? []),
    /**
     * What opens a private Vercel Blob store: its own token, which lasts, else its id with a project's token. Null: there is none, and
     * media are files below `dataDir`.
     */
    blob,
    /** Where new files go. Older ones stay where they are, and readable. */
    mediaStore: read.MEDIA_STORE ?? (blob ? "vercel-blob" : "local"),
    /** Requests that one worker has in hand at a time; null: as many as suit the providers. */
    workerConcurrency: read.WORKER_CONCURRENCY ?? null,
    /** Where the emulated providers answer, in tests and development; null: the real ones are asked. */
    providerEmulator: read.PROVIDER_EMULATOR ?? null,
  };
}

function supabaseOf(read: Variables) {
  const { SUPABASE_URL: url, SUPABASE_JWT_SECRET: jwtSecret = null } = read;
  const publishableKey = read.SUPABASE_PUBLISHABLE_KEY ?? read.SUPABASE_ANON_KEY;
  const secretKey = read.SUPABASE_SECRET_KEY ?? read.SUPABASE_SERVICE_ROLE_KEY;
  if (!url || !publishableKey || !secretKey) return null;
  return Object.freeze({ url, publishableKey, secretKey, jwtSecret });
}

function blobOf(read: Variables) {
  const { BLOB_READ_WRITE_TOKEN: token, BLOB_STORE_ID: storeId, VERCEL_OIDC_TOKEN } = read;
  if (token) return Object.freeze({ token });
  return storeId && VERCEL_OIDC_TOKEN
    ? Object.freeze({ storeId, oidcToken: VERCEL_OIDC_TOKEN })
    : null;
}

/** True where an address that nobody confirms is enough for credits that cost money at a provider. */
function withholdsFirstGrant(read: Variables): boolean {
  const costsMoney = Boolean(read.HF_TOKENS ?? read.WAVESPEED_API_KEY ?? read.FAL_KEY);
  const isReal = read.PROVIDER_EMULATOR === undefined;
  return costsMoney && isReal && !read.EMAIL_CONFIRMATION && read.SIGNUP_CREDITS === undefined;
}

/** The mail account itself where its name is an address, else a name at the host that people type. */
function defaultSender({ SMTP_URL = "", PUBLIC_ORIGIN }: Variables): {
  name: string;
  address: string;
} {
  const user = decodeURIComponent(URL.parse(SMTP_URL)?.username ?? "");
  const host = URL.parse(PUBLIC_ORIGIN ?? "")?.hostname ?? "localhost";
  return { name: "Easel", address: /^[^\s@]+@[^\s@]+$/.test(user) ? user : `easel@${host}` };
}
