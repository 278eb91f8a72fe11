import type { Answer, EmulatedRoute, Received } from "./emulator.ts";
import {
  appOf,
  failureOf,
  guarded,
  makeFalJob,
  makesVideo,
  phaseOf,
  sourcesOf,
  type FalBehaviour,
  type FalEmulatedJob,
  type FalState,
} from "./fal-state.ts";
import { sizeAskedFor } from "./fal-media.ts";
import { answerOfTool, hasEndpoint } from "./fal-models.ts";

/** Submit, status, result and cancel (docs/providers.md 5.2). */
export function falQueueRoutes(state: FalState): EmulatedRoute[] {
  const { queueAt } = state;
  const requests = `${queueAt}/:app+/requests/:id`;
  const ofJob = (answer: (job: FalEmulatedJob) => Answer): EmulatedRoute["answer"] =>
    guarded(state, (_, params) => {
      const job = state.jobs.find(
        ({ requestId, endpoint }) =>
          requestId === params["id"] && appOf(endpoint) === params["app"],
      );
      return job ? answer(job) : { status: 404, json: { detail: "Request not found" } };
    });
  return [
    { method: "GET", pattern: `${requests}/status`, answer: ofJob(statusOf) },
    { method: "GET", pattern: requests, answer: ofJob((job) => resultOf(state, job)) },
    { method: "PUT", pattern: `${requests}/cancel`, answer: ofJob(cancel) },
    {
      method: "POST",
      pattern: `${queueAt}/:endpoint+`,
      answer: guarded(state, (received, params) => submit(state, received, params["endpoint"]!)),
    },
  ];
}

function submit(state: FalState, { body }: Received, endpoint: string): Answer {
  if (!hasEndpoint(endpoint)) return { status: 404, json: { detail: "Application not found" } };
  const input = JSON.parse(body.toString()) as Record<string, unknown>;
  const failure = state.behaviour.failure ?? objectionTo(state, endpoint, input);
  const job = makeFalJob(endpoint, input, { ...state.behaviour, failure });
  state.jobs.push(job);
  return {
    headers: { "x-fal-request-id": job.requestId },
    json: { status: "IN_QUEUE", queue_position: 0, ...addressesOf(job) },
  };
}

/** What an endpoint itself finds wrong with its input, when the job's turn has come. */
function objectionTo(
  { uploads, mediaHost }: FalState,
  endpoint: string,
  input: Readonly<Record<string, unknown>>,
): FalBehaviour["failure"] {
  const needed = answerOfTool(endpoint)
    ? ["image_url", ...(/erase|mask$/.test(endpoint) ? ["mask_url"] : [])]
    : ["prompt"];
  if (needed.some((name) => typeof input[name] !== "string" || input[name] === ""))
    return { status: 422, type: "missing", message: "Field required" };
  const isMissing = (url: string) =>
    url.startsWith(`https://${mediaHost}/`) && !uploads.get(url)?.bytes;
  return sourcesOf(input).some(isMissing)
    ? { status: 422, type: "file_download_error", message: "Failed to download the file." }
    : null;
}

function statusOf(job: FalEmulatedJob): Answer {
  job.polls += 1;
  const phase = phaseOf(job);
  const addresses = addressesOf(job);
  const { queuedPolls, runningPolls } = job.behaviour;
  if (phase === "IN_QUEUE") {
    const queuePosition = queuedPolls - job.polls;
    return { status: 202, json: { status: phase, queue_position: queuePosition, ...addresses } };
  }
  if (phase === "IN_PROGRESS") {
    const percent = Math.round(((job.polls - queuedPolls) / (runningPolls + 1)) * 100);
    const message = `${String(percent).padStart(3)}%|${"#".repeat(percent / 10)}| 1/2 [00:01<00:01]`;
    const timestamp = new Date().toISOString();
    const logs = [{ message, level: "STDERR", source: "USER", timestamp }];
    return { status: 202, json: { status: phase, logs, ...addresses } };
  }
  job.endedAt ??= new Date();
  const failure = failureOf(job);
  const error = failure &&
    job.behaviour.statusTellsError && { error: failure.message, error_type: failure.type };
  const metrics = { inference_time: 1.2 };
  return { json: { status: phase, logs: [], metrics, ...error, ...addresses } };
}

function resultOf(state: FalState, job: FalEmulatedJob): Answer {
  const headers = { "x-fal-request-id": job.requestId };
  if (phaseOf(job) !== "COMPLETED")
    return { status: 400, headers, json: { detail: "Request is still in progress" } };
  const failure = failureOf(job);
  if (!failure) return { headers, json: outputOf(state, job) };
  const { status, type, message = "The request failed" } = failure;
  const typed: Record<string, string> = type ? { "x-fal-error-type": type } : {};
  const detail =
    status === 422 ? [{ loc: ["body"], msg: message, type, input: job.input }] : message;
  return { status, headers: { ...headers, ...typed, ...failure.headers }, json: { detail } };
}

function outputOf({ mediaHost }: FalState, job: FalEmulatedJob): Record<string, unknown> {
  const { requestId, input, behaviour } = job;
  const isVideo = makesVideo(job);
  const count = behaviour.outputs ?? (isVideo ? 1 : Number(input["num_images"] ?? 1));
  const size = sizeAskedFor(input);
  const files = Array.from({ length: count }, (_, index) => ({
    url: behaviour.nullUrls
      ? null
      : `https://${mediaHost}/files/made/${requestId}/${index}.${isVideo ? "mp4" : "png"}`,
    content_type: isVideo ? "video/mp4" : "image/png",
    ...(isVideo ? {} : (size ?? {})),
  }));
  const { seed = 1, prompt } = input;
  if (answerOfTool(job.endpoint) === "image") return { image: files[0] ?? null, seed };
  if (isVideo) return { video: files[0] ?? null, seed };
  const flags = files.map((_, index) => isFlagged(job, index));
  return { images: files, seed, has_nsfw_concepts: flags, prompt, timings: { inference: 1.2 } };
}

/** What the checker flags is black. */
export function isFlagged({ behaviour: { nsfw } }: FalEmulatedJob, index: number): boolean {
  return nsfw === "all" || (nsfw === "first" && index === 0);
}

function cancel(job: FalEmulatedJob): Answer {
  if (phaseOf(job) === "COMPLETED") return { status: 400, json: { status: "ALREADY_COMPLETED" } };
  job.isCanceled = true;
  return { status: 202, json: { status: "CANCELLATION_REQUESTED" } };
}

function addressesOf({ endpoint, requestId }: FalEmulatedJob): Record<string, string> {
  const at = `https://queue.fal.run/${appOf(endpoint)}/requests/${requestId}`;
  return {
    request_id: requestId,
    response_url: at,
    status_url: `${at}/status`,
    cancel_url: `${at}/cancel`,
  };
}
