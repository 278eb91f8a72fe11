import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { misconfigured, refusedQuestion, unreachable } from "./errors";
import { type Credentials, logIn } from "./login";
import type { GradioSpace } from "./spaces";
import { readJson, retryAfterSecondsOf, withTimeout } from "~/.server/ai/protocols/http";
import { AiError } from "~/.server/ai/port";

/** An app, and how to reach it. */
export interface GradioApp {
  id: string;
  /** Without a slash at the end. */
  address: string;
  /** Nothing is sent anywhere else. */
  origin: string;
  /** The administrator named the address: it may be http, and private. */
  isTrusted: boolean;
  /** Sent with every request; null: none are needed. */
  credentials: Credentials | null;
  /** What stands in no error and no log. */
  secrets: readonly string[];
}

export interface GradioOptions {
  fetch: typeof globalThis.fetch;
  now: () => number;
  /** Of the Hugging Face account whose private Spaces can be used. */
  token: string | null;
  /** How long a sleeping Space is given to wake up. */
  wakeSeconds: number;
  /** Pause between looks at a Space that wakes up. */
  wakePauseMs: number;
}

const spaceFacts = z.object({
  private: z.boolean().optional(),
  runtime: z.object({ stage: z.string() }),
});
const hostFacts = z.object({ host: z.string() });
type Facts = z.infer<typeof spaceFacts>;

const requestTimeoutMs = 30_000;
const runningStages = new Set(["RUNNING", "RUNNING_BUILDING", "RUNNING_APP_STARTING"]);
const startingStages = new Set(["SLEEPING", "STOPPED", "BUILDING", "APP_STARTING"]);

/**
 * Finds where the app answers, logs in where the administrator named a user or a token, and waits until a sleeping
 * Space is awake. A Space is looked up at Hugging Face; an app at an address of its own is not, and gets no token but
 * its own. Errors: AiError, never one that may have been charged.
 */
export async function findApp(
  space: GradioSpace,
  options: GradioOptions,
  signal: AbortSignal,
): Promise<GradioApp> {
  const { id, address, login, token: ownToken } = space;
  if (address !== null) {
    const { origin } = new URL(address);
    const loggedIn = login ? await logIn({ id, address, login }, options, signal) : null;
    const credentials = ownToken ? bearer(ownToken) : loggedIn;
    const secrets = [ownToken, login?.password, credentials?.value].flatMap(
      (secret) => secret ?? [],
    );
    return { id, address, origin, isTrusted: true, credentials, secrets };
  }
  const { host } = await fetchFromHub(`${id}/host`, hostFacts, options, signal);
  const url = URL.parse(host);
  if (url?.protocol !== "https:" || url.port !== "" || !url.hostname.endsWith(".hf.space"))
    throw misconfigured(`Hugging Face names a strange host for ${id}`);
  const facts = await waitUntilAwake(space, url.origin, options, signal);
  const token = facts.private ? options.token : null;
  return {
    id,
    address: url.origin,
    origin: url.origin,
    isTrusted: false,
    credentials: token ? bearer(token) : null,
    secrets: token ? [token] : [],
  };
}

const bearer = (token: string): Credentials => ({
  header: "authorization",
  value: `Bearer ${token}`,
});

async function waitUntilAwake(
  { id }: GradioSpace,
  origin: string,
  options: GradioOptions,
  signal: AbortSignal,
): Promise<Facts> {
  const until = options.now() + options.wakeSeconds * 1000;
  for (let isWoken = false; ; isWoken = true) {
    const facts = await fetchFromHub(id, spaceFacts, options, signal);
    const { stage } = facts.runtime;
    if (runningStages.has(stage)) return facts;
    if (!startingStages.has(stage)) throw misconfigured(`the Space ${id} does not run: ${stage}`);
    if (!isWoken) await wakeUp(origin, facts, options, signal);
    if (options.now() >= until)
      throw new AiError("busy", { detail: `the Space ${id} is not awake yet: ${stage}` });
    await wait(options.wakePauseMs, undefined, { signal });
  }
}

/** A visit wakes a sleeping Space up. What it answers says nothing yet. */
async function wakeUp(
  origin: string,
  facts: Facts,
  { fetch, token }: GradioOptions,
  signal: AbortSignal,
): Promise<void> {
  try {
    const response = await fetch(`${origin}/config`, {
      ...(facts.private && token && { headers: { authorization: `Bearer ${token}` } }),
      redirect: "manual",
      signal: withTimeout(signal, requestTimeoutMs),
    });
    await response.body?.cancel();
  } catch {
    signal.throwIfAborted();
  }
}

/** A question about a Space. The token goes to Hugging Face, whose it is. */
async function fetchFromHub<T>(
  path: string,
  shape: z.ZodType<T>,
  { fetch, token, now }: GradioOptions,
  signal: AbortSignal,
): Promise<T> {
  const what = `Hugging Face on ${path}`;
  const headers = token ? { authorization: `Bearer ${token}` } : undefined;
  try {
    const response = await fetch(`https://huggingface.co/api/spaces/${path}`, {
      ...(headers && { headers }),
      redirect: "manual",
      signal: withTimeout(signal, requestTimeoutMs),
    });
    const body = await readJson(response).catch((error: unknown) => {
      if (response.ok) throw error;
      return null;
    });
    const { status } = response;
    if (!response.ok)
      throw refusedQuestion(what, {
        status,
        body,
        retryAfterSeconds: retryAfterSecondsOf(response, now),
      });
    return shape.parse(body);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof AiError ? error : unreachable(what, error);
  }
}

/** A shorter one stands in other words by chance, such as in the path of a file. */
const minSecretLength = 8;

/** Cuts secrets out of what an app says: it may say everything that was sent to it. */
export function redact({ secrets }: GradioApp, text: string): string {
  return secrets
    .filter(({ length }) => length >= minSecretLength)
    .reduce((words, secret) => words.replaceAll(secret, "[token]"), text);
}
