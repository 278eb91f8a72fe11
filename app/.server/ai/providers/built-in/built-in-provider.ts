import { z } from "zod";
import type { PictureRole } from "~/domain/generation";
import type { MaskImage, ProviderFile, SourceImage } from "~/domain/media";
import { AiError, type AiProvider, type ModelRequest, type ProviderJob } from "~/.server/ai/port";
import { UnusableRequestError } from "~/.server/subprocesses/unusable-request";

const builtInJob = z.object({
  generationId: z.string(),
  /** Our own name of the model. */
  model: z.string(),
  prompt: z.string(),
  negativePrompt: z.string(),
  settings: z.record(z.string(), z.unknown()),
  outputCount: z.number().int(),
  /** It is made from a picture, which whoever submits or resumes it brings. */
  hasSource: z.boolean(),
});
/** The whole request in plain JSON, without the bytes of the picture that it is made from. */
export type BuiltInJob = z.infer<typeof builtInJob>;

/** What a job cannot hold. */
interface Inputs {
  /** The picture that it is made from, as it is stored; null when it is made from words alone. */
  source: SourceImage | null;
  /** The part of it that is to change; null: all of it. */
  mask: MaskImage | null;
  /** The further pictures, in order. */
  pictures: readonly { role: PictureRole; picture: SourceImage }[];
}

const noInputs: Inputs = { source: null, mask: null, pictures: [] };

export interface MakeOptions extends Inputs {
  /** Numbers the files of a request, from 0. */
  index: number;
  signal: AbortSignal;
  /** Called when the work begins: until then it waits its turn. */
  onStart(): void;
  /** Takes rising shares of the work, 0 to 1. */
  onProgress(share: number): void;
}

export interface BuiltInEngine extends Pick<AiProvider, "name" | "displayName"> {
  /**
   * Makes one file. The same job, source and index give the same bytes, in every process. Rejects with
   * UnusableRequestError or a ZodError where it could never be made.
   */
  make(job: BuiltInJob, options: MakeOptions): Promise<ProviderFile>;
}

interface Work {
  stop: AbortController;
  /** Share done of each file, 0 to 1; null while it waits its turn. */
  shares: readonly (number | null)[];
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
    const brought = inputs.get(wanted.generationId) ?? (wanted.hasSource ? null : noInputs);
    if (!brought) throw new AiError("upstream_failure", { ...freeRetry, detail: "No inputs" });
    const work = startWork(make, wanted, brought);
    works.set(wanted.generationId, work);
    return work;
  };

  const bring = async (request: ModelRequest, source: SourceImage | null) => {
    const mask = (source && (await request.readMask?.(source))) ?? null;
    const pictures = [];
    for (const { role, read } of request.pictures ?? [])
      pictures.push({ role, picture: await read("as stored") });
    inputs.set(request.generationId, { source, mask, pictures });
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
      return { job: jobOf(request, source), requestId: null };
    },

    resume: (_job, request, source) => bring(request, source),

    async poll(job) {
      const { isSettled, shares } = workOf(job);
      if (isSettled) return { state: "done" };
      if (shares.every((share) => share === null)) return { state: "waiting", queuePosition: null };
      const done = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
      return { state: "running", progress: done / shares.length };
    },

    async collect(job) {
      try {
        return await workOf(job).files;
      } catch (cause) {
        throw errorOf(cause);
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

const freeRetry = { retryable: true, mayHaveCharged: false } as const;

function errorOf(cause: unknown): AiError {
  if (cause instanceof AiError) return cause;
  const isUnusable = cause instanceof UnusableRequestError || cause instanceof z.ZodError;
  if (isUnusable) return new AiError("invalid_input", { isHealthy: true, cause });
  return new AiError("upstream_failure", { ...freeRetry, cause });
}

function jobOf(request: ModelRequest, source: SourceImage | null): BuiltInJob {
  const { generationId, model, prompt, negativePrompt, settings, outputCount } = request;
  const hasSource = source !== null;
  const words = { model, prompt, negativePrompt, settings: { ...settings } };
  return { generationId, ...words, outputCount, hasSource };
}

function startWork(make: BuiltInEngine["make"], job: BuiltInJob, inputs: Inputs): Work {
  const stop = new AbortController();
  const shares = Array.from<number | null>({ length: job.outputCount }).fill(null);
  const makeOne = async (index: number) => {
    const onProgress = (share: number) => void (shares[index] = share);
    const onStart = () => onProgress(0);
    return await make(job, { ...inputs, index, signal: stop.signal, onStart, onProgress });
  };
  const files = Promise.all(shares.map((_, index) => makeOne(index)));
  const work = { stop, shares, files, isSettled: false };
  const settle = () => void (work.isSettled = true);
  files.then(settle, settle);
  return work;
}
