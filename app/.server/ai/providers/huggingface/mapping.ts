import type { InferenceProvider, InferenceProviderMappingEntry } from "@huggingface/inference";
import { z } from "zod";
import { readJson, withTimeout } from "~/.server/ai/protocols/http";
import { notServed } from "./errors";
import { noResponseError, viaRouter, type RouterOptions } from "./router";

export const tasks = [
  "text-to-image",
  "image-to-image",
  "text-to-video",
  "image-to-video",
] as const;
export type Task = (typeof tasks)[number];

/** How a provider serves a model of the hub. */
export type ServedModel = InferenceProviderMappingEntry & {
  provider: InferenceProvider;
  task: Task;
};

export interface ModelMapping {
  /**
   * Says under which name a provider serves a model for a task. Throws AiError when it does not, or only as a trial.
   * Asks the hub once, and again when what it said is ten minutes old.
   */
  find(
    router: RouterOptions,
    inferenceProvider: InferenceProvider,
    model: string,
    task: Task,
  ): Promise<ServedModel>;
}

const freshMs = 10 * 60_000;
const timeoutMs = 20_000;

const entry = z.object({
  status: z.string(),
  providerId: z.string().min(1),
  task: z.string(),
  adapter: z.string().optional().catch(undefined),
  adapterWeightsPath: z.string().optional().catch(undefined),
});
/** Newer answers are a list, older ones name each provider. */
const mappingBody = z.object({
  inferenceProviderMapping: z
    .union([
      z
        .array(z.looseObject({ provider: z.string() }))
        .transform((list) => new Map(list.map((each) => [each.provider, each as unknown]))),
      z.record(z.string(), z.unknown()).transform((named) => new Map(Object.entries(named))),
    ])
    .nullish(),
});
type Providers = ReadonlyMap<string, unknown>;

/** The hub's mapping, kept in this process's memory (docs/providers.md 3.2). */
export function createModelMapping(): ModelMapping {
  const cache = new Map<string, { providers: Providers; askedMs: number }>();
  return {
    async find(router, inferenceProvider, model, task) {
      let found = cache.get(model);
      if (!found || router.now() - found.askedMs > freshMs) {
        found = { providers: await fetchMapping(router, model), askedMs: router.now() };
        cache.set(model, found);
      }
      const served = entry.safeParse(found.providers.get(inferenceProvider)).data;
      if (!served) throw notServed(`${inferenceProvider} does not serve ${model}`);
      if (served.status !== "live")
        throw notServed(`${model} is ${served.status} at ${inferenceProvider}, not live`);
      if (served.task !== task)
        throw notServed(`${inferenceProvider} serves ${model} for ${served.task}, not for ${task}`);
      const { providerId, adapter, adapterWeightsPath } = served;
      return {
        hfModelId: model,
        provider: inferenceProvider,
        providerId,
        status: "live",
        task,
        ...(adapter && { adapter }),
        ...(adapterWeightsPath && { adapterWeightsPath }),
      };
    },
  };
}

async function fetchMapping(router: RouterOptions, model: string): Promise<Providers> {
  const address = `https://huggingface.co/api/models/${model}?expand[]=inferenceProviderMapping`;
  return await viaRouter(router, async (fetch) => {
    const response = await fetch(address, {
      headers: { Authorization: `Bearer ${router.token}` },
      signal: withTimeout(router.signal, timeoutMs),
    });
    try {
      return mappingBody.parse(await readJson(response)).inferenceProviderMapping ?? new Map();
    } catch (error) {
      router.signal.throwIfAborted();
      throw noResponseError(error, true);
    }
  });
}
