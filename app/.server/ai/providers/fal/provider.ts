import { FalError } from "~/.server/ai/protocols/fal-queue/errors";
import {
  toTransientError,
  cancelFalJob,
  collectFalJob,
  falJob,
  pollFalJob,
  submitFalJob,
  uploadToFal,
} from "~/.server/ai/protocols/fal-queue/jobs";
import { createFalQueue, falTimeouts } from "~/.server/ai/protocols/fal-queue/queue";
import { findLostRequest } from "./find-lost-request";
import type { AiProvider } from "~/.server/ai/port";
import { inputWithSource, preparedBefore } from "~/.server/ai/protocols/uploaded-source";

export interface FalProviderOptions {
  /** `KEYID:SECRET`. */
  key: string;
  fetch: typeof globalThis.fetch;
  now?: () => number;
}

/**
 * fal.ai: one submit to its queue, then questions by endpoint and request id, which any process can ask. Source
 * pictures are uploaded first. Throws as `AiProvider` says; the key stands in no error.
 */
export function createFalProvider(options: FalProviderOptions): AiProvider {
  const { key, fetch, now = Date.now } = options;
  const authorization = `Key ${key}`;
  const queue = createFalQueue({ fetch, authorization, now });

  return {
    name: "fal",
    displayName: "fal.ai",
    pollIntervalMs: 1000,
    submitIsPaid: true,

    async prepare(route, request, source, signal) {
      const upload = (file: File) => uploadToFal(queue, file, signal);
      return await inputWithSource(route, request, source, upload, signal);
    },
    async submit(route, _request, _source, signal, prepared) {
      const job = await submitFalJob(queue, route.upstreamModel, preparedBefore(prepared), signal);
      return { job: { ...job }, requestId: job.requestId };
    },

    poll: async (job, signal) => await pollFalJob(queue, falJob.parse(job), signal),
    collect: async (job, signal) => await collectFalJob(queue, falJob.parse(job), signal),
    async cancel(job) {
      const known = falJob.safeParse(job).data;
      if (known) await cancelFalJob(queue, known);
    },

    async find(route, request, lost, signal) {
      const listOptions = { fetch, authorization, now, requestMs: falTimeouts.requestMs };
      const requestId = await findLostRequest(listOptions, route, request, lost, signal).catch(
        (error: unknown) => orUnknown(error, signal),
      );
      return requestId ? { job: { endpoint: route.upstreamModel, requestId }, requestId } : null;
    },
  };
}

/** A key that may not read the request list cannot tell; any other fault may pass. */
function orUnknown(error: unknown, signal: AbortSignal): null {
  signal.throwIfAborted();
  if (!(error instanceof FalError)) throw error;
  if (error.status === 401 || error.status === 403) return null;
  throw toTransientError(error);
}
