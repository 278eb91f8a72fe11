import { z } from "zod";
import type { ProviderFile } from "~/domain/media";
import { type FalQuery, FalError, mayBeGatewayError, jobFailureOf, refusalOf } from "./errors";
import type { FalQueue } from "./queue";
import type { JobState } from "~/.server/ai/port";
import { AiError, TransientPollError } from "~/.server/ai/port";

/** What finds a job of fal's queue again. */
export const falJob = z.object({ endpoint: z.string(), requestId: z.string() });
export type FalJob = z.infer<typeof falJob>;

/** Where fal keeps what it made (docs/providers.md 10). */
const mediaHosts: readonly string[] = [
  "fal.media",
  "*.fal.media",
  "storage.googleapis.com/falserverless/",
];

const file = z.object({ url: z.string().nullish() }).nullish();
const output = z.object({
  images: z.array(file).nullish(),
  image: file,
  video: file,
  has_nsfw_concepts: z.array(z.boolean()).nullish(),
});

/** Submits once. Throws AiError. */
export async function submitFalJob(
  queue: FalQueue,
  endpoint: string,
  input: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<FalJob> {
  try {
    return { endpoint, requestId: await queue.submit(endpoint, input, signal) };
  } catch (error) {
    throw error instanceof FalError ? refusalOf(error, true) : error;
  }
}

/**
 * Puts a source picture where endpoints can read it, and gives its address. Throws AiError; nothing has been charged
 * then.
 */
export async function uploadToFal(
  queue: FalQueue,
  picture: File,
  signal: AbortSignal,
): Promise<string> {
  try {
    return await queue.upload(picture, signal);
  } catch (error) {
    throw error instanceof FalError ? refusalOf(error, false) : error;
  }
}

/**
 * Asks once how a job stands. fal has no state for a failure: such a job is completed, and its result says what went
 * wrong (docs/providers.md 5.2). Throws TransientPollError.
 */
export async function pollFalJob(
  queue: FalQueue,
  { endpoint, requestId }: FalJob,
  signal: AbortSignal,
): Promise<JobState> {
  const status = await orTransientError("status", queue.status(endpoint, requestId, signal));
  if (status instanceof AiError) return { state: "failed", error: status };
  if (status.status === "IN_QUEUE")
    return { state: "waiting", queuePosition: status.queuePosition };
  if (status.status === "IN_PROGRESS")
    return { state: "running", progress: progressOf(status.logs) };
  if (status.error === null && status.errorType === null) return { state: "done" };
  const error = await orTransientError("failed result", queue.result(endpoint, requestId, signal));
  return error instanceof AiError ? { state: "failed", error } : { state: "done" };
}

/** What a completed job made. Throws AiError when it had failed or made nothing to show, and TransientPollError. */
export async function collectFalJob(
  queue: FalQueue,
  { endpoint, requestId }: FalJob,
  signal: AbortSignal,
): Promise<ProviderFile[]> {
  const result = await orTransientError("result", queue.result(endpoint, requestId, signal));
  if (result instanceof AiError) throw result;
  const read = output.safeParse(result);
  if (!read.success)
    throw new AiError("upstream_failure", { detail: "a result of the wrong shape" });
  const { images, image, video, has_nsfw_concepts: flags } = read.data;
  const made = [...(images ?? []), ...(image ? [image] : []), ...(video ? [video] : [])];
  const shown = made.filter((_, index) => !flags?.[index]);
  const files = shown.flatMap((each) => (each?.url ? { url: each.url, hosts: mediaHosts } : []));
  if (files.length > 0) return files;
  // What is flagged is a black picture.
  if (flags?.includes(true)) throw new AiError("safety_filter", { detail: "every output flagged" });
  throw new AiError("upstream_failure", { detail: "a result without an output" });
}

const alreadyCompleted = 400;

/**
 * Asks fal to stop a job: certain while it waits, a hint once it runs. Throws TransientPollError when fal did not take
 * that.
 */
export async function cancelFalJob(
  queue: FalQueue,
  { endpoint, requestId }: FalJob,
): Promise<void> {
  try {
    await queue.cancel(endpoint, requestId, new AbortController().signal);
  } catch (error) {
    if (!(error instanceof FalError)) throw error;
    if (error.status !== alreadyCompleted) throw toTransientError(error);
  }
}

/** The answer, or how the job has ended. Throws TransientPollError when the answer says nothing of the job. */
async function orTransientError<T>(query: FalQuery, answer: Promise<T>): Promise<T | AiError> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof FalError)) throw error;
    const ended = jobFailureOf(error, query);
    if (ended && !mayBeGatewayError(error, query)) return ended;
    throw toTransientError(error, ended);
  }
}

/** The same, for questions that are not about a job. */
export function toTransientError(
  { message, retryAfterSeconds }: FalError,
  finalError: AiError | null = null,
): TransientPollError {
  return new TransientPollError(message, { retryAfterSeconds, finalError });
}

/** The last share that the model wrote of its own progress, such as ` 45%|####`. */
function progressOf(logs: readonly string[]): number | null {
  const shares = logs.flatMap((line) => [...line.matchAll(/(\d{1,3})%\|/g)].map(([, n]) => n));
  const last = shares.at(-1);
  return last === undefined ? null : Math.min(1, Number(last) / 100);
}
