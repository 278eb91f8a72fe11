import { z } from "zod";
import { answeredJob, answerGone, createHeldAnswers } from "./held-answers";
import { createModelMapping } from "./mapping";
import {
  cancelQueued,
  collectQueued,
  nameOf,
  pollQueued,
  queuedJob,
  type QueuedJob,
} from "./queues";
import { createSubmit } from "./submit";
import { AiError, type AiProvider } from "~/.server/ai/port";
import { createTokenPool } from "./token-pool";

export interface HuggingFaceOptions {
  /** Access tokens: `hf_…`. */
  tokens: readonly string[];
  fetch: typeof globalThis.fetch;
  now?: () => number;
}

const anyJob = z.union([answeredJob, queuedJob]);

/**
 * HuggingFace's router to many providers, with several tokens sharing the work. A route's upstream model is
 * `{provider}:{hub model}`. Jobs of fal-ai and wavespeed are asked about by id, with the token that submitted them; the
 * others answer in one call, and what they answered in bytes is lost with this process. Nothing lists past requests, so
 * a lost submit cannot be found. Throws as `AiProvider` says; no token stands in an error.
 */
export function createHuggingFaceProvider(options: HuggingFaceOptions): AiProvider {
  const { fetch, now = Date.now } = options;
  const pool = createTokenPool(options.tokens, now);
  const answers = createHeldAnswers(now);

  /** With the token that submitted the job, because no other account sees it. Null when that is not set here. */
  const queueOptionsFor = (job: QueuedJob) => {
    const token = pool.find(job.token);
    return token ? { fetch, now, token: token.secret } : null;
  };

  return {
    name: "huggingface",
    displayName: "Hugging Face",
    pollIntervalMs: 1000,
    submitIsPaid: true,
    submit: createSubmit({ fetch, now, pool, mapping: createModelMapping(), answers }),

    async poll(stored, signal) {
      const job = anyJob.parse(stored);
      if (job.by === "files") return { state: "done" };
      if (job.by === "answer")
        return answers.has(job.held) ? { state: "done" } : { state: "failed", error: answerGone() };
      const queue = queueOptionsFor(job);
      if (!queue) return { state: "failed", error: tokenGone() };
      pool.touch(nameOf(job), job.token);
      const state = await pollQueued(job, queue, signal);
      if (state.state === "done" || state.state === "failed") pool.release(nameOf(job));
      return state;
    },

    async collect(stored, signal) {
      const job = anyJob.parse(stored);
      if (job.by === "files") return job.files;
      if (job.by === "answer") return answers.collect(job.held);
      const queue = queueOptionsFor(job);
      if (!queue) throw tokenGone();
      return await collectQueued(job, queue, signal);
    },

    async cancel(stored) {
      const job = anyJob.safeParse(stored).data;
      if (!job || job.by === "files") return;
      if (job.by === "answer") return answers.delete(job.held);
      pool.release(nameOf(job));
      const queue = queueOptionsFor(job);
      if (queue) await cancelQueued(job, queue);
    },

    release(stored) {
      const job = anyJob.safeParse(stored).data;
      if (job?.by === "answer") answers.delete(job.held);
      else if (job && job.by !== "files") pool.release(nameOf(job));
    },
  };
}

function tokenGone(): AiError {
  const detail = "the token that the job was submitted with is not set any more";
  return new AiError("provider_auth", { mayHaveCharged: true, detail });
}
