import { z } from "zod";
import { lookupWindow } from "~/.server/ai/protocols/lost-submits";
import type { AiProvider, SubmittedJob } from "~/.server/ai/port";
import { inputWithSource, preparedBefore } from "~/.server/ai/protocols/uploaded-source";
import { createWavespeedApi } from "~/.server/ai/protocols/wavespeed-api/api";
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
    displayName: "Wavespeed",
    pollIntervalMs: 1000,
    submitIsPaid: true,

    async prepare(route, request, source, signal) {
      const upload = (file: File) => api.upload(file, signal);
      return await inputWithSource(route, request, source, upload, signal);
    },
    async submit(route, _request, _source, signal, prepared) {
      const { id } = await api.submit(route.upstreamModel, preparedBefore(prepared), signal);
      return submitted(id);
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
      const query = { model: route.upstreamModel, ...lookupWindow(lost, now()) };
      const found = pickPrediction(await api.list(query, signal), route, request, lost);
      return found && submitted(found.id);
    },
  };
}

function submitted(id: string): SubmittedJob {
  return { job: { id }, requestId: id };
}
