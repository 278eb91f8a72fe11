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
import { AppError } from "~/.server/errors";
import type { StartGeneration } from "~/.server/generations/port";
import type { MediaStore } from "~/.server/media/store-port";
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
import { readVideo } from "../../emulators/fal-media";
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
  /** Stores a picture or a film of the person's own; its id. */
  storeSource(person: Viewer, isFilm: boolean): Promise<string>;
  /** The reading of a stored file that comes after so many others fails, once. */
  breakRead(after: number): void;
  logged: { message: string; facts: Record<string, unknown> }[];
}

export interface Outcome {
  status: string;
  failureCode: string | null;
  words: string | null;
  files: number;
}

/** What each stored source says of how it was made. */
export const sourceMarks = { prompt: "A meadow that nobody else knows", model: "Meadow Painter" };

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
  /** The one that makes it zero fails. */
  let readsLeft = 0;
  const stored = createLocalDiskStore(mediaDir);
  const disk: MediaStore = {
    ...stored,
    async open(...read) {
      readsLeft -= 1;
      if (readsLeft === 0) throw new AppError("unavailable");
      return await stored.open(...read);
    },
  };
  const log = (message: string, facts: Record<string, unknown>) =>
    void logged.push({ message, facts });

  /** All the parts of one worker process, new. */
  async function hire(trade: Trade, mortal: Mortal) {
    const all = await createProviders({ ...keys, gradioSpaces: spaces }, globalThis.fetch);
    const providers = all
      .filter(({ name }) => name === trade.provider)
      .map((provider) => mortal.provider({ ...provider, pollIntervalMs: 5 }));
    const definitions = [trade.definition];
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
      vault: createMediaVault({ store: mortal.mediaStore(disk), outside }),
      mediaFiles: createSupabaseMediaFiles(world.database),
      worker: "a worker",
      leaseSeconds: 3,
      log,
    };
  }

  /** A picture or a film of the person's own, in the store. */
  async function storeSource(person: Viewer, isFilm: boolean): Promise<string> {
    const kind = isFilm ? "video" : "image";
    const claim = await world.startAndClaim(person, { kind, priceCreditsEach: 0 });
    const vault = createMediaVault({ store: stored, outside });
    const create = { width: 96, height: 64, channels: 3, background: "#486" } as const;
    const bytes = isFilm ? await readVideo() : await sharp({ create }).png().toBuffer();
    const [mediaId = ""] = claim.mediaIds;
    const marks = { source: "algorithmicMedia", ...sourceMarks } as const;
    const { userId } = person;
    const media = await vault.ingest({ userId, mediaId, kind, file: { bytes }, marks });
    await world.store.complete(claim, [media]);
    return mediaId;
  }

  return {
    world,
    emulator,
    logged,
    breakRead: (after) => void (readsLeft = after + 1),
    storeSource,
    async order(person, trade, changes) {
      const { card, settings } = trade.definition;
      const takesFilm = card.film !== null;
      const prompt = `A red house by the sea, number ${randomUUID()}`;
      const [shape = ""] = card.shapes;
      const chosen = { shape, count: 1, seed: 12_345, prompt, negativePrompt: "" };
      return await world.start(person, {
        generationId: randomUUID(),
        kind: card.kind,
        model: card.id,
        prompt,
        isPrompted: card.prompt !== "none",
        settings: settings.parse(chosen),
        sourceMediaId: trade.hasSource ? await storeSource(person, takesFilm) : null,
        takesFilm,
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
      // With another token, so that a worker that still lives cannot renew it before somebody else claims it.
      await world.sql`
        update private.generation_jobs
        set lease_expires_at = clock_timestamp() - interval '1 second', lease_token = gen_random_uuid()
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
