import type { AiProvider } from "./ai/port";
import type { Env } from "./env";
import type { GenerationStore, QueueMessage } from "./generations/port";
import { addToLogs, type Log } from "./log";
import type { MediaVault } from "./media/vault-port";
import { openTracing } from "./tracing/open-tracing";
import type { Tracing } from "./tracing/port";

/** What this process tells of its work: see `tracing/port.ts`. From now on its log lines name their trace. */
export async function startTrace(env: Pick<Env, "tracing">, log: Log) {
  const tracing = await openTracing(env.tracing, (message) => log.warn(message));
  if (tracing.isOn) addToLogs(tracing.logFacts);
  return traceWork(tracing);
}
export type Trace = Awaited<ReturnType<typeof startTrace>>;

/** The steps of what a worker does, each as a span: to whoever does them nothing changes. */
function traceWork(tracing: Tracing) {
  return {
    tracing,

    /** All of the work of one queue message. */
    message: (
      { generationId, deliveries }: QueueMessage,
      work: () => Promise<void>,
    ): Promise<void> => {
      const facts = { "easel.generation.id": generationId, "easel.deliveries": deliveries };
      return tracing.span("generation", facts, work);
    },

    store: (store: GenerationStore): GenerationStore =>
      tracing.isOn
        ? {
            ...store,
            claim: (...given) => tracing.span("claim", {}, () => store.claim(...given)),
            complete: (...given) => tracing.span("complete", {}, () => store.complete(...given)),
            release: (...given) => tracing.span("release", {}, () => store.release(...given)),
            fail: (claim, code, ...rest) =>
              tracing.span("fail", {}, (span) => {
                span.fail(code);
                return store.fail(claim, code, ...rest);
              }),
          }
        : store,

    vault: (vault: MediaVault): MediaVault =>
      tracing.isOn
        ? {
            ...vault,
            ingest: (...given) => tracing.span("store", {}, () => vault.ingest(...given)),
          }
        : vault,

    /** `before` stands in front of each of them already. */
    provider:
      (before = (plain: AiProvider) => plain) =>
      (plain: AiProvider): AiProvider =>
        tracing.isOn ? traceProvider(tracing, before(plain)) : before(plain),
  };
}

function traceProvider(tracing: Tracing, provider: AiProvider): AiProvider {
  const facts = { "easel.provider": provider.name };
  return {
    ...provider,
    submit: (route, ...rest) =>
      tracing.span("submit", { ...facts, "easel.route": route.id }, () =>
        provider.submit(route, ...rest),
      ),
    collect: (...given) => tracing.span("collect", facts, () => provider.collect(...given)),
  };
}
