import { resolve } from "node:path";
import { z } from "zod";

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

const wholeNumber = (what: string, least: number, most: number) => {
  const words = `must be ${what} from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, words)
    .transform(Number)
    .pipe(z.number().min(least, words).max(most, words));
};
const onOff = z.enum(["on", "off"], "must be on or off").transform((value) => value === "on");
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `must be one of ${values.join(", ")}`);
const origin = (words: string) =>
  z
    .string()
    .refine(
      (value) =>
        /^https?:$/.test(URL.parse(value)?.protocol ?? "") && URL.parse(value)?.origin === value,
      words,
    );
const secret = (least: number) =>
  z
    .string()
    .min(least, `must have at least ${least} characters`)
    .refine(isNotAnExample, "is still the example value: choose your own");

const variables = z.object({
  NODE_ENV: oneOf(["development", "production", "test"]).default("development"),
  PORT: wholeNumber("a port number", 1, 65_535).default(5000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "must be an address to listen on, such as 127.0.0.1 or 0.0.0.0")
    .default("127.0.0.1"),
  PUBLIC_ORIGIN: origin(
    "must be an address such as https://easel.example.org, without a path",
  ).optional(),
  DATA_DIR: z.string().default(".data"),
  LOG_LEVEL: oneOf(["debug", "info", "warn", "error", "silent"]).default("info"),
  WORKER: onOff.default(true),
  SIGNUP_CREDITS: wholeNumber("a number of credits", 0, 1_000_000).default(10_000),
  EMAIL_CONFIRMATION: onOff.default(false),
  SUPABASE_URL: origin("must be the project's address, such as https://abc.supabase.co").optional(),
  SUPABASE_PUBLISHABLE_KEY: secret(20).optional(),
  SUPABASE_ANON_KEY: secret(20).optional(),
  SUPABASE_SECRET_KEY: secret(20).optional(),
  SUPABASE_SERVICE_ROLE_KEY: secret(20).optional(),
  SUPABASE_JWT_SECRET: secret(32).optional(),
  TRUST_PROXY: oneOf(proxies).default("none"),
  ADMIN_PASSWORD: secret(12).max(128, "must have at most 128 characters").optional(),
  CRON_SECRET: secret(32).optional(),
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

function problemsInProduction(
  given: Partial<Record<string, string>>,
  parsed: Variables | undefined,
): string[] {
  const problems: string[] = [];
  for (const name of ["PUBLIC_ORIGIN", "ADMIN_PASSWORD", "CRON_SECRET"]) {
    if (!given[name])
      problems.push(`${name} is missing: it is required with a Supabase project in production`);
  }
  const address = parsed?.PUBLIC_ORIGIN && new URL(parsed.PUBLIC_ORIGIN);
  if (address && address.protocol !== "https:" && !isLoopbackHost(address.hostname)) {
    problems.push("PUBLIC_ORIGIN must start with https:// with a Supabase project in production");
  }
  return problems;
}

function toEnv(read: Variables) {
  const publishableKey = read.SUPABASE_PUBLISHABLE_KEY ?? read.SUPABASE_ANON_KEY;
  const secretKey = read.SUPABASE_SECRET_KEY ?? read.SUPABASE_SERVICE_ROLE_KEY;
  const supabase =
    read.SUPABASE_URL && publishableKey && secretKey
      ? {
          url: read.SUPABASE_URL,
          publishableKey,
          secretKey,
          jwtSecret: read.SUPABASE_JWT_SECRET ?? null,
        }
      : null;
  return {
    mode: read.NODE_ENV,
    port: read.PORT,
    host: read.HOST,
    publicOrigin: read.PUBLIC_ORIGIN ?? `http://localhost:${read.PORT}`,
    /** Absolute path. */
    dataDir: resolve(read.DATA_DIR),
    logLevel: read.LOG_LEVEL,
    /** False: this process serves pages only and a separate worker makes the pictures. */
    worker: read.WORKER,
    signupCredits: read.SIGNUP_CREDITS,
    emailConfirmation: read.EMAIL_CONFIRMATION,
    /** A hosted project; null when Easel runs its own database. */
    supabase: supabase && Object.freeze(supabase),
    trustProxy: read.TRUST_PROXY,
    /** Null on the embedded backend, which makes its own at first start. */
    adminPassword: read.ADMIN_PASSWORD ?? null,
    cronSecret: read.CRON_SECRET ?? null,
  };
}

function isNotAnExample(value: string): boolean {
  return !/change.?me|example|your[-_ ]|placeholder|x{8}|^(.)\1*$|^(password|secret)/i.test(value);
}
