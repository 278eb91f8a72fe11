import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ProviderFile, SourceImage } from "~/domain/media";
import { askOnce } from "./answers";
import { HuggingFaceRefusal } from "./errors";
import { createModelMapping } from "./mapping";
import {
  cancelQueued,
  collectQueued,
  hasQueue,
  nameOf,
  pollQueued,
  queuedJob,
  type QueuedJob,
  submitQueued,
} from "./queues";
import { readUpstream, taskOf, writeRequest } from "./requests";
import type { AiProvider, ModelRequest, ModelRoute, SubmittedJob } from "~/.server/ai/port";
import { AiError } from "~/.server/ai/port";
import { createTokenPool, type PooledToken } from "./token-pool";

export interface HuggingFaceOptions {
  /** Access tokens: `hf_…`. */
  tokens: readonly string[];
  fetch: typeof globalThis.fetch;
  now?: () => number;
}

/** An answer that nobody has collected after this time has been given up. */
const heldMs = 15 * 60_000;
/** One that was collected may be so again, when its files could not be stored. */
const collectedMs = 3 * 60_000;

/** Bytes of an answer, in the memory of the process that asked. */
const heldJob = z.object({ by: z.literal("answer"), held: z.string() });
const fileJob = z.object({
  by: z.literal("files"),
  files: z.array(z.object({ url: z.string(), hosts: z.array(z.string()) })).min(1),
});
const anyJob = z.union([heldJob, fileJob, queuedJob]);

/**
 * HuggingFace's router to many providers, with several tokens sharing the work. A route's upstream model is
 * `{provider}:{hub model}`. Jobs of fal-ai and wavespeed are asked about by id, with the token that submitted them; the
 * others answer in one call, and what they answered in bytes is lost with this process. Nothing lists past requests, so
 * a lost submit cannot be found. Throws as `AiProvider` says; no token stands in an error.
 */
export function createHuggingFaceProvider(options: HuggingFaceOptions): AiProvider {
  const { fetch, now = Date.now } = options;
  const pool = createTokenPool(options.tokens, now);
  const mapping = createModelMapping();
  const held = new Map<string, { files: ProviderFile[]; untilMs: number }>();

  async function submitWith(
    token: PooledToken,
    route: ModelRoute,
    request: ModelRequest,
    source: SourceImage | null,
    signal: AbortSignal,
  ): Promise<SubmittedJob> {
    const task = taskOf(request, source);
    const { behind, model } = readUpstream(route.upstreamModel, task);
    const router = { fetch, now, token: secretOf(token), behind, signal };
    const served = await mapping.find(router, behind, model, task);
    const written = await writeRequest(token.secret, served, route.parameters(request), source);
    if (!hasQueue(behind)) {
      const { files, requestId } = await askOnce(router, written);
      return { ...keep(files), requestId };
    }
    const job = await submitQueued(behind, token.id, served.providerId, router, written);
    pool.goesOn(nameOf(job), token.id);
    return { job, requestId: job.by === "fal-ai" ? job.requestId : job.id };
  }

  /** Addresses are worth writing down. Bytes are not: they stay here for a while. */
  function keep(files: ProviderFile[]): Pick<SubmittedJob, "job" | "onlyHere"> {
    const remote = files.filter((file) => "url" in file);
    if (remote.length === files.length) return { job: { by: "files", files: remote } };
    for (const [id, { untilMs }] of held) if (now() > untilMs) held.delete(id);
    const id = randomUUID();
    held.set(id, { files, untilMs: now() + heldMs });
    return { job: { by: "answer", held: id }, onlyHere: true };
  }

  function collectHeld(id: string): ProviderFile[] {
    const answer = held.get(id);
    if (!answer) throw lost();
    answer.untilMs = now() + collectedMs;
    return answer.files;
  }

  /** A refused request has cost nothing, so the other tokens may try it, each once. */
  async function submit(
    route: ModelRoute,
    request: ModelRequest,
    source: SourceImage | null,
    signal: AbortSignal,
  ): Promise<SubmittedJob> {
    const work = randomUUID();
    const picture = route.sourceParameter ? source : null;
    const tried = new Set<string>();
    for (;;) {
      const token = pool.take(work, route.upstreamModel, tried);
      tried.add(token.id);
      try {
        return await submitWith(token, route, request, picture, signal);
      } catch (error) {
        if (!(error instanceof AiError)) throw error;
        // A 403 may be about the model alone; a 401, 402 or 429 is about the token.
        const isAboutModel =
          error.code === "provider_auth" &&
          !(error instanceof HuggingFaceRefusal && error.status === 401);
        if (!pool.rest(token.id, error, isAboutModel ? route.upstreamModel : null)) throw error;
      } finally {
        pool.ends(work);
      }
    }
  }

  /**
   * How to ask about a job: with the token that submitted it, because no other account sees it. Null when that is not
   * set here.
   */
  function askingFor(job: QueuedJob) {
    const token = pool.find(job.token);
    return token ? { fetch, now, token: token.secret } : null;
  }

  return {
    name: "huggingface",
    words: "Hugging Face",
    pollIntervalMs: 1000,
    submitIsPaid: true,
    submit,

    async poll(stored, signal) {
      const job = anyJob.parse(stored);
      if (job.by === "files") return { state: "done" };
      if (job.by === "answer")
        return held.has(job.held) ? { state: "done" } : { state: "failed", error: lost() };
      const asking = askingFor(job);
      if (!asking) return { state: "failed", error: tokenGone() };
      pool.goesOn(nameOf(job), job.token);
      const state = await pollQueued(job, asking, signal);
      if (state.state === "done" || state.state === "failed") pool.ends(nameOf(job));
      return state;
    },

    async collect(stored, signal) {
      const job = anyJob.parse(stored);
      if (job.by === "files") return job.files;
      if (job.by === "answer") return collectHeld(job.held);
      const asking = askingFor(job);
      if (!asking) throw tokenGone();
      return await collectQueued(job, asking, signal);
    },

    async cancel(stored) {
      const job = anyJob.safeParse(stored).data;
      if (!job || job.by === "files") return;
      if (job.by === "answer") return void held.delete(job.held);
      pool.ends(nameOf(job));
      const asking = askingFor(job);
      if (asking) await cancelQueued(job, asking);
    },

    letGo(stored) {
      const job = anyJob.safeParse(stored).data;
      if (job?.by === "answer") held.delete(job.held);
      else if (job && job.by !== "files") pool.ends(nameOf(job));
    },
  };
}

/** HuggingFace's client takes other keys for a provider's own, and would send them there. */
function secretOf({ secret }: PooledToken): string {
  if (secret.startsWith("hf_")) return secret;
  throw new AiError("provider_auth", { detail: "a HuggingFace token begins with hf_" });
}

function tokenGone(): AiError {
  const detail = "the token that the job was submitted with is not set any more";
  return new AiError("provider_auth", { mayHaveCharged: true, detail });
}

/** Who asked has ended with the answer in hand. */
function lost(): AiError {
  return new AiError("ambiguous", { detail: "the answer was lost with the process that had it" });
}
