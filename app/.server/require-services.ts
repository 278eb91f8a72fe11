import { StartError } from "./embedded/start-error";
import type { Env } from "./env";
import { AppError } from "./errors";

const patienceMs = 4500;

/** By why a Blob store takes and gives nothing, until whoever runs Easel has changed something. */
const storeProblems: Readonly<Record<string, string>> = {
  refused:
    "The Blob store does not take the token that the settings have: copy BLOB_READ_WRITE_TOKEN anew from Vercel's dashboard (Storage, the store).",
  missing:
    "The Blob store that the settings name is not there any more: make a private one in Vercel's dashboard (Storage), and copy its BLOB_READ_WRITE_TOKEN.",
  suspended:
    "The Blob store is suspended: Vercel's dashboard says why (Storage, the store, Usage).",
};

/**
 * Stops the start where the Blob store or the mail server of the settings turns Easel down. One that does not answer is
 * trouble that passes, and `/readyz` goes on asking. Changes nothing there. Error: StartError.
 */
export async function requireServices(env: Pick<Env, "blob" | "smtp">): Promise<void> {
  const [store, mail] = await Promise.all([
    inTime(findStoreProblem(env.blob)),
    inTime(findMailProblem(env.smtp)),
  ]);
  const problem = store ?? mail;
  if (problem) throw new StartError(problem);
}

async function findStoreProblem(credentials: Env["blob"]): Promise<string | null> {
  if (!credentials) return null;
  const { createVercelBlobStore } = await import("./media/stores/vercel-blob");
  const store = createVercelBlobStore({ credentials, fetch: globalThis.fetch, now: Date.now });
  try {
    await store.list("probe")[Symbol.asyncIterator]().next();
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return storeProblems[String(error.facts["store"])] ?? null;
  }
}

async function findMailProblem(smtp: Env["smtp"]): Promise<string | null> {
  if (!smtp) return null;
  const { findSmtpProblem } = await import("./mail/smtp");
  return await findSmtpProblem({ ...smtp, timeoutMs: patienceMs });
}

/** Whoever has not answered by then has said nothing. */
async function inTime(finding: Promise<string | null>): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), patienceMs);
  try {
    return await Promise.race([finding, promise]);
  } finally {
    clearTimeout(timer);
  }
}
