import type { Database } from "../db/clients";
import { createAppMemory, createWatchMemory } from "./supabase-outside-facts";
import { createAiClient } from "./client";
import type { ModelDefinition } from "./catalog/model-definition";
import type { OutsideModels } from "./outside-models";
import type { AiClient, AiProvider, ModelRegistry, UpstreamCosts } from "./port";
import type { OfferProblem } from "./providers/gradio/verdicts";
import type { WorkerUrlOf } from "./providers/built-in/running-engine";
import { startBuiltIn } from "./providers/built-in/start-built-in";
import { startMotion } from "./providers/motion/start-motion";
import { startPainter } from "./providers/painter/start-painter";
import { startRetouch } from "./providers/retouch/start-retouch";
import { startUpscaler } from "./providers/upscaler/start-upscaler";
import { priceModels } from "./price-models";
import { createModelRegistry, usableModels, usableNow } from "./registry";
import { createModelWatch, type ModelWatch } from "./watch/model-watch";
import { createSupabaseRouteHealth } from "./supabase-route-health";
import { type TakeRouteOptions, defaultLookupDelays } from "./take-route";
import { createUpstreamCosts } from "./upstream-costs";

export interface AiOptions {
  /** See `readOutsideModels`. */
  outside: Pick<OutsideModels, "known" | "providers" | "openOffer" | "lists">;
  workerUrlOf: WorkerUrlOf;
  database: Database;
  /** What one credit is worth: no model costs its provider more than it costs here. */
  creditWorthUsd: number;
  lookupDelaysSeconds?: TakeRouteOptions["lookupDelaysSeconds"] | undefined;
  /** Stands in front of each provider. */
  decorate?: ((provider: AiProvider) => AiProvider) | undefined;
  log(message: string, facts: Record<string, unknown>): void;
  /** Hears what is no trouble. */
  tell(message: string): void;
}

export interface Ai {
  ai: AiClient;
  models: ModelRegistry;
  upstreamCosts: UpstreamCosts;
  /** Asks each Gradio app whether it can do what is asked of it. */
  checkGradio(): Promise<OfferProblem[]>;
  /** What providers say of the routes to them. */
  modelWatch: ModelWatch;
  stopAi(): Promise<void>;
}

/**
 * The models that can be used here and what runs them. Looks at the Gradio apps, and goes on looking until it is
 * stopped.
 */
export async function createAi(options: AiOptions): Promise<Ai> {
  const { outside, database, log, creditWorthUsd } = options;
  const { lookupDelaysSeconds = defaultLookupDelays } = options;
  const { decorate = (provider: AiProvider) => provider } = options;
  const engines = [startPainter, startRetouch, startUpscaler, startMotion];
  const builtIn = startBuiltIn(engines, options.workerUrlOf);
  const providers = [...builtIn.providers, ...outside.providers].map(decorate);
  const toUsable = (models: readonly ModelDefinition[]) =>
    priceModels(usableModels(models, providers), creditWorthUsd);
  const offer = await outside.openOffer({
    memory: createAppMemory(database),
    log: (line) => log(line, {}),
    tell: options.tell,
  });
  const definitions = usableNow(offer.known, toUsable);
  const health = createSupabaseRouteHealth(database);
  const modelWatch = createModelWatch({
    ...{ lists: outside.lists, providers, definitions, log },
    memory: createWatchMemory(database),
  });
  return {
    ai: knowing(
      createAiClient({ definitions, providers, health, log, lookupDelaysSeconds }),
      definitions,
      offer.recall,
    ),
    models: createModelRegistry(definitions, providers, usableNow(offer.models, toUsable)),
    upstreamCosts: createUpstreamCosts(outside.known, providers, creditWorthUsd),
    checkGradio: () => offer.check(),
    modelWatch,
    async stopAi() {
      modelWatch.stop();
      offer.stop();
      await builtIn.close();
    },
  };
}

/** Another process may have read of a model first, and taken the request for it. */
function knowing(
  client: AiClient,
  definitions: () => readonly ModelDefinition[],
  recall: () => Promise<void>,
): AiClient {
  return {
    async run(request, ...rest) {
      if (!definitions().some(({ card }) => card.id === request.model)) await recall();
      return await client.run(request, ...rest);
    },
  };
}
