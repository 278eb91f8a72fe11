import type { InferenceProvider, InferenceProviderMappingEntry } from "@huggingface/inference";
import { z } from "zod";
import { readJson, withTimeout } from "~/.server/ai/protocols/http";
import { notServed } from "./errors";
import { noAnswer, overRouter, type RouterOptions } from "./router";

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
    behind: InferenceProvider,
    model: string,
    task: Task,
  ): Promise<ServedModel>;
}

const freshMs = 10 * 60_000;
const askMs = 20_000;

const entry = z.object({
  status: z.string(),
  providerId: z.string().min(1),
  task: z.string(),
  adapter: z.string().optional().catch(undefined),
  adapterWeightsPath: z.string().optional().catch(undefined),
});
/** Newer answers are a list, older ones name each provider. */
const answer = z.object({
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
  const known = new Map<string, { providers: Providers; askedMs: number }>();
  return {
    async find(router, behind, model, task) {
      let found = known.get(model);
      if (!found || router.now() - found.askedMs > freshMs) {
        found = { providers: await askHub(router, model), askedMs: router.now() };
        known.set(model, found);
      }
      const served = entry.safeParse(found.providers.get(behind)).data;
      if (!served) throw notServed(`${behind} does not serve ${model}`);
      if (served.status !== "live")
        throw notServed(`${model} is ${served.status} at ${behind}, not live`);
      if (served.task !== task)
        throw notServed(`${behind} serves ${model} for ${served.task}, not for ${task}`);
      const { providerId, adapter, adapterWeightsPath } = served;
      return {
        hfModelId: model,
        provider: behind,
        providerId,
        status: "live",
        task,
        ...(adapter && { adapter }),
        ...(adapterWeightsPath && { adapterWeightsPath }),
      };
    },
  };
}

async function askHub(router: RouterOptions, model: string): Promise<Providers> {
  const address = `https://huggingface.co/api/models/${model}?expand[]=inferenceProviderMapping`;
  return await overRouter(router, async (fetch) => {
    const response = await fetch(address, {
      headers: { Authorization: `Bearer ${router.token}` },
      signal: withTimeout(router.signal, askMs),
    });
    try {
      return answer.parse(await readJson(response)).inferenceProviderMapping ?? new Map();
    } catch (error) {
      router.signal.throwIfAborted();
      throw noAnswer(error, true);
    }
  });
}
