import { decodeJwt } from "jose";
import { z } from "zod";
import { AppError } from "../errors";

/** A hosted Supabase project, as the environment names it. */
export interface Project {
  url: string;
  publishableKey: string;
  secretKey: string;
}

interface Answer {
  status: number;
  body: unknown;
  /** Of PostgREST or PostgreSQL; empty for an answer of somebody else. */
  code: string;
}

const timeoutMs = 4500;
const errorBody = z.object({ code: z.string() });
const versions = z.array(z.string()).nullable();
const claims = z.object({ role: z.string().optional(), ref: z.string().optional() });

/** Everybody may ask, and only the server's own key gets an answer. */
const versionsPath = "rest/v1/rpc/applied_migrations";
const notAllowed = "42501";
const noSuchFunction = "PGRST202";
const keysPage = "copy it from Project Settings, API Keys";
const push = "run `pnpm exec supabase db push --remote`, as docs/hosting-supabase.md says";

/**
 * What keeps Easel from working with a hosted project, in a sentence for whoever starts it: keys that are wrong,
 * swapped or another project's, or migrations (`<version>_<name>`) that it lacks. Null: nothing. Error: unavailable
 * (retryable) when nobody answers.
 */
export async function findProjectProblem(
  project: Project,
  migrations: readonly string[],
  fetch: typeof globalThis.fetch,
): Promise<string | null> {
  const mixedUp = findMixedUpKeys(project);
  if (mixedUp) return mixedUp;
  const { url, publishableKey, secretKey } = project;
  const server = await callProbe(url, secretKey, fetch);
  if (server.code === notAllowed)
    return `SUPABASE_SECRET_KEY is no secret key, but one for visitors: ${keysPage}.`;
  if (isUnknownKey(server))
    return `SUPABASE_SECRET_KEY is no key of the project at ${url}: ${keysPage}.`;
  if (server.code === noSuchFunction) return `The project at ${url} lacks Easel's tables: ${push}.`;
  const applied = versions.safeParse(server.body);
  if (server.status !== 200 || !applied.success)
    return `What answers at SUPABASE_URL, ${url}, is no Supabase project: it said ${server.status}.`;
  const visitor = await callProbe(url, publishableKey, fetch);
  if (visitor.status === 200)
    return `SUPABASE_PUBLISHABLE_KEY has the rights of the secret key: ${keysPage}.`;
  if (isUnknownKey(visitor))
    return `SUPABASE_PUBLISHABLE_KEY is no key of the project at ${url}: ${keysPage}.`;
  return missingMigrations(url, migrations, applied.data);
}

function isUnknownKey({ status, code }: Answer): boolean {
  return code !== notAllowed && (status === 401 || status === 403);
}

function missingMigrations(
  url: string,
  migrations: readonly string[],
  applied: readonly string[] | null,
): string | null {
  if (applied === null) return null;
  const missing = migrations.filter((name) => !applied.includes(name.split("_", 1)[0] ?? ""));
  const [first] = missing;
  return first === undefined
    ? null
    : `The project at ${url} lacks ${missing.length} of Easel's migrations, from ${first} on: ${push}.`;
}

/** What the keys themselves say: the newer ones by how they begin, the older ones by their claims. */
function findMixedUpKeys({ url, publishableKey, secretKey }: Project): string | null {
  const [publishable, secret] = [claimsOf(publishableKey), claimsOf(secretKey)];
  if (secret.role === "anon" && publishable.role === "service_role")
    return "SUPABASE_PUBLISHABLE_KEY and SUPABASE_SECRET_KEY are swapped: each holds the other's key.";
  if (secret.role === "anon") return `SUPABASE_SECRET_KEY holds the publishable key: ${keysPage}.`;
  if (publishable.role === "service_role")
    return `SUPABASE_PUBLISHABLE_KEY holds the secret key: ${keysPage}.`;
  const [, own] = /^https:\/\/([a-z0-9]+)\.supabase\.(co|in)$/.exec(url) ?? [];
  const others = [secret.ref, publishable.ref].find((ref) => ref !== undefined && ref !== own);
  return own === undefined || others === undefined
    ? null
    : `SUPABASE_URL names the project ${own}, and a key belongs to the project ${others}: ${keysPage}.`;
}

function claimsOf(key: string): z.infer<typeof claims> {
  if (key.startsWith("sb_publishable_")) return { role: "anon" };
  if (key.startsWith("sb_secret_")) return { role: "service_role" };
  try {
    return claims.parse(decodeJwt(key));
  } catch {
    // Not a key that says anything of itself.
    return {};
  }
}

async function callProbe(
  url: string,
  key: string,
  fetch: typeof globalThis.fetch,
): Promise<Answer> {
  try {
    const response = await fetch(new URL(versionsPath, url), {
      method: "POST",
      headers: {
        apikey: key,
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
      },
      body: "{}",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status } = response;
    if (status >= 500 || status === 429) throw new Error(`It said ${status}`);
    const body: unknown = await response.json().catch(() => undefined);
    return { status, body, code: errorBody.safeParse(body).data?.code ?? "" };
  } catch (cause) {
    throw new AppError("unavailable", { cause, retryable: true });
  }
}
