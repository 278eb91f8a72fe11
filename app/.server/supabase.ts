import { resolve } from "node:path";
import type { GoogleHere } from "~/domain/google";
import {
  countSigningKeys,
  findSigningProblem,
  jwksUrlOf,
  signTrialToken,
} from "./auth/signing-keys";
import { findProjectProblem, findSecretProblem } from "./db/find-project-problem";
import { retryUntilAvailable } from "./db/retry-until-available";
import type { SendMail } from "./embedded/mail-templates";
import { listFunctions, listMigrations } from "./embedded/migrations";
import { readSecrets } from "./embedded/secrets";
import { StartError } from "./embedded/start-error";
import type { Env } from "./env";
import { AppError } from "./errors";
import { hideFromLogs, type Log } from "./log";
import { requireServices } from "./require-services";
import { findTerminal } from "./terminal";
import { showFirstAdminPassword } from "./first-admin-password";

/** Where Supabase answers: a hosted project, or the embedded backend in this process. */
export interface SupabaseAddress {
  url: string;
  publishableKey: string;
  secretKey: string;
  jwtSecret: string | null;
  fetch: typeof globalThis.fetch;
  cronSecret: string | null;
  /** Null: a project does all of it. */
  google: GoogleHere | null;
  /** The hash of the admin pages' password that the built-in database keeps now; null: none, as with a project. */
  readKeptHash(): Promise<string | null>;
  stop(): Promise<void>;
}

const authPatienceMs = 4500;
const none = async () => null;
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
  if (env.supabase) return await hostedProject(env, env.supabase, log);
  const { startEmbeddedBackend } = await import("./embedded/backend");
  const embedded = await startEmbeddedBackend({
    dataDir: env.dataDir,
    publicOrigin: env.publicOrigin,
    emailConfirmation: env.emailConfirmation,
    google: env.google ?? (env.mode === "development" ? "stand-in" : null),
    sessionLife: env.sessionLife,
    sendMail,
    migrationsDir: migrationsDir(),
    log: (message, facts) => log.info(facts ?? {}, message),
  });
  if (!env.adminPassword && !env.adminPasswordHash)
    await showFirstAdminPassword(env.dataDir, (line) => log.info(line), findTerminal());
  const readKeptHash = async () => (await readSecrets(env.dataDir))?.adminPasswordHash ?? null;
  return { ...embedded, cronSecret: cronSecret ?? embedded.cronSecret, readKeptHash };
}

/** The same, to look at: the embedded database is neither made nor migrated, and there is no Auth. */
async function lookAtSupabase(env: Env, log: Log): Promise<SupabaseAddress> {
  const { dataDir, publicOrigin: url, cronSecret } = env;
  if (env.supabase) return await hostedProject(env, env.supabase, log);
  const { openReadOnlyBackend } = await import("./embedded/read-only-backend");
  const options = { dataDir, migrationsDir: migrationsDir(), log: () => undefined };
  const backend = await openReadOnlyBackend(options);
  return { ...backend, url, cronSecret, google: null, readKeptHash: none };
}

type HostedProject = NonNullable<Env["supabase"]>;

async function hostedProject(env: Env, project: HostedProject, log: Log): Promise<SupabaseAddress> {
  await requireProject(project, log);
  await requireServices(env);
  const { cronSecret } = env;
  const rest = { fetch: globalThis.fetch, cronSecret, google: null, readKeptHash: none };
  return { ...project, ...rest, stop: async () => {} };
}

/** Waits half a minute for a project that is out of reach. Error: StartError, with what is to be done. */
async function requireProject(project: HostedProject, log: Log): Promise<void> {
  const migrations = await listMigrations(migrationsDir());
  const needs = {
    migrations: migrations.map(({ version, name }) => `${version}_${name}`),
    functions: await listFunctions(migrations),
  };
  let isTold = false;
  const find = async () => {
    try {
      return await findProjectProblem(project, needs, globalThis.fetch);
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
async function findUncheckable(project: HostedProject): Promise<string | null> {
  const { url, jwtSecret } = project;
  const signal = AbortSignal.timeout(authPatienceMs);
  const ask: typeof fetch = (input, init) => fetch(input, { ...init, signal });
  const find = async () => {
    const problem = await findSigningProblem(jwtSecret, jwksUrlOf(url), ask);
    if (problem || jwtSecret === null) return problem;
    // Where keys are published the secret is of no use any more, or of none yet.
    if ((await countSigningKeys(jwksUrlOf(url), ask)) > 0) return null;
    return await findSecretProblem(project, await signTrialToken(jwtSecret), ask);
  };
  return await find().catch(() => null);
}

/** Fetch wraps what the system said. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "no reason is known";
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
