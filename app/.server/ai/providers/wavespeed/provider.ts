import { z } from "zod";
import type { SourceImage } from "~/domain/media";
import { windowOf } from "~/.server/ai/protocols/lost-submits";
import {
  AiError,
  type AiProvider,
  type ModelRequest,
  type ModelRoute,
  type SubmittedJob,
} from "~/.server/ai/port";
import { createWavespeedApi, type WavespeedApi } from "~/.server/ai/protocols/wavespeed-api/api";
import { filesOf, jobStateOf, pickPrediction } from "~/.server/ai/protocols/wavespeed-api/jobs";

export interface WavespeedOptions {
  key: string;
  fetch: typeof globalThis.fetch;
  now?: () => number;
}

const wavespeedJob = z.object({ id: z.string().min(1) });

/**
 * wavespeed.ai over plain fetch: its SDK tells the id of a job only when the job is over, and cannot be stopped. A job
 * can be asked about by its id for seven days, by any process.
 */
export function createWavespeedProvider(
  options: WavespeedOptions,
): AiProvider & Required<Pick<AiProvider, "find">> {
  const { key, fetch, now = Date.now } = options;
  const authorization = `Bearer ${key}`;
  const api = createWavespeedApi({
    baseUrl: "https://api.wavespeed.ai",
    authorization,
    fetch,
    now,
  });
  return {
    name: "wavespeed",
    words: "Wavespeed",
    pollIntervalMs: 1000,
    submitIsPaid: true,

    async submit(route, request, source, signal) {
      const input = await inputOf(api, route, request, source, signal);
      return submitted((await api.submit(route.upstreamModel, input, signal)).id);
    },

    async poll(job, signal) {
      return jobStateOf(await api.result(wavespeedJob.parse(job).id, signal));
    },

    async collect(job, signal) {
      return filesOf(await api.result(wavespeedJob.parse(job).id, signal));
    },

    async cancel(job) {
      const parsed = wavespeedJob.safeParse(job);
      if (parsed.success) await api.remove(parsed.data.id);
    },

    async find(route, request, lost, signal) {
      const query = { model: route.upstreamModel, ...windowOf(lost, now()) };
      const found = pickPrediction(await api.list(query, signal), route, request, lost);
      return found && submitted(found.id);
    },
  };
}

/** The source is uploaded under the request's id, so that a lost submit of it can be told from others. */
async function inputOf(
  api: WavespeedApi,
  route: ModelRoute,
  request: ModelRequest,
  source: SourceImage | null,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const input = route.parameters(request);
  const { sourceParameter } = route;
  if (!source) return input;
  if (!sourceParameter)
    throw new AiError("upstream_failure", { mayHaveCharged: false, detail: "takes no picture" });
  const extension = source.contentType.replace("image/", "");
  const url = await api.upload(source, `${request.generationId}.${extension}`, signal);
  return { ...input, [sourceParameter.name]: sourceParameter.isList ? [url] : url };
}

function submitted(id: string): SubmittedJob {
  return { job: { id }, requestId: id };
}
