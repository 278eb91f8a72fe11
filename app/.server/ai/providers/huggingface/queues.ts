import type { InferenceProvider } from "@huggingface/inference";
import { z } from "zod";
import type { ProviderFile } from "~/domain/media";
import {
  cancelFalJob,
  collectFalJob,
  falJob as falJobAtFal,
  pollFalJob,
  submitFalJob,
} from "~/.server/ai/protocols/fal-queue/jobs";
import { createFalQueue, type FalQueue } from "~/.server/ai/protocols/fal-queue/queue";
import { viaRouter, type RouterOptions } from "./router";
import type { WrittenRequest } from "./requests";
import type { JobState } from "~/.server/ai/port";
import { createWavespeedApi, type WavespeedApi } from "~/.server/ai/protocols/wavespeed-api/api";
import { filesOf, jobStateOf } from "~/.server/ai/protocols/wavespeed-api/jobs";

const falJob = falJobAtFal.extend({ by: z.literal("fal-ai"), token: z.string() });
const wavespeedJob = z.object({ by: z.literal("wavespeed"), token: z.string(), id: z.string() });

/** A job in a queue behind the router. `token` is the id of the token whose account it belongs to. */
export const queuedJob = z.discriminatedUnion("by", [falJob, wavespeedJob]);
export type QueuedJob = z.infer<typeof queuedJob>;

export interface QueueOptions {
  fetch: typeof globalThis.fetch;
  now: () => number;
  token: string;
}

const routerUrl = "https://router.huggingface.co";

/** Whether the provider behind the router takes work into a queue, to be asked about later. */
export function hasQueue(
  inferenceProvider: InferenceProvider,
): inferenceProvider is QueuedJob["by"] {
  return inferenceProvider === "fal-ai" || inferenceProvider === "wavespeed";
}

/** How a queued job is known among everything in hand. */
export function nameOf(job: QueuedJob): string {
  return `${job.by} ${job.by === "fal-ai" ? job.requestId : job.id}`;
}

/** Submits once to the queue of a provider behind the router. Throws AiError. */
export async function submitQueued(
  by: QueuedJob["by"],
  tokenId: string,
  endpoint: string,
  router: RouterOptions,
  { body }: WrittenRequest,
): Promise<QueuedJob> {
  const input = JSON.parse(body) as Record<string, unknown>;
  const { signal, now, token } = router;
  return await viaRouter(router, async (fetch) => {
    if (by === "fal-ai") {
      const queue = falQueue({ fetch, now, token });
      return { by, token: tokenId, ...(await submitFalJob(queue, endpoint, input, signal)) };
    }
    const { id } = await wavespeedApi({ fetch, now, token }).submit(endpoint, input, signal);
    return { by, token: tokenId, id };
  });
}

/** Asks once how a job stands. Throws TransientPollError. */
export async function pollQueued(
  job: QueuedJob,
  options: QueueOptions,
  signal: AbortSignal,
): Promise<JobState> {
  if (job.by === "fal-ai") return await pollFalJob(falQueue(options), job, signal);
  return jobStateOf(await wavespeedApi(options).result(job.id, signal));
}

/** What a completed job made. Throws AiError and TransientPollError. */
export async function collectQueued(
  job: QueuedJob,
  options: QueueOptions,
  signal: AbortSignal,
): Promise<ProviderFile[]> {
  if (job.by === "fal-ai") return await collectFalJob(falQueue(options), job, signal);
  return filesOf(await wavespeedApi(options).result(job.id, signal));
}

/** Throws TransientPollError when the provider did not take it. */
export async function cancelQueued(job: QueuedJob, options: QueueOptions): Promise<void> {
  if (job.by === "fal-ai") await cancelFalJob(falQueue(options), job);
  else await wavespeedApi(options).remove(job.id);
}

/**
 * The router passes fal's protocol on under its own address, and a parameter tells it the host (docs/providers.md 3.2).
 */
function falQueue({ fetch, now, token }: QueueOptions): FalQueue {
  return createFalQueue({ fetch, now, authorization: `Bearer ${token}`, rewriteUrl: atRouter });
}

function atRouter(falUrl: string): string {
  const { origin, pathname, searchParams } = new URL(falUrl);
  if (origin === routerUrl) return falUrl;
  searchParams.set("_subdomain", "queue");
  return `${routerUrl}/fal-ai${pathname}?${searchParams.toString()}`;
}

function wavespeedApi({ fetch, now, token }: QueueOptions): WavespeedApi {
  const authorization = `Bearer ${token}`;
  return createWavespeedApi({ fetch, now, authorization, baseUrl: `${routerUrl}/wavespeed` });
}
