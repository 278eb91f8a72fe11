import { z } from "zod";
import { findApp } from "./app";
import { isGradioRoute } from "~/.server/ai/catalog/gradio-route";
import { lost, misconfigured, UnknownSession } from "./errors";
import { startSession, type GradioSession } from "./session";
import type { GradioSpace } from "./spaces";
import { type AiProvider, TransientPollError, type ProviderJob } from "~/.server/ai/port";

export interface GradioProviderOptions {
  spaces: readonly GradioSpace[];
  /** Of the Hugging Face account whose private Spaces may be used; null: public ones alone. */
  token: string | null;
  /** What each app calls itself, by Space. Read when it is needed. */
  titles?: ReadonlyMap<string, string>;
  fetch?: typeof globalThis.fetch;
  now?: () => number;
  /** How long a sleeping Space is given to wake up. */
  wakeSeconds?: number;
  /** Pause between looks at a Space that wakes up. */
  wakePauseMs?: number;
  /** How long the result of a job is kept in memory. */
  keepSeconds?: number;
}

const gradioJob = z.object({
  space: z.string(),
  eventId: z.string().nullable(),
  sessionHash: z.string(),
});

/**
 * Spaces and other Gradio apps as a provider. A job lives as long as its connection, which this process holds: it
 * cannot go on in another one. Nothing can be looked up either (docs/providers.md 6.3).
 */
export function createGradioProvider(options: GradioProviderOptions): AiProvider {
  const settings = {
    fetch: globalThis.fetch,
    now: Date.now,
    wakeSeconds: 180,
    wakePauseMs: 5000,
    keepSeconds: 600,
    ...options,
  };
  const spaces = new Map(options.spaces.map((space) => [space.id, space]));
  const sessions = createSessions(settings.keepSeconds);
  const gone = () => lost("the job ended with the process that followed it");

  return {
    name: "gradio",
    displayName: "The Gradio app",
    displayNameOf: (route) =>
      (isGradioRoute(route) && route.appName) ||
      (options.titles?.get(route.upstreamModel) ?? route.upstreamModel),
    pollIntervalMs: 500,
    submitIsPaid: true,
    isFree: true,

    async submit(route, request, source, signal) {
      if (!isGradioRoute(route)) throw misconfigured(`${route.id} names no endpoint`);
      const space = spaces.get(route.upstreamModel);
      if (!space) throw misconfigured(`${route.upstreamModel} is not in GRADIO_SPACES`);
      const app = await findApp(space, settings, signal);
      const call = { app, route, request, source };
      const session = await startSession(call, settings, signal).catch((error: unknown) => {
        if (!(error instanceof UnknownSession)) throw error;
        return startSession(call, settings, signal);
      });
      sessions.keep(session);
      const { eventId, sessionHash } = session;
      return {
        job: { space: space.id, eventId, sessionHash },
        requestId: eventId,
        isProcessBound: true,
      };
    },

    async poll(job) {
      return sessions.of(job)?.state() ?? { state: "failed", error: gone() };
    },

    async collect(job) {
      const session = sessions.of(job);
      if (!session) throw gone();
      const state = session.state();
      if (state.state === "failed") throw state.error;
      if (state.state !== "done") throw new TransientPollError("the job is not done");
      return [...session.files()];
    },

    async cancel(job) {
      await sessions.of(job)?.cancel();
    },

    release: (job) => sessions.of(job)?.close(),
  };
}

/** Sessions in this process's memory, each for `keepSeconds` after its end. */
function createSessions(keepSeconds: number) {
  const sessions = new Map<string, GradioSession>();
  return {
    of: (job: ProviderJob): GradioSession | undefined =>
      sessions.get(gradioJob.safeParse(job).data?.sessionHash ?? ""),
    keep(session: GradioSession): void {
      const { sessionHash } = session;
      sessions.set(sessionHash, session);
      const forget = () => void sessions.delete(sessionHash);
      void session.ended.then(() => setTimeout(forget, keepSeconds * 1000).unref());
    },
  };
}
