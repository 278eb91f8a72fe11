import { z } from "zod";
import {
  breachCheck,
  contact,
  domains,
  names,
  oneOf,
  passwordHash,
  onOff,
  origin,
  pairs,
  secret,
  sender,
  share,
  smtpUrl,
  tokens,
  totpSecret,
  trustedProxy,
  webAddress,
  wholeNumber,
} from "./env-values";

/** What decides which traces are kept, by the names that OpenTelemetry has for it. */
const samplers = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

/** Each variable that Easel reads, by itself. */
export const variables = z.object({
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
  HOSTING: oneOf(["server", "autoscale"]).default("server"),
  WORKER: onOff.optional(),
  STOP_SECONDS: wholeNumber("a number of seconds", 5, 86_400).default(10),
  SIGNUP_CREDITS: wholeNumber("a number of credits", 0, 1_000_000).optional(),
  SIGNUP_AGE: wholeNumber("an age in years", 0, 120).default(18),
  SIGNUP_GRANTS_PER_ADDRESS: wholeNumber("a number of accounts", 1, 1_000_000).default(20),
  SIGNUP_GRANTS_PER_DAY: wholeNumber("a number of accounts", 1, 1_000_000).default(1000),
  THROWAWAY_EMAIL_DOMAINS: domains.optional(),
  EMAIL_CONFIRMATION: onOff.default(false),
  SESSION_IDLE_DAYS: wholeNumber("a number of days", 1, 400).default(30),
  SESSION_MAX_DAYS: wholeNumber("a number of days", 1, 400).default(90),
  PASSWORD_BREACH_CHECK: breachCheck.default(null),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: sender.optional(),
  GOOGLE_CLIENT_ID: z
    .string()
    .regex(
      /^[\w-]+\.apps\.googleusercontent\.com$/,
      "must be an OAuth client's id: ….apps.googleusercontent.com",
    )
    .optional(),
  GOOGLE_CLIENT_SECRET: secret(16).optional(),
  SUPABASE_URL: origin("must be the project's address, such as https://abc.supabase.co").optional(),
  SUPABASE_PUBLISHABLE_KEY: secret(20).optional(),
  SUPABASE_ANON_KEY: secret(20).optional(),
  SUPABASE_SECRET_KEY: secret(20).optional(),
  SUPABASE_SERVICE_ROLE_KEY: secret(20).optional(),
  SUPABASE_JWT_SECRET: secret(32).optional(),
  TRUST_PROXY: trustedProxy.default("none"),
  ADMIN_PASSWORD_HASH: passwordHash.optional(),
  ADMIN_PASSWORD: secret(12).max(128, "must have at most 128 characters").optional(),
  ADMIN_TOTP_SECRET: totpSecret.optional(),
  ADMIN_MAX_CREDITS: wholeNumber("a number of credits", 0, 1_000_000_000).default(1_000_000),
  ADMIN_MAX_CREDITS_A_DAY: wholeNumber("a number of credits", 0, 1e12).default(10_000_000),
  ADMIN_CONFIRM_CREDITS: wholeNumber("a number of credits", 0, 1e12).default(100_000),
  CLEANUP_TIMER: onOff.optional(),
  CRON_SECRET: secret(32).optional(),
  METRICS_TOKEN: secret(16).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: webAddress.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: pairs.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: oneOf(["http/protobuf", "http/json"]).default("http/protobuf"),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_RESOURCE_ATTRIBUTES: pairs.optional(),
  OTEL_TRACES_SAMPLER: oneOf(samplers).default("parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG: share.default(1),
  OTEL_BSP_SCHEDULE_DELAY: wholeNumber("a number of milliseconds", 1, 600_000).default(5000),
  OTEL_SDK_DISABLED: z
    .string()
    .default("false")
    .transform((text) => text.toLowerCase() === "true"),
  SECURITY_CONTACT: contact.optional(),
  HF_TOKENS: tokens.optional(),
  WAVESPEED_API_KEY: secret(16).optional(),
  FAL_KEY: secret(16).optional(),
  GRADIO_SPACES: z.string().optional(),
  DEFAULT_MODEL: names.optional(),
  CREDIT_WORTH_USD: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,8})?$/, "must be an amount of dollars, such as 0.0001")
    .transform(Number)
    .refine((usd) => usd > 0, "must be more than 0")
    .default(0.0001),
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
  IMPORT_MAX_GB: wholeNumber("a number of gigabytes", 1, 1000).default(10),
  WORKER_CONCURRENCY: wholeNumber("a number", 1, 256).optional(),
  PROVIDER_EMULATOR: origin("must be the address that `pnpm dev:providers` prints").optional(),
});
export type Variables = z.infer<typeof variables>;
