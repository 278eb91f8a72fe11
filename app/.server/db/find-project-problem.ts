import { decodeJwt } from "jose";
import { z } from "zod";
import { AppError } from "../errors";
import { parsers } from "./parsers";

/** A hosted Supabase project, as the environment names it. */
export interface Project {
  url: string;
  publishableKey: string;
  secretKey: string;
}

/** What a project must have. */
export interface Needs {
  /** `<version>_<name>`, in order. */
  migrations: readonly string[];
  /** By name: the migration that makes it. */
  functions: ReadonlyMap<string, string>;
}

interface Answer {
  status: number;
  body: unknown;
  /** Of PostgREST or PostgreSQL; empty for an answer of somebody else. */
  code: string;
}

const timeoutMs = 4500;
const errorBody = z.object({ code: z.string() });
const claims = z.object({ role: z.string().optional(), ref: z.string().optional() });

/** Everybody may ask, and only the server's own key gets an answer. */
const probePath = "rest/v1/rpc/installation";
const notAllowed = "42501";
const noSuchFunction = "PGRST202";
const noSuchSchema = "PGRST106";
const keysPage = "copy it from Project Settings, API Keys";
const push = "run `pnpm exec supabase db push --remote`, as docs/hosting-supabase.md says";

/**
 * What keeps Easel from working with a hosted project, in a sentence for whoever starts it: keys that are wrong,
 * swapped or another project's, a schema that it does not show, migrations, functions or the queue that it lacks. Null:
 * nothing. Error: unavailable (retryable) when nobody answers.
 */
export async function findProjectProblem(
  project: Project,
  needs: Needs,
  fetch: typeof globalThis.fetch,
): Promise<string | null> {
  const mixedUp = findMixedUpKeys(project);
  if (mixedUp) return mixedUp;
  const { url, publishableKey, secretKey } = project;
  const server = await callProbe(url, { key: secretKey }, fetch);
  if (server.code === notAllowed)
    return `SUPABASE_SECRET_KEY is no secret key, but one for visitors: ${keysPage}.`;
  if (isUnknownKey(server))
    return `SUPABASE_SECRET_KEY is no key of the project at ${url}: ${keysPage}.`;
  if (server.code === noSuchSchema)
    return `The Data API of the project at ${url} does not show the schema public: add it under Project Settings, Data API, Exposed schemas.`;
  if (server.code === noSuchFunction) return `The project at ${url} lacks Easel's tables: ${push}.`;
  const found = parsers.installation.safeParse(server.body);
  if (server.status !== 200 || !found.success)
    return `What answers at SUPABASE_URL, ${url}, is no Supabase project: it said ${server.status}.`;
  const visitor = await callProbe(url, { key: publishableKey }, fetch);
  if (visitor.status === 200)
    return `SUPABASE_PUBLISHABLE_KEY has the rights of the secret key: ${keysPage}.`;
  if (isUnknownKey(visitor))
    return `SUPABASE_PUBLISHABLE_KEY is no key of the project at ${url}: ${keysPage}.`;
  return findMissing(url, needs, found.data);
}

/**
 * Whether a project takes a person's token that was signed with SUPABASE_JWT_SECRET here: a sentence, or null. Error:
 * unavailable.
 */
export async function findSecretProblem(
  { url, publishableKey }: Project,
  token: string,
  fetch: typeof globalThis.fetch,
): Promise<string | null> {
  const answer = await callProbe(url, { key: publishableKey, token }, fetch);
  if (answer.code === notAllowed || answer.status !== 401) return null;
  return `SUPABASE_JWT_SECRET is not what the project at ${url} signs with: copy it from Project Settings, JWT Keys.`;
}

function isUnknownKey({ status, code }: Answer): boolean {
  return code !== notAllowed && (status === 401 || status === 403);
}

function findMissing(
  url: string,
  needs: Needs,
  there: z.infer<(typeof parsers)["installation"]>,
): string | null {
  const { migrations, functions, hasQueue } = there;
  const isApplied = (name: string) => migrations?.includes(name.split("_", 1)[0] ?? "") ?? true;
  const missing = needs.migrations.filter((name) => !isApplied(name));
  if (missing.length > 0)
    return `The project at ${url} lacks ${missing.length} of Easel's migrations, from ${missing[0]} on: ${push}.`;
  if (!hasQueue)
    return `The project at ${url} has no queue, because the extension pgmq was removed: bring it back as docs/hosting-supabase.md says.`;
  const gone = [...needs.functions].find(([name]) => !functions.includes(name));
  return gone === undefined
    ? null
    : `The project at ${url} lacks the function ${gone[0]}, or nobody may call it: run that part of supabase/migrations/${gone[1]}.sql again in its SQL editor.`;
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
  { key, token = key }: { key: string; token?: string },
  fetch: typeof globalThis.fetch,
): Promise<Answer> {
  try {
    const response = await fetch(new URL(probePath, url), {
      method: "POST",
      headers: {
        apikey: key,
        authorization: `Bearer ${token}`,
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
