import { resolve } from "node:path";
import type { SendMail } from "./embedded/lite";
import type { Env } from "./env";
import type { Log } from "./log";

/** Where Supabase answers: a hosted project, or the embedded backend in this process. */
export interface SupabaseAddress {
  url: string;
  publishableKey: string;
  secretKey: string;
  jwtSecret: string | null;
  fetch: typeof globalThis.fetch;
  cronSecret: string | null;
  stop(): Promise<void>;
}

const migrationsDir = (): string => resolve("supabase/migrations");

/** The project of the environment; without one, starts or joins the embedded backend and brings it up to date. Error: StartError. */
export async function findSupabase(
  env: Env,
  log: Log,
  sendMail: SendMail,
): Promise<SupabaseAddress> {
  const { cronSecret } = env;
  if (env.supabase) return hostedProject(env.supabase, cronSecret);
  const { startEmbeddedBackend } = await import("./embedded/backend");
  const embedded = await startEmbeddedBackend({
    dataDir: env.dataDir,
    publicOrigin: env.publicOrigin,
    emailConfirmation: env.emailConfirmation,
    sessionLife: env.sessionLife,
    sendMail,
    migrationsDir: migrationsDir(),
    log: (message, facts) => log.info(facts ?? {}, message),
  });
  return { ...embedded, cronSecret: cronSecret ?? embedded.cronSecret };
}

/** The same, to look at: the embedded database is neither made nor migrated, and there is no Auth. Error: StartError. */
export async function lookAtSupabase(env: Env): Promise<SupabaseAddress> {
  const { dataDir, publicOrigin: url, cronSecret } = env;
  if (env.supabase) return hostedProject(env.supabase, cronSecret);
  const { lookAtBackend } = await import("./embedded/look");
  const options = { dataDir, migrationsDir: migrationsDir(), log: () => undefined };
  return { ...(await lookAtBackend(options)), url, cronSecret };
}

function hostedProject(
  project: NonNullable<Env["supabase"]>,
  cronSecret: string | null,
): SupabaseAddress {
  return { ...project, fetch: globalThis.fetch, cronSecret, stop: async () => {} };
}
