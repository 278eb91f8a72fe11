import { randomInt } from "node:crypto";
import { v7 as newId } from "uuid";
import { createAccount } from "./account/create-account";
import { createSupabaseInvariants } from "./admin/supabase-invariants";
import { createAi } from "./ai/create-ai";
import type { AiProvider } from "./ai/port";
import type { ThreadUrl } from "./ai/providers/built-in/running-engine";
import { createAuth } from "./auth/create-auth";
import { createSupabaseLedger } from "./credits/supabase-ledger";
import { createDatabase } from "./db/clients";
import type { SendMail } from "./embedded/mail-templates";
import { sendHostsToEmulator } from "./emulated-hosts";
import type { Env } from "./env";
import { chooseModels, secretsOf, warningsOf } from "./from-environment";
import { createGallery } from "./gallery/create-gallery";
import { createGenerations } from "./generations/create-generations";
import type { GenerationStore } from "./generations/port";
import { hideFromLogs, type Log } from "./log";
import { createMail } from "./mail/create-mail";
import { createMedia } from "./media/create-media";
import type { MediaStore } from "./media/port";
import { createReadiness } from "./readiness";
import { createSharing } from "./sharing/create-sharing";
import { openSupabase } from "./supabase";
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
  threadUrl: ThreadUrl,
  choices: Partial<Choices> = {},
) {
  const { leaseSeconds = 30, sweepMs = 60_000, lookupDelaysSeconds, decorate = {} } = choices;
  const dispatcher = env.providerEmulator ? sendHostsToEmulator(env.providerEmulator) : undefined;
  // First, because a setting that cannot be read stops the start, and nothing is to be stopped then.
  const outside = await chooseModels(env);
  const sendMail: SendMail = (letter) => mail.post(letter, authMailSeconds);
  const supabase = await openSupabase(env, log, choices.changesNothing ? null : sendMail);
  hideFromLogs(...secretsOf(env), ...outside.secrets);
  const note = (message: string, facts: Record<string, unknown>) => log.warn(facts, message);
  const database = createDatabase({ ...supabase, log: note });
  const isHosted = env.supabase !== null;
  const shared = { ...env, database, isHosted, fetch: globalThis.fetch, log: note };
  const mail = await createMail(shared);
  const media = await createMedia({ ...shared, dispatcher, decorate: decorate.mediaStore });
  // Painting takes the processor; waiting for providers does not.
  const concurrency = env.workerConcurrency ?? (outside.providers.length > 0 ? 32 : 4);
  const pace = { concurrency, leaseSeconds, sweepMs, finishMs: env.stopping.workMs };
  const pipeline = createGenerations({ ...shared, ...pace, decorate: decorate.generations });
  const models = { outside, threadUrl, lookupDelaysSeconds };
  const ai = await createAi({ ...shared, ...models, decorate: decorate.provider });
  const auth = createAuth({ ...shared, supabase });
  const work = createWork({ env, media, pipeline, ai, mail, leaseSeconds, log });

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
    ledger: createSupabaseLedger(database),
    invariants: createSupabaseInvariants(database),
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
    warnings: [mail.warning, media.storeWarning, ...warningsOf(env)].filter(
      (words) => words !== null,
    ),
    /** Begins to send the mails that wait. */
    startMail: () => mail.start(),
    async stop(): Promise<void> {
      pipeline.liveEvents.stop();
      await Promise.all([work.stopWork(), mail.stop()]);
      await ai.stopAi();
      await supabase.stop();
    },
  };
}
