import { randomInt } from "node:crypto";
import { v7 as newId } from "uuid";
import { createSupabaseAccounts } from "./account/supabase-accounts";
import { createSupabaseSignInGuard } from "./account/supabase-sign-in-guard";
import { createSupabaseInvariants } from "./admin/supabase-invariants";
import { createAiClient } from "./ai/client";
import { createPainterProvider } from "./ai/providers/painter/provider";
import { createPainterPool } from "./painter/painter-pool";
import type { AiProvider } from "./ai/port";
import { createModelRegistry, usableModels, usableNow } from "./ai/registry";
import { createSupabaseRouteHealth } from "./ai/supabase-route-health";
import { usualLostPauses } from "./ai/take-route";
import { createAuth } from "./auth/create-auth";
import { createSupabaseSecurityLog } from "./auth/supabase-security-log";
import { createSupabaseSessions } from "./auth/supabase-sessions";
import { isOneVisitors } from "./auth/visitor-address";
import { createPasswordCheck } from "./auth/weak-passwords";
import { createSupabaseLedger } from "./credits/supabase-ledger";
import { createDatabase } from "./db/clients";
import { sendHostsToEmulator } from "./emulated-hosts";
import type { Env } from "./env";
import { chooseModels, chooseStores, mailPasswordOf, warningsOf } from "./from-environment";
import { createSupabasePages } from "./gallery/supabase-pages";
import { createLiveEvents } from "./generations/live-events";
import { createSupabaseGenerationStore } from "./generations/supabase-generation-store";
import type { GenerationStore } from "./generations/port";
import type { Worker } from "./generations/worker";
import { startWorker } from "./generations/worker";
import { hideFromLogs, type Log } from "./log";
import { createMail } from "./mail/create-mail";
import { startCleanUpTimer, type CleanUpTimer } from "./media/clean-up-timer";
import { accessBy, warningOf } from "./media/stores/blob-access";
import { createMediaExaminer } from "./media/ingest/examine-media";
import { createMediaVault } from "./media/media-vault";
import { createMediaMover } from "./media/stores/move-media";
import type { MediaStore } from "./media/port";
import { createSafeFetch } from "./media/fetch/safe-fetch";
import { createSupabaseCleanUpRuns } from "./media/supabase-clean-up-runs";
import { createSupabaseExpiredMedia } from "./media/supabase-expired-media";
import { createSupabaseMediaFiles } from "./media/supabase-media-files";
import { createSupabaseMediaRows } from "./media/supabase-media-rows";
import { createSupabaseSavedMedia } from "./media/supabase-saved-media";
import { findSupabase, lookAtSupabase } from "./supabase";
import { checkEverything, type CheckListener } from "./use-cases/check-everything";
import { cleanUp } from "./use-cases/clean-up";
import { runGeneration } from "./use-cases/run-generation/run-generation";
import { createLeaseWatch } from "./use-cases/run-generation/lease-watch";

/** What stays as it is in production, and what tests of whole processes choose otherwise. */
export interface Choices {
  leaseSeconds: number;
  sweepMs: number;
  /** True: the built-in database is looked at as it is, and neither made nor migrated. */
  changesNothing: boolean;
  /** See `AiClientOptions`. */
  lostPausesSeconds(typicalSeconds: number): readonly number[];
  /** Each stands in front of what the environment chose. */
  decorate: Partial<{
    generations(store: GenerationStore): GenerationStore;
    mediaStore(store: MediaStore): MediaStore;
    provider(provider: AiProvider): AiProvider;
  }>;
}

/** As long as the links in them work. */
const authMailSeconds = 3600;

const ourChoices: Choices = {
  leaseSeconds: 30,
  sweepMs: 60_000,
  changesNothing: false,
  lostPausesSeconds: usualLostPauses,
  decorate: {},
};

export type Container = Awaited<ReturnType<typeof createContainer>>;

/**
 * The composition root: connects the environment's choices to the ports. Starts the embedded backend when no Supabase
 * project is set. Errors: StartError, with a sentence for the person who started it; EnvError.
 */
export async function createContainer(
  env: Env,
  log: Log,
  painterWorkerUrl: URL,
  choices: Partial<Choices> = {},
) {
  const { leaseSeconds, sweepMs, changesNothing, lostPausesSeconds, decorate } = {
    ...ourChoices,
    ...choices,
  };
  const emulated = env.providerEmulator ? sendHostsToEmulator(env.providerEmulator) : undefined;
  // First, because a setting that cannot be read stops the start, and nothing is to be stopped then.
  const { known, providers: outsideProviders, secrets, openOffer } = await chooseModels(env);
  const supabase = await (changesNothing
    ? lookAtSupabase(env, log)
    : findSupabase(env, log, (letter) => mail.post(letter, authMailSeconds)));
  const note = (message: string, facts: Record<string, unknown>) => log.warn(facts, message);
  hideFromLogs(supabase.secretKey, supabase.jwtSecret, env.adminPassword, supabase.cronSecret);
  hideFromLogs(env.smtp?.url, mailPasswordOf(env));
  hideFromLogs(env.blob && accessBy(env.blob).bearer, ...secrets);
  const database = createDatabase({ ...supabase, log: note });
  const isHosted = env.supabase !== null;
  const mail = await createMail({ ...env, isHosted, database, log: note });
  const plainGenerations = createSupabaseGenerationStore(database);
  const generations = decorate.generations?.(plainGenerations) ?? plainGenerations;
  const [chosenStore, ...olderStores] = await chooseStores(env);
  const store = decorate.mediaStore?.(chosenStore) ?? chosenStore;
  const stores = [store, ...olderStores];
  const expiredMedia = createSupabaseExpiredMedia(database);
  const vault = createMediaVault({
    store,
    olderStores,
    outside: createSafeFetch({ dispatcher: emulated }),
  });
  const painterPool = createPainterPool({ workerUrl: painterWorkerUrl });
  const painter = createPainterProvider(painterPool);
  const providers = [painter, ...outsideProviders].map(
    (provider) => decorate.provider?.(provider) ?? provider,
  );
  const definitions = usableModels(known, providers);
  const offer = await openOffer((line) => log.warn(line));
  const offered = usableNow(offer.models, providers);
  const models = createModelRegistry(definitions, providers, offered);
  const health = createSupabaseRouteHealth(database);
  const ai = createAiClient({ definitions, providers, health, log: note, lostPausesSeconds });
  const liveEvents = createLiveEvents({ store: generations, tickMs: 400, log: note });
  const accounts = createSupabaseAccounts(database);
  const sessions = createSupabaseSessions(database, {
    ...env,
    isOneVisitors: (address) => isOneVisitors(address, env),
  });
  const securityLog = createSupabaseSecurityLog(database, note);
  const ofAuth = { supabase, isHosted, records: sessions, securityLog, log: note };
  const auth = createAuth({ ...env, ...ofAuth });
  const mediaFiles = createSupabaseMediaFiles(database);
  const mediaMover = createMediaMover(stores, expiredMedia);
  const cleanUpRuns = createSupabaseCleanUpRuns(database);
  let worker: Worker | null = null;
  let cleanUpTimer: CleanUpTimer | null = null;
  const runDeps = {
    generations,
    ai,
    models,
    vault,
    mediaFiles,
    worker: `${process.pid} ${newId()}`,
    leaseSeconds,
    watch: createLeaseWatch({ generations, everyMs: 500, log: note }),
    log: note,
  };

  return {
    env,
    auth,
    sessions,
    securityLog,
    accounts,
    signInGuard: createSupabaseSignInGuard(database, note),
    pages: createSupabasePages(database),
    ledger: createSupabaseLedger(database),
    generations,
    models,
    defaultModels: env.defaultModels,
    mediaFiles,
    savedMedia: createSupabaseSavedMedia(database),
    expiredMedia,
    cleanUpRuns,
    mediaMover,
    vault,
    log: note,
    liveEvents,
    /** What the clean-up's caller must show; null: nobody may call it. */
    cronSecret: supabase.cronSecret,
    /** Mails kept on this machine; null where they are sent. */
    mailbox: mail.mailbox,
    notices: mail.notices,
    refuseWeakPassword: createPasswordCheck({ ...env, fetch: globalThis.fetch, log: note }),
    newId: () => newId(),
    randomInt: (limit: number) => randomInt(Math.min(limit, 2 ** 48 - 1)),
    wakeWorker: () => worker?.wake(),
    /** Each thing that must work before requests are let in. */
    async ready(): Promise<Record<string, boolean>> {
      const works = (check: Promise<unknown>) =>
        check.then(
          () => true,
          () => false,
        );
      const [databaseAndQueue, files, signIn] = await Promise.all([
        works(database.asService().call("ready", {})),
        works(store.check()),
        works(auth.check()),
      ]);
      return { database: databaseAndQueue, queue: databaseAndQueue, store: files, auth: signIn };
    },
    /** Compares everything that must always hold with what is. */
    checkEverything(listener: CheckListener, from: string | null) {
      const invariants = createSupabaseInvariants(database);
      const rows = createSupabaseMediaRows(database);
      const examiner = createMediaExaminer();
      const now = () => new Date();
      return checkEverything({ invariants, rows, stores, examiner, now }, listener, from);
    },

    /** What whoever starts Easel should know. */
    warnings: [mail.warning, env.blob && warningOf(env.blob), ...warningsOf(env)].filter(
      (words) => words !== null,
    ),

    /** Begins to send the mails that wait. */
    startMail: () => mail.start(),

    /** Begins to clean up by itself, where the environment wants that. */
    startCleanUp(): void {
      if (!env.cleanUpTimer) return;
      const parts = { expiredMedia, cleanUpRuns, mediaMover, log: note };
      cleanUpTimer ??= startCleanUpTimer({
        cleanUp: (isOver) => cleanUp(parts, { ifDue: true, isOver }),
        log: note,
        tell: (message, facts) => log.info(facts, message),
      });
    },

    /** Asks each Gradio app whether it can do what is asked of it. */
    checkGradio: () => offer.check(),

    startWorker(): void {
      worker ??= startWorker({
        store: generations,
        run: (message, stopping) => runGeneration(runDeps, message, stopping),
        // Painting takes the processor; waiting for providers does not.
        concurrency: env.workerConcurrency ?? (outsideProviders.length > 0 ? 32 : 4),
        leaseSeconds,
        finishMs: env.stopping.workMs,
        idleMs: 500,
        sweepMs,
        log: note,
      });
    },

    /** Takes no more work, and resolves when this process has let go of what it has in hand. */
    async stopWork(): Promise<void> {
      await Promise.all([worker?.stop(), cleanUpTimer?.stop()]);
    },

    async stop(): Promise<void> {
      offer.stop();
      liveEvents.stop();
      await Promise.all([worker?.stop(), cleanUpTimer?.stop(), mail.stop()]);
      await painterPool.close();
      await supabase.stop();
    },
  };
}
