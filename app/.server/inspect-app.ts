import { createAppReader } from "./ai/providers/gradio/examine";
import { type GradioSpace, readGradioSpaces } from "./ai/providers/gradio/spaces";
import { type Understanding, understand } from "./ai/providers/gradio/understand";
import { AiError } from "./ai/port";
import { sendHostsToEmulator } from "./emulated-hosts";
import type { Env } from "./env";

/** What Easel makes of a Gradio app. */
export interface InspectedApp extends Understanding {
  /** The file for GRADIO_SPACES, without what is secret. */
  file: object;
}

const timeoutMs = 60_000;

/**
 * Asks an app, written as in GRADIO_SPACES, what it is, with free questions. Throws a plain Error with words for the
 * administrator when it is not one app, or does not answer.
 */
export async function inspectApp(written: string, env: Env): Promise<InspectedApp> {
  const { spaces, problems } = readGradioSpaces(written);
  const [space] = spaces;
  if (!space || spaces.length > 1) throw new Error(problems.join("\n") || "Name one app.");
  if (env.providerEmulator) sendHostsToEmulator(env.providerEmulator);
  const token = env.providers.huggingFaceTokens?.[0] ?? null;
  const readApp = createAppReader({ token, fetch: globalThis.fetch });
  const facts = await readApp(space, AbortSignal.timeout(timeoutMs)).catch((error: unknown) => {
    throw error instanceof AiError ? new Error(error.detail, { cause: error }) : error;
  });
  const understood = understand(facts, space);
  return { ...understood, file: fileOf(space, understood.models) };
}

function fileOf(
  { id, address, login, token }: GradioSpace,
  models: Understanding["models"],
): object {
  if (address === null) return { models };
  const secrets = {
    ...(login && { user: login.user, password: "…" }),
    ...(token && { token: "…" }),
  };
  const own = models.map(({ space: _space, ...model }) => model);
  return { apps: [{ address, space: id, ...secrets, models: own }] };
}
