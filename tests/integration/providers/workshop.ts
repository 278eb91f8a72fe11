import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { afterAll } from "vitest";
import { createAiClient } from "~/.server/ai/client";
import { readGradioSpaces } from "~/.server/ai/providers/gradio/spaces";
import { createProviders } from "~/.server/ai/create-providers";
import { createModelRegistry } from "~/.server/ai/registry";
import { defaultRetryTimings } from "~/.server/ai/resilience";
import { createSupabaseRouteHealth } from "~/.server/ai/supabase-route-health";
import { readEnv } from "~/.server/env";
import { createEmulatedDispatcher, sendHostsToEmulator } from "~/.server/emulated-hosts";
import type { StartGeneration } from "~/.server/generations/port";
import { createLocalDiskStore } from "~/.server/media/stores/local-disk";
import { createMediaVault } from "~/.server/media/media-vault";
import { createSafeFetch } from "~/.server/media/fetch/safe-fetch";
import { createSupabaseMediaFiles } from "~/.server/media/supabase-media-files";
import { runGeneration } from "~/.server/use-cases/run-generation/run-generation";
import type { Viewer } from "~/domain/viewer";
import {
  emulatedSettings,
  startEveryEmulator,
  type EveryEmulator,
} from "../../emulators/every-emulator";
import { startWorld, type World } from "../sql/world";
import { createMortal, type Mortal } from "./mortal";
import type { Trade } from "./trades";

export interface Workshop {
  world: World;
  emulator: EveryEmulator;
  /** Starts a request of the trade, charged, from a stored picture where it wants one. */
  order(person: Viewer, trade: Trade, changes?: Partial<StartGeneration>): Promise<string>;
  /**
   * Does the work of a generation's message in a process of its own, which dies at that point. Resolves when it has
   * ended or died.
   */
  work(generationId: string, trade: Trade, deathPoint?: string): Promise<void>;
  /** The lease of a worker that died runs out. */
  expireLease(generationId: string): Promise<void>;
  /** How a generation stands, and how often its provider was paid. */
  outcome(generationId: string): Promise<Outcome>;
  /** The share done, as people see it. */
  progress(generationId: string): Promise<number>;
  /** Requests that may have cost money since the emulator was reset. */
  paid(trade: Trade): number;
  logged: { message: string; facts: Record<string, unknown> }[];
}

export interface Outcome {
  status: string;
  failureCode: string | null;
  words: string | null;
  files: number;
}

/** Real PostgreSQL, real files, real adapters, the real registry; only the services are emulated. */
export async function openWorkshop(): Promise<Workshop> {
  const world = await startWorld();
  const emulator = await startEveryEmulator();
  const before = getGlobalDispatcher();
  sendHostsToEmulator(emulator.origin);
  const mediaDir = await mkdtemp(join(tmpdir(), "easel-workshop-"));
  afterAll(async () => {
    setGlobalDispatcher(before);
    await emulator.close();
    await rm(mediaDir, { recursive: true, force: true });
  });
  const outside = createSafeFetch({ dispatcher: createEmulatedDispatcher(emulator.origin) });
  const { providers: keys } = readEnv(emulatedSettings);
  const { spaces } = readGradioSpaces(keys.gradioSpaces ?? "");
  const logged: Workshop["logged"] = [];
  const log = (message: string, facts: Record<string, unknown>) =>
    void logged.push({ message, facts });

  /** All the parts of one worker process, new. */
  async function hire(trade: Trade, mortal: Mortal) {
    const all = await createProviders({ ...keys, gradioSpaces: spaces }, globalThis.fetch);
    const providers = all
      .filter(({ name }) => name === trade.provider)
      .map((provider) => mortal.provider({ ...provider, pollIntervalMs: 5 }));
    const definitions = [trade.definition];
    const disk = mortal.mediaStore(createLocalDiskStore(mediaDir));
    return {
      generations: mortal.generations(world.store),
      ai: createAiClient({
        definitions,
        providers,
        health: createSupabaseRouteHealth(world.database),
        log,
        timings: { ...defaultRetryTimings, initialDelayMs: 1, maxDelayMs: 5, circuitOpenMs: 50 },
        lookupDelaysSeconds: () => [0.01],
      }),
      models: createModelRegistry(definitions, providers),
      vault: createMediaVault({ store: disk, outside }),
      mediaFiles: createSupabaseMediaFiles(world.database),
      worker: "a worker",
      leaseSeconds: 3,
      log,
    };
  }

  /** A picture of the person's own, in the store. */
  async function storePicture(person: Viewer): Promise<string> {
    const claim = await world.startAndClaim(person, { priceCreditsEach: 0 });
    const vault = createMediaVault({ store: createLocalDiskStore(mediaDir), outside });
    const create = { width: 96, height: 64, channels: 3, background: "#486" } as const;
    const bytes = await sharp({ create }).png().toBuffer();
    const [mediaId = ""] = claim.mediaIds;
    const marks = { source: "algorithmicMedia", prompt: "green", model: "Painter" } as const;
    const { userId } = person;
    const media = await vault.ingest({ userId, mediaId, kind: "image", file: { bytes }, marks });
    await world.store.complete(claim, [media]);
    return mediaId;
  }

  return {
    world,
    emulator,
    logged,
    async order(person, trade, changes) {
      const { card, settings } = trade.definition;
      const prompt = `A red house by the sea, number ${randomUUID()}`;
      const [shape = ""] = card.shapes;
      const chosen = { shape, count: 1, seed: 12_345, prompt, negativePrompt: "" };
      return await world.start(person, {
        generationId: randomUUID(),
        kind: card.kind,
        model: card.id,
        prompt,
        settings: settings.parse(chosen),
        sourceMediaId: trade.hasSource ? await storePicture(person) : null,
        priceCreditsEach: card.priceCredits,
        usualSeconds: 5,
        workSeconds: 300,
        waitSeconds: 3600,
        ...changes,
      });
    },
    async work(generationId, trade, deathPoint) {
      const [job] = await world.sql<{ message: string }[]>`
        select message_id as message from private.generation_jobs where generation_id = ${generationId}`;
      const message = { messageId: Number(job?.message), generationId, deliveries: 1 };
      const mortal = createMortal(deathPoint ?? null);
      const { signal } = new AbortController();
      const alive = { handOver: signal, now: signal };
      const working = runGeneration(await hire(trade, mortal), message, alive);
      await Promise.race([working, mortal.dead]);
    },
    async expireLease(generationId) {
      await world.sql`
        update private.generation_jobs set lease_expires_at = clock_timestamp() - interval '1 second'
        where generation_id = ${generationId} and lease_expires_at is not null`;
    },
    async outcome(generationId) {
      const [row] = await world.sql<Outcome[]>`
        select g.status, g.failure_code as "failureCode", g.failure_words as words,
          (select count(*)::int from media m where m.generation_id = g.id) as files
        from generations g where g.id = ${generationId}`;
      if (!row) throw new Error(`No generation ${generationId}`);
      return row;
    },
    async progress(generationId) {
      const [row] = await world.sql<{ progress: number }[]>`
        select progress from generations where id = ${generationId}`;
      return row?.progress ?? 0;
    },
    paid: (trade) => emulator.received.filter((each) => trade.isPaid(each)).length,
  };
}
