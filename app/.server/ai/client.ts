import { setTimeout as wait } from "node:timers/promises";
import type { AiClient, AiProvider, JobJournal, ModelRequest, ProviderJob } from "./port";
import { AiError, Unwanted } from "./port";
import type { ModelDefinition } from "./registry";

/** Runs requests on the providers of a model's routes. Waiting, resuming and canceling happen here, once for all. */
export function createAiClient(
  definitions: readonly ModelDefinition[],
  providers: readonly AiProvider[],
): AiClient {
  const definitionOf = new Map(definitions.map((definition) => [definition.card.id, definition]));
  const providerOf = new Map(providers.map((provider) => [provider.name, provider]));

  return {
    async run(request, journal, signal) {
      const definition = definitionOf.get(request.model);
      const route =
        definition?.routes.find(({ provider }) => provider === journal.earlier?.provider) ??
        definition?.routes[0];
      const provider = route && providerOf.get(route.provider);
      if (!provider) throw new AiError("upstream_failure", { retryable: false });
      const job = await submitOrResume(provider, route.upstreamModel, request, journal, signal);
      try {
        await waitUntilDone(provider, job, journal, signal);
        return await provider.collect(job, signal);
      } catch (error) {
        if (signal.reason instanceof Unwanted) await provider.cancel(job);
        else if (signal.aborted) provider.letGo?.(job);
        throw error;
      }
    },
  };
}

/** Never submits paid work twice: a lost submit is looked up, and given up when it cannot be. */
async function submitOrResume(
  provider: AiProvider,
  upstreamModel: string,
  request: ModelRequest,
  journal: JobJournal,
  signal: AbortSignal,
): Promise<ProviderJob> {
  const { earlier } = journal;
  if (earlier?.job) return earlier.job;
  if (earlier && provider.submitIsPaid) {
    const found = await provider.find(upstreamModel, request, signal);
    if (!found) throw new AiError("ambiguous", { retryable: false });
    await journal.submitted(provider.name, found);
    return found.job;
  }
  await journal.intend(provider.name);
  const submitted = await provider
    .submit(upstreamModel, request, signal)
    .catch(async (error: unknown) => {
      if (error instanceof AiError && error.retryable) await journal.turnedDown();
      throw error;
    });
  await journal.submitted(provider.name, submitted);
  return submitted.job;
}

async function waitUntilDone(
  provider: AiProvider,
  job: ProviderJob,
  journal: JobJournal,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const state = await provider.poll(job, signal);
    if (state.state === "done") return;
    if (state.state === "running" && state.progress !== null)
      await journal.progress(state.progress);
    await wait(provider.pollIntervalMs, undefined, { signal });
  }
}
