import { resolve } from "node:path";
import { problemsTogether } from "./env-problems";
import { type Variables, variables } from "./env-variables";

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
    worker: read.WORKER ?? read.HOSTING === "server",
    /** From the signal to stop: how long work may go on, and how long the process at most, both within STOP_SECONDS. */
    stopping: { workMs: (read.STOP_SECONDS - 3) * 1000, allMs: (read.STOP_SECONDS - 1) * 1000 },
    /** The first grant of new accounts, unless the database has another. */
    signupAge: read.SIGNUP_AGE,
    signupCredits: read.SIGNUP_CREDITS ?? (withholdsFirstGrant(read) ? 0 : 10_000),
    /** Nobody chose the first grant, and anybody could make accounts to spend money with: so there is none. */
    withholdsFirstGrant: withholdsFirstGrant(read),
    /** Accounts that get a first grant within a day: in all, and for one network address. */
    signupGrants: { aDay: read.SIGNUP_GRANTS_PER_DAY, anAddress: read.SIGNUP_GRANTS_PER_ADDRESS },
    /** Services of throwaway mailboxes, whose emails get no first grant, beside the known ones; -name: it is none. */
    throwawayDomains: Object.freeze(read.THROWAWAY_EMAIL_DOMAINS ?? []),
    emailConfirmation: read.EMAIL_CONFIRMATION,
    /** When people must sign in again: after so long without a visit, and after so long in all. */
    sessionLife: Object.freeze({
      idleDays: read.SESSION_IDLE_DAYS,
      maxDays: read.SESSION_MAX_DAYS,
    }),
    /** How Google knows this Easel: for the built-in database. Null: it does not. */
    google:
      read.GOOGLE_CLIENT_ID && read.GOOGLE_CLIENT_SECRET
        ? Object.freeze({ clientId: read.GOOGLE_CLIENT_ID, secret: read.GOOGLE_CLIENT_SECRET })
        : null,
    /** A hosted project; null when Easel runs its own database. */
    supabase,
    trustProxy: read.TRUST_PROXY,
    /** Of the admin pages: the password or its hash. Both null: the built-in database keeps a hash of its own. */
    adminPassword: read.ADMIN_PASSWORD ?? null,
    adminPasswordHash: read.ADMIN_PASSWORD_HASH ?? null,
    /** The key of the one-time codes that admins give besides; null: no code is asked for. */
    adminTotpSecret: read.ADMIN_TOTP_SECRET ?? null,
    /** How many credits admins may move by hand: in one go, in a day, and without a second word. */
    handCaps: Object.freeze({
      maxCredits: read.ADMIN_MAX_CREDITS,
      maxCreditsADay: read.ADMIN_MAX_CREDITS_A_DAY,
      confirmAbove: read.ADMIN_CONFIRM_CREDITS,
    }),
    cronSecret: read.CRON_SECRET ?? null,
    /** What whoever reads `/metrics` must show; null: there is no such address. */
    metricsToken: read.METRICS_TOKEN ?? null,
    /** Where traces go; null: nowhere. */
    tracing: tracingOf(read),
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
    /** What one credit is worth in US dollars: models that cost their provider more have a higher price. */
    creditWorthUsd: read.CREDIT_WORTH_USD,
    /**
     * What opens a private Vercel Blob store: its own token, which lasts, else its id with a project's token. Null:
     * there is none, and media are files below `dataDir`.
     */
    blob,
    /** Where new files go. Older ones stay where they are, and readable. */
    mediaStore: read.MEDIA_STORE ?? (blob ? "vercel-blob" : "local"),
    ...limitsOf(read),
    /** Where the emulated providers answer, in tests and development; null: the real ones are asked. */
    providerEmulator: read.PROVIDER_EMULATOR ?? null,
  };
}

function limitsOf(read: Variables) {
  return {
    /** Of a zip of another Easel that somebody brings. */
    importMaxBytes: read.IMPORT_MAX_GB * 1_000_000_000,
    /** Requests that one worker has in hand at a time; null: as many as suit the providers. */
    workerConcurrency: read.WORKER_CONCURRENCY ?? null,
  };
}

function supabaseOf(read: Variables) {
  const { SUPABASE_URL: url, SUPABASE_JWT_SECRET: jwtSecret = null } = read;
  const publishableKey = read.SUPABASE_PUBLISHABLE_KEY ?? read.SUPABASE_ANON_KEY;
  const secretKey = read.SUPABASE_SECRET_KEY ?? read.SUPABASE_SERVICE_ROLE_KEY;
  if (!url || !publishableKey || !secretKey) return null;
  return Object.freeze({ url, publishableKey, secretKey, jwtSecret });
}

/** By the standard variables of OpenTelemetry: the address of all signals has the path of this one added. */
function tracingOf(read: Variables) {
  const base = read.OTEL_EXPORTER_OTLP_ENDPOINT;
  const url = read.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base && tracesBelow(base));
  if (!url || read.OTEL_SDK_DISABLED) return null;
  const attributes = read.OTEL_RESOURCE_ATTRIBUTES ?? {};
  const name = read.OTEL_SERVICE_NAME ?? attributes["service.name"] ?? "easel";
  return Object.freeze({
    url,
    protocol: read.OTEL_EXPORTER_OTLP_PROTOCOL,
    headers: read.OTEL_EXPORTER_OTLP_HEADERS ?? {},
    resource: { ...attributes, "service.name": name },
    sampler: read.OTEL_TRACES_SAMPLER,
    ratio: read.OTEL_TRACES_SAMPLER_ARG,
    everyMs: read.OTEL_BSP_SCHEDULE_DELAY,
  });
}

/** The address for traces at a collector, whose own may end in a key. */
function tracesBelow(base: string): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/?$/, "/")}v1/traces`;
  return url.href;
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
