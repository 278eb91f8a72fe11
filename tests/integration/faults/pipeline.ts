import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { onTestFinished } from "vitest";
import { createAiClient } from "~/.server/ai/client";
import type { AiProvider, ModelRequest, SubmittedJob } from "~/.server/ai/port";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createModelRegistry } from "~/.server/ai/registry";
import { defaultRetryTimings } from "~/.server/ai/resilience";
import { createSupabaseRouteHealth } from "~/.server/ai/supabase-route-health";
import type { GenerationStore } from "~/.server/generations/port";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createMediaVault } from "~/.server/media/media-vault";
import { createSafeFetch } from "~/.server/media/fetch/safe-fetch";
import type { MediaStore } from "~/.server/media/store-port";
import type { MediaVault } from "~/.server/media/vault-port";
import { createSupabaseMediaFiles } from "~/.server/media/supabase-media-files";
import { runGeneration } from "~/.server/use-cases/run-generation/run-generation";
import type { World } from "../sql/world";

/** A provider that takes money for each submit, and writes down what it was asked. */
export interface PaidProvider extends AiProvider {
  /** The generations of the submits that it took, in order. */
  readonly submits: string[];
  /** It cannot tell what became of earlier submits. */
  forgets: boolean;
  /** What every submit is refused with. */
  refusal: Error | null;
}

export interface Pipeline {
  provider: PaidProvider;
  vault: MediaVault;
  mediaDir: string;
  /** Paths of the stored files. */
  files(): Promise<string[]>;
  /** Does the work of the generation's message, as a worker does. */
  work(generationId: string): Promise<void>;
  /** What the run logged. */
  logged: string[];
}

/**
 * A worker's own parts over a world's database: a paid provider, a folder for files. `store` stands in front of the
 * world's own, `mediaStore` in the folder's place; `builtIn` is one more provider.
 */
export async function startPipeline(
  world: World,
  store: GenerationStore = world.store,
  mediaStore?: MediaStore,
  builtIn: readonly AiProvider[] = [],
): Promise<Pipeline> {
  const mediaDir = await mkdtemp(join(tmpdir(), "easel-faults-"));
  onTestFinished(() => rm(mediaDir, { recursive: true, force: true }));
  const provider = createPaidProvider();
  const vault = createMediaVault({
    store: mediaStore ?? createLocalDiskStore(mediaDir),
    outside: createSafeFetch(),
  });
  const logged: string[] = [];
  const deps = {
    generations: store,
    ai: createAiClient({
      definitions: modelDefinitions,
      providers: [provider, ...builtIn],
      health: createSupabaseRouteHealth(world.database),
      log: (message) => void logged.push(message),
      timings: { ...defaultRetryTimings, initialDelayMs: 1, maxDelayMs: 5, circuitOpenMs: 50 },
      lookupDelaysSeconds: () => [],
    }),
    models: createModelRegistry(modelDefinitions, [provider]),
    vault,
    mediaFiles: createSupabaseMediaFiles(world.database),
    worker: "the next worker",
    leaseSeconds: 30,
    log: (message: string) => void logged.push(message),
  };
  const { signal } = new AbortController();
  const alive = { handOver: signal, now: signal };
  return {
    provider,
    vault,
    mediaDir,
    logged,
    async files() {
      const entries = await readdir(mediaDir, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    },
    async work(generationId) {
      const [job] = await world.sql<{ message: string }[]>`
        select message_id as message from private.generation_jobs where generation_id = ${generationId}`;
      const message = { messageId: Number(job?.message), generationId, deliveries: 1 };
      await runGeneration(deps, message, alive);
    },
  };
}

/** The lease of a worker that died runs out. */
export async function expireLease({ sql }: World, generationId: string): Promise<void> {
  await sql`
    update private.generation_jobs set lease_expires_at = clock_timestamp() - interval '1 second'
    where generation_id = ${generationId}`;
}

export function requestFor(generationId: string): ModelRequest {
  return {
    generationId,
    kind: "image",
    model: "painter",
    prompt: "A red house by the sea",
    negativePrompt: "",
    settings: { seed: 7, shape: "1:1" },
    outputCount: 1,
    readSource: null,
  };
}

function createPaidProvider(): PaidProvider {
  const jobs = new Map<string, SubmittedJob>();
  const provider: PaidProvider = {
    name: "painter",
    displayName: "The provider",
    pollIntervalMs: 5,
    submitIsPaid: true,
    submits: [],
    forgets: false,
    refusal: null,
    async submit(_route, { generationId }) {
      if (provider.refusal) throw provider.refusal;
      provider.submits.push(generationId);
      const submitted = { job: { generationId }, requestId: `job-of-${generationId}` };
      jobs.set(generationId, submitted);
      return submitted;
    },
    poll: async () => ({ state: "done" }),
    async collect() {
      const create = { width: 8, height: 8, channels: 3, background: "#c33" } as const;
      return [{ bytes: await sharp({ create }).png().toBuffer() }];
    },
    async cancel() {},
    find: async (_route, { generationId }) =>
      provider.forgets ? null : (jobs.get(generationId) ?? null),
  };
  return provider;
}
