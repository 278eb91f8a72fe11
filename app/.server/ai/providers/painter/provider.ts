import { z } from "zod";
import type { PainterPool } from "~/.server/painter/painter-pool";
import type { AiProvider, ProviderJob } from "~/.server/ai/port";
import { AiError } from "~/.server/ai/port";

const paintingJob = z.object({
  generationId: z.string(),
  prompt: z.string(),
  negativePrompt: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  seed: z.number().int(),
  outputCount: z.number().int(),
});
type PaintingJob = z.infer<typeof paintingJob>;

interface Painting {
  stop: AbortController;
  /** Share done of each picture, 0 to 1. */
  shares: readonly number[];
  files: Promise<Uint8Array[]>;
  isSettled: boolean;
}

/**
 * The built-in painter as a provider. A job is the whole request, and painting is deterministic, so that any process
 * can start it again after a crash and gets the same bytes. A running painting lives in this process's memory only.
 */
export function createPainterProvider(pool: PainterPool): AiProvider {
  const paintings = new Map<string, Painting>();

  const paintingOf = (job: ProviderJob): Painting => {
    const wanted = paintingJob.parse(job);
    const known = paintings.get(wanted.generationId);
    if (known) return known;
    const painting = startPainting(pool, wanted);
    paintings.set(wanted.generationId, painting);
    return painting;
  };

  const forget = (job: ProviderJob) => {
    const { generationId } = paintingJob.parse(job);
    paintings.get(generationId)?.stop.abort(new Error("The painting is no longer wanted"));
    paintings.delete(generationId);
  };

  return {
    name: "painter",
    displayName: "The built-in painter",
    pollIntervalMs: 100,
    submitIsPaid: false,
    isFree: true,

    async submit(_route, request) {
      const { generationId, prompt, negativePrompt, outputCount, settings } = request;
      const job = paintingJob.parse({
        ...settings,
        generationId,
        prompt,
        negativePrompt,
        outputCount,
      });
      return { job, requestId: null };
    },

    async poll(job) {
      const { isSettled, shares } = paintingOf(job);
      if (isSettled) return { state: "done" };
      return {
        state: "running",
        progress: shares.reduce((sum, share) => sum + share, 0) / shares.length,
      };
    },

    async collect(job) {
      try {
        const files = await paintingOf(job).files;
        return files.map((bytes) => ({ bytes }));
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

function startPainting(pool: PainterPool, job: PaintingJob): Painting {
  const stop = new AbortController();
  const shares = Array.from({ length: job.outputCount }, () => 0);
  const paintOne = (index: number) =>
    pool.paint(
      { ...job, index },
      { signal: stop.signal, onProgress: (share) => void (shares[index] = share) },
    );
  const files = Promise.all(shares.map((_, index) => paintOne(index)));
  const painting = { stop, shares, files, isSettled: false };
  const settle = () => void (painting.isSettled = true);
  files.then(settle, settle);
  return painting;
}
