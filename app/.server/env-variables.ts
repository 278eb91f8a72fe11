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

/** Whose word on the client's address is taken: the platform in front of Easel, or nobody's. */
const proxies = ["none", "vercel", "fly", "cloudflare", "nginx", "last-hop"] as const;

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
  WORKER_CONCURRENCY: wholeNumber("a number", 1, 256).optional(),
  PROVIDER_EMULATOR: origin("must be the address that `pnpm dev:providers` prints").optional(),
});
export type Variables = z.infer<typeof variables>;
