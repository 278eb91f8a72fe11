import { resolve } from "node:path";
import { findSigningProblem, jwksUrlOf } from "./auth/signing-keys";
import { findProjectProblem } from "./db/find-project-problem";
import { retryUntilAvailable } from "./db/retry-until-available";
import type { SendMail } from "./embedded/mail-templates";
import { listMigrations } from "./embedded/migrations";
import { StartError } from "./embedded/start-error";
import type { Env } from "./env";
import { AppError } from "./errors";
import { hideFromLogs, type Log } from "./log";
import { findTerminal } from "./terminal";

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

const authPatienceMs = 4500;
const migrationsDir = (): string => resolve("supabase/migrations");

/**
 * What the environment chose, with its secrets out of the logs. `sendMail` sends Auth's mails of the embedded backend;
 * null: its database is only looked at. Error: StartError.
 */
export async function openSupabase(
  env: Env,
  log: Log,
  sendMail: SendMail | null,
): Promise<SupabaseAddress> {
  const supabase = await (sendMail ? findSupabase(env, log, sendMail) : lookAtSupabase(env, log));
  hideFromLogs(supabase.secretKey, supabase.jwtSecret, supabase.cronSecret);
  return supabase;
}

/** The project of the environment; without one, starts or joins the embedded backend and brings it up to date. */
async function findSupabase(env: Env, log: Log, sendMail: SendMail): Promise<SupabaseAddress> {
  const { cronSecret } = env;
  if (env.supabase) return await hostedProject(env.supabase, cronSecret, log);
  const { startEmbeddedBackend } = await import("./embedded/backend");
  const embedded = await startEmbeddedBackend({
    dataDir: env.dataDir,
    publicOrigin: env.publicOrigin,
    emailConfirmation: env.emailConfirmation,
    sessionLife: env.sessionLife,
    sendMail,
    migrationsDir: migrationsDir(),
    log: (message, facts) => log.info(facts ?? {}, message),
    show: findTerminal(),
  });
  return { ...embedded, cronSecret: cronSecret ?? embedded.cronSecret };
}

/** The same, to look at: the embedded database is neither made nor migrated, and there is no Auth. */
async function lookAtSupabase(env: Env, log: Log): Promise<SupabaseAddress> {
  const { dataDir, publicOrigin: url, cronSecret } = env;
  if (env.supabase) return await hostedProject(env.supabase, cronSecret, log);
  const { openReadOnlyBackend } = await import("./embedded/read-only-backend");
  const options = { dataDir, migrationsDir: migrationsDir(), log: () => undefined };
  return { ...(await openReadOnlyBackend(options)), url, cronSecret };
}

type HostedProject = NonNullable<Env["supabase"]>;

async function hostedProject(
  project: HostedProject,
  cronSecret: string | null,
  log: Log,
): Promise<SupabaseAddress> {
  await requireProject(project, log);
  return { ...project, fetch: globalThis.fetch, cronSecret, stop: async () => {} };
}

/** Waits half a minute for a project that is out of reach. Error: StartError, with what is to be done. */
async function requireProject(project: HostedProject, log: Log): Promise<void> {
  const migrations = await listMigrations(migrationsDir());
  const names = migrations.map(({ version, name }) => `${version}_${name}`);
  let isTold = false;
  const find = async () => {
    try {
      return await findProjectProblem(project, names, globalThis.fetch);
    } catch (error) {
      if (!isTold)
        log.warn({ url: project.url }, "The Supabase project does not answer; waiting for it");
      isTold = true;
      throw error;
    }
  };
  const problem = await retryUntilAvailable(find).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    return `Nobody answers at SUPABASE_URL, ${project.url}: ${reasonOf(error.cause)}.`;
  });
  const unusable = problem ?? (await findUncheckable(project));
  if (unusable) throw new StartError(unusable);
}

/**
 * Where nobody's token could be checked, nobody can sign in. While Auth alone does not answer, `/readyz` goes on
 * asking.
 */
async function findUncheckable({ url, jwtSecret }: HostedProject): Promise<string | null> {
  const signal = AbortSignal.timeout(authPatienceMs);
  const ask: typeof fetch = (input, init) => fetch(input, { ...init, signal });
  return await findSigningProblem(jwtSecret, jwksUrlOf(url), ask).catch(() => null);
}

/** Fetch wraps what the system said. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "no reason is known";
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
