import { randomInt } from "node:crypto";
import { v7 as newId } from "uuid";
import { createAccount } from "./account/create-account";
import { createAdmin } from "./admin/create-admin";
import { createAi } from "./ai/create-ai";
import type { AiProvider } from "./ai/port";
import type { WorkerUrlOf } from "./ai/providers/built-in/running-engine";
import { createAuth } from "./auth/create-auth";
import { createCredits } from "./credits/create-credits";
import { createDatabase } from "./db/clients";
import type { SendMail } from "./embedded/mail-templates";
import { sendHostsToEmulator } from "./emulated-hosts";
import type { Env } from "./env";
import { chooseModels, warningsOf } from "./from-environment";
import { createFramePool } from "./frames/frame-pool";
import { createGallery } from "./gallery/create-gallery";
import { createGenerations } from "./generations/create-generations";
import type { GenerationStore } from "./generations/port";
import type { Log } from "./log";
import { createMail } from "./mail/create-mail";
import { createMedia } from "./media/create-media";
import type { MediaStore } from "./media/store-port";
import { createReadiness } from "./readiness";
import { createSharing } from "./sharing/create-sharing";
import { openSupabase } from "./supabase";
import { startTrace } from "./trace-work";
import { createWork } from "./work";

/** What stays as it is in production, and what tests of whole processes choose otherwise. */
export interface Choices {
  leaseSeconds: number;
  sweepMs: number;
  /** True: the built-in database is looked at as it is, and neither made nor migrated. */
  changesNothing: boolean;
  /** See `AiClientOptions`. */
  lookupDelaysSeconds(typicalSeconds: number): readonly number[];
  /** Each stands in front of what the environment chose. */
  decorate: Partial<{
    generations(store: GenerationStore): GenerationStore;
    mediaStore(store: MediaStore): MediaStore;
    provider(provider: AiProvider): AiProvider;
  }>;
}

/** As long as the links in them work. */
const authMailSeconds = 3600;

export type Container = Awaited<ReturnType<typeof createContainer>>;

/**
 * The composition root: connects what each capability makes of the environment's choices. Starts the embedded backend
 * when no Supabase project is set. Errors: StartError, with a sentence for the person who started it; EnvError.
 */
export async function createContainer(
  env: Env,
  log: Log,
  workerUrlOf: WorkerUrlOf,
  choices: Partial<Choices> = {},
) {
  const { leaseSeconds = 30, sweepMs = 60_000, lookupDelaysSeconds, decorate = {} } = choices;
  const dispatcher = env.providerEmulator ? sendHostsToEmulator(env.providerEmulator) : undefined;
  const trace = await startTrace(env, log);
  // First, because a setting that cannot be read stops the start, and nothing is to be stopped then.
  const outside = await chooseModels(env, trace.tracing.fetch(globalThis.fetch));
  const sendMail: SendMail = (letter) => mail.post(letter, authMailSeconds);
  const supabase = await openSupabase(env, log, choices.changesNothing ? null : sendMail);
  const note = (message: string, facts: Record<string, unknown>) => log.warn(facts, message);
  const database = createDatabase({ ...supabase, log: note });
  const voices = { log: note, tell: (message: string) => log.info(message) };
  const world = { ...voices, dispatcher, fetch: globalThis.fetch };
  const shared = { ...env, ...world, database, isHosted: env.supabase !== null };
  const mail = await createMail(shared);
  const frames = createFramePool({ workerUrl: workerUrlOf("frames"), log: note });
  const media = await createMedia({ ...shared, frames, decorate: decorate.mediaStore });
  // Painting takes the processor; waiting for providers does not.
  const concurrency = env.workerConcurrency ?? (outside.providers.length > 0 ? 32 : 4);
  const pace = { concurrency, leaseSeconds, sweepMs, finishMs: env.stopping.workMs };
  const pipeline = createGenerations({ ...shared, ...pace, decorate: decorate.generations });
  const models = { outside, workerUrlOf, lookupDelaysSeconds };
  const ai = await createAi({ ...shared, ...models, decorate: trace.provider(decorate.provider) });
  const auth = createAuth({ ...shared, supabase });
  const work = createWork({ ...pace, database, env, media, pipeline, ai, mail, trace, log });

  return {
    env,
    ...media,
    ...pipeline,
    ...ai,
    ...auth,
    ...createAccount(shared),
    ...createSharing({ database, secretKey: supabase.secretKey }),
    ...work,
    ...createGallery(database),
    ...createCredits({ ...shared, ...supabase }),
    ...createAdmin({ ...shared, ...supabase }),
    defaultModels: env.defaultModels,
    signupCredits: env.signupCredits,
    log: note,
    /** What the clean-up's caller must show; null: nobody may call it. */
    cronSecret: supabase.cronSecret,
    /** Mails kept on this machine; null where they are sent. */
    mailbox: mail.mailbox,
    notices: mail.notices,
    goingMails: mail.goingMails,
    now: () => new Date(),
    newId: () => newId(),
    randomInt: (limit: number) => randomInt(Math.min(limit, 2 ** 48 - 1)),
    /** Each thing that must work before requests are let in. */
    ready: createReadiness({ database, checkStore: media.checkStore, auth: auth.auth }),
    /** What whoever starts Easel should know. */
    warnings: onlyWords(mail.warning, media.storeWarning, ...warningsOf(env)),
    /** Begins to send the mails that wait. */
    startMail: () => mail.start(),
    async stop(): Promise<void> {
      pipeline.liveEvents.stop();
      await Promise.all([work.stopWork(), mail.stop()]);
      await Promise.all([ai.stopAi(), media.stopFrames(), trace.tracing.stop()]);
      await supabase.stop();
    },
  };
}

const onlyWords = (...all: (string | null)[]) => all.filter((words) => words !== null);
