import { z } from "zod";
import type { ProviderFile } from "~/domain/media";
import { type Asked, FalFault, isDoubtful, jobFailureOf, refusalOf } from "./errors";
import type { FalQueue } from "./queue";
import type { JobState } from "~/.server/ai/port";
import { AiError, AskAgain } from "~/.server/ai/port";

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
    throw error instanceof FalFault ? refusalOf(error, true) : error;
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
    throw error instanceof FalFault ? refusalOf(error, false) : error;
  }
}

/**
 * Asks once how a job stands. fal has no state for a failure: such a job is completed, and its result says what went
 * wrong (docs/providers.md 5.2). Throws AskAgain.
 */
export async function pollFalJob(
  queue: FalQueue,
  { endpoint, requestId }: FalJob,
  signal: AbortSignal,
): Promise<JobState> {
  const told = await orAskAgain("status", queue.status(endpoint, requestId, signal));
  if (told instanceof AiError) return { state: "failed", error: told };
  if (told.status === "IN_QUEUE") return { state: "waiting", queuePosition: told.queuePosition };
  if (told.status === "IN_PROGRESS") return { state: "running", progress: progressOf(told.logs) };
  if (told.error === null && told.errorType === null) return { state: "done" };
  const error = await orAskAgain("failed result", queue.result(endpoint, requestId, signal));
  return error instanceof AiError ? { state: "failed", error } : { state: "done" };
}

/** What a completed job made. Throws AiError when it had failed or made nothing to show, and AskAgain. */
export async function collectFalJob(
  queue: FalQueue,
  { endpoint, requestId }: FalJob,
  signal: AbortSignal,
): Promise<ProviderFile[]> {
  const told = await orAskAgain("result", queue.result(endpoint, requestId, signal));
  if (told instanceof AiError) throw told;
  const read = output.safeParse(told);
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

/** Asks fal to stop a job: certain while it waits, a hint once it runs. Throws AskAgain when fal did not take that. */
export async function cancelFalJob(
  queue: FalQueue,
  { endpoint, requestId }: FalJob,
): Promise<void> {
  try {
    await queue.cancel(endpoint, requestId, new AbortController().signal);
  } catch (error) {
    if (!(error instanceof FalFault)) throw error;
    if (error.status !== alreadyCompleted) throw askAgain(error);
  }
}

/** The answer, or how the job has ended. Throws AskAgain when the answer says nothing of the job. */
async function orAskAgain<T>(asked: Asked, answer: Promise<T>): Promise<T | AiError> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof FalFault)) throw error;
    const ended = jobFailureOf(error, asked);
    if (ended && !isDoubtful(error, asked)) return ended;
    throw askAgain(error, ended);
  }
}

/** The same, for questions that are not about a job. */
export function askAgain(
  { message, retryAfterSeconds }: FalFault,
  ended: AiError | null = null,
): AskAgain {
  return new AskAgain(message, { retryAfterSeconds, ended });
}

/** The last share that the model wrote of its own progress, such as ` 45%|####`. */
function progressOf(logs: readonly string[]): number | null {
  const shares = logs.flatMap((line) => [...line.matchAll(/(\d{1,3})%\|/g)].map(([, n]) => n));
  const last = shares.at(-1);
  return last === undefined ? null : Math.min(1, Number(last) / 100);
}
