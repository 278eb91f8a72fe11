import { randomUUID } from "node:crypto";
import type { SourceImage } from "~/domain/media";
import { requestDirectly } from "./answers";
import { HuggingFaceRefusal } from "./errors";
import type { HeldAnswers } from "./held-answers";
import type { ModelMapping } from "./mapping";
import { hasQueue, nameOf, submitQueued } from "./queues";
import { readUpstream, taskOf, writeRequest } from "./requests";
import {
  AiError,
  type AiProvider,
  type ModelRequest,
  type ModelRoute,
  type SubmittedJob,
} from "~/.server/ai/port";
import type { PooledToken, TokenPool } from "./token-pool";

export interface SubmitOptions {
  fetch: typeof globalThis.fetch;
  now: () => number;
  pool: TokenPool;
  mapping: ModelMapping;
  answers: HeldAnswers;
}

/** The submit of the provider. A refused request has cost nothing, so the other tokens may try it, each once. */
export function createSubmit(options: SubmitOptions): AiProvider["submit"] {
  const { pool } = options;
  return async (route, request, source, signal) => {
    const work = randomUUID();
    const picture = route.sourceParameter ? source : null;
    const tried = new Set<string>();
    for (;;) {
      const token = pool.acquire(work, route.upstreamModel, tried);
      tried.add(token.id);
      try {
        return await submitWith(options, token, { route, request, source: picture }, signal);
      } catch (error) {
        if (!(error instanceof AiError)) throw error;
        // A 403 may be about the model alone; a 401, 402 or 429 is about the token.
        const isAboutModel =
          error.code === "provider_auth" &&
          !(error instanceof HuggingFaceRefusal && error.status === 401);
        if (!pool.coolDown(token.id, error, isAboutModel ? route.upstreamModel : null)) throw error;
      } finally {
        pool.release(work);
      }
    }
  };
}

interface Submission {
  route: ModelRoute;
  request: ModelRequest;
  source: SourceImage | null;
}

async function submitWith(
  { fetch, now, pool, mapping, answers }: SubmitOptions,
  token: PooledToken,
  { route, request, source }: Submission,
  signal: AbortSignal,
): Promise<SubmittedJob> {
  const task = taskOf(request, source);
  const { inferenceProvider, model } = readUpstream(route.upstreamModel, task);
  const router = { fetch, now, token: secretOf(token), inferenceProvider, signal };
  const served = await mapping.find(router, inferenceProvider, model, task);
  const written = await writeRequest(token.secret, served, route.parameters(request), source);
  if (!hasQueue(inferenceProvider)) {
    const { files, requestId } = await requestDirectly(router, written);
    return { ...answers.keep(files), requestId };
  }
  const job = await submitQueued(inferenceProvider, token.id, served.providerId, router, written);
  pool.touch(nameOf(job), token.id);
  return { job, requestId: job.by === "fal-ai" ? job.requestId : job.id };
}

/** HuggingFace's client takes other keys for a provider's own, and would send them there. */
function secretOf({ secret }: PooledToken): string {
  if (secret.startsWith("hf_")) return secret;
  throw new AiError("provider_auth", { detail: "a HuggingFace token begins with hf_" });
}
