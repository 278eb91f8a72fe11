import type { ProviderFile } from "~/domain/media";
import { includesParameters, sentParameters } from "~/.server/ai/protocols/lost-submits";
import {
  AiError,
  type IntendedSubmit,
  type JobState,
  type ModelRequest,
  type ModelRoute,
} from "~/.server/ai/port";
import type { Prediction } from "./api";
import { taskFailureOf } from "./errors";

/** Anybody can own a host below cloudfront.net: addresses count only out of an authenticated answer. */
const hosts = ["cdn.wavespeed.ai", "*.wavespeed.ai", "*.cloudfront.net"];
const failedStatuses: ReadonlySet<string> = new Set(["failed", "cancelled", "timeout", "deleted"]);
const syncTimedOut = 5004;

/** How a task goes. Wavespeed tells no position in its queue and no share done. */
export function jobStateOf({ status, code, error }: Prediction): JobState {
  if (status === "completed") return { state: "done" };
  if (status === "created") return { state: "waiting", queuePosition: null };
  if (failedStatuses.has(status) && code !== syncTimedOut)
    return { state: "failed", error: taskFailureOf({ status, code: code ?? null, error }) };
  return { state: "running", progress: null };
}

/**
 * What a completed task has made, without what Wavespeed has flagged. Throws AiError: safety_filter when everything is
 * flagged, upstream_failure when there is nothing.
 */
export function filesOf(made: Prediction): ProviderFile[] {
  const { status, outputs, has_nsfw_contents: flags } = made;
  const state = jobStateOf(made);
  if (state.state === "failed") throw state.error;
  if (outputs.length > 0 && outputs.every((_, index) => flags[index] === true))
    throw new AiError("safety_filter", { detail: "every output is flagged" });
  const files = outputs.flatMap((output, index) =>
    flags[index] === true ? [] : (fileOf(output) ?? []),
  );
  if (files.length > 0) return files;
  throw new AiError("upstream_failure", { detail: `${status} without an output` });
}

/**
 * Which of the predictions, newest first, is that of the lost submit. What was sent must stand in its input, and it
 * must be none that the request has had before. With a seed that is certain; otherwise, and wherever a source picture
 * without the request's id in its address is involved, only a single match counts, and a source without either counts
 * never: somebody else's picture must not be taken for this one.
 */
export function pickPrediction(
  predictions: readonly Prediction[],
  route: ModelRoute,
  request: ModelRequest,
  { endedRequestIds }: IntendedSubmit,
): Prediction | null {
  const sent = sentParameters(route, request);
  const source = request.readSource || request.readFilm ? route.sourceParameter : null;
  const found = predictions.filter(
    (each) =>
      each.model === route.upstreamModel &&
      inputsOf(each).some((input) => includesParameters(input, sent)) &&
      !endedRequestIds.includes(each.id),
  );
  const hasSeed = typeof sent["seed"] === "number" && sent["seed"] >= 0;
  if (!source) return hasSeed || found.length === 1 ? (found[0] ?? null) : null;
  const named = found.find((each) =>
    inputsOf(each).some((input) =>
      JSON.stringify(input[source.name] ?? "").includes(request.generationId),
    ),
  );
  if (named) return named;
  return hasSeed && found.length === 1 ? (found[0] ?? null) : null;
}

/** What was sent, wherever the list tells it. */
function inputsOf({ input, inputs }: Prediction): Record<string, unknown>[] {
  return [input, inputs].filter((each) => each != null);
}

function fileOf(output: unknown): ProviderFile | null {
  if (typeof output !== "string") return null;
  if (URL.canParse(output) && /^https?:/i.test(output)) return { url: output, hosts };
  const [, base64] = /^data:[^,]*;base64,(.+)$/s.exec(output) ?? [];
  return base64 ? { bytes: new Uint8Array(Buffer.from(base64, "base64")) } : null;
}
