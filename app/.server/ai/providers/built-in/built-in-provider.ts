import { z } from "zod";
import type { MaskImage, ProviderFile, SourceImage } from "~/domain/media";
import { AiError, type AiProvider, type ModelRequest, type ProviderJob } from "~/.server/ai/port";

const builtInJob = z.object({
  generationId: z.string(),
  /** Our own name of the model. */
  model: z.string(),
  prompt: z.string(),
  negativePrompt: z.string(),
  settings: z.record(z.string(), z.unknown()),
  outputCount: z.number().int(),
});
/** The whole request in plain JSON, without the bytes of the picture that it is made from. */
export type BuiltInJob = z.infer<typeof builtInJob>;

/** What a job cannot hold. */
interface Inputs {
  /** The picture that it is made from, as it is stored; null when it is made from words alone. */
  source: SourceImage | null;
  /** The part of it that is to change; null: all of it. */
  mask: MaskImage | null;
}

export interface MakeOptions extends Inputs {
  /** Numbers the files of a request, from 0. */
  index: number;
  signal: AbortSignal;
  /** Takes rising shares of the work, 0 to 1. */
  onProgress(share: number): void;
}

export interface BuiltInEngine extends Pick<AiProvider, "name" | "displayName"> {
  /** Makes one file. The same job, source and index give the same bytes, in every process. */
  make(job: BuiltInJob, options: MakeOptions): Promise<ProviderFile>;
}

interface Work {
  stop: AbortController;
  /** Share done of each file, 0 to 1. */
  shares: readonly number[];
  files: Promise<ProviderFile[]>;
  isSettled: boolean;
}

/**
 * What Easel makes itself, as a provider. A job is the whole request, and the work is deterministic, so that any
 * process can start it again after a crash and gets the same bytes. Work that runs, and the pictures that it is
 * made from, are in this process's memory only: see `AiProvider.resume`.
 */
export function createBuiltInProvider({ make, ...names }: BuiltInEngine): AiProvider {
  const works = new Map<string, Work>();
  const inputs = new Map<string, Inputs>();

  const workOf = (job: ProviderJob): Work => {
    const wanted = builtInJob.parse(job);
    const known = works.get(wanted.generationId);
    if (known) return known;
    const brought = inputs.get(wanted.generationId) ?? { source: null, mask: null };
    const work = startWork(make, wanted, brought);
    works.set(wanted.generationId, work);
    return work;
  };

  const bring = async (request: ModelRequest, source: SourceImage | null) => {
    const mask = (source && (await request.readMask?.(source))) ?? null;
    inputs.set(request.generationId, { source, mask });
  };

  const forget = (job: ProviderJob) => {
    const { generationId } = builtInJob.parse(job);
    works.get(generationId)?.stop.abort(new Error("This is no longer wanted"));
    works.delete(generationId);
    inputs.delete(generationId);
  };

  return {
    ...names,
    pollIntervalMs: 100,
    submitIsPaid: false,
    isFree: true,
    sourceForm: "as stored",

    async submit(_route, request, source) {
      await bring(request, source);
      return { job: jobOf(request), requestId: null };
    },

    resume: (_job, request, source) => bring(request, source),

    async poll(job) {
      const { isSettled, shares } = workOf(job);
      if (isSettled) return { state: "done" };
      const done = shares.reduce((sum, share) => sum + share, 0);
      return { state: "running", progress: done / shares.length };
    },

    async collect(job) {
      try {
        return await workOf(job).files;
      } catch (cause) {
        throw new AiError("upstream_failure", { retryable: true, mayHaveCharged: false, cause });
      } finally {
        forget(job);
      }
    },

    async cancel(job) {
      forget(job);
    },

    release: forget,
  };
}

function jobOf(request: ModelRequest): BuiltInJob {
  const { generationId, model, prompt, negativePrompt, settings, outputCount } = request;
  return { generationId, model, prompt, negativePrompt, settings: { ...settings }, outputCount };
}

function startWork(make: BuiltInEngine["make"], job: BuiltInJob, inputs: Inputs): Work {
  const stop = new AbortController();
  const shares = Array.from({ length: job.outputCount }, () => 0);
  const makeOne = async (index: number) => {
    const onProgress = (share: number) => void (shares[index] = share);
    return await make(job, { ...inputs, index, signal: stop.signal, onProgress });
  };
  const files = Promise.all(shares.map((_, index) => makeOne(index)));
  const work = { stop, shares, files, isSettled: false };
  const settle = () => void (work.isSettled = true);
  files.then(settle, settle);
  return work;
}
