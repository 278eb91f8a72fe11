import type { Database } from "../db/clients";
import { createAiClient } from "./client";
import type { ModelDefinition } from "./catalog/model-definition";
import type { OutsideModels } from "./outside-models";
import type { AiClient, AiProvider, ModelRegistry } from "./port";
import type { OfferProblem } from "./providers/gradio/verdicts";
import type { ThreadUrl } from "./providers/built-in/running-engine";
import { startBuiltIn } from "./providers/built-in/start-built-in";
import { startMotion } from "./providers/motion/start-motion";
import { startPainter } from "./providers/painter/start-painter";
import { startRetouch } from "./providers/retouch/start-retouch";
import { priceModels } from "./price-models";
import { createModelRegistry, usableModels, usableNow } from "./registry";
import { createSupabaseRouteHealth } from "./supabase-route-health";
import { type TakeRouteOptions, defaultLookupDelays } from "./take-route";

export interface AiOptions {
  /** See `readOutsideModels`. */
  outside: Pick<OutsideModels, "known" | "providers" | "openOffer">;
  threadUrl: ThreadUrl;
  database: Database;
  /** What one credit is worth: no model costs its provider more than it costs here. */
  creditWorthUsd: number;
  lookupDelaysSeconds?: TakeRouteOptions["lookupDelaysSeconds"] | undefined;
  /** Stands in front of each provider. */
  decorate?: ((provider: AiProvider) => AiProvider) | undefined;
  log(message: string, facts: Record<string, unknown>): void;
}

export interface Ai {
  ai: AiClient;
  models: ModelRegistry;
  /** Asks each Gradio app whether it can do what is asked of it. */
  checkGradio(): Promise<OfferProblem[]>;
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
  const builtIn = startBuiltIn([startPainter, startRetouch, startMotion], options.threadUrl);
  const providers = [...builtIn.providers, ...outside.providers].map(decorate);
  const toUsable = (models: readonly ModelDefinition[]) =>
    priceModels(usableModels(models, providers), creditWorthUsd);
  const definitions = toUsable(outside.known);
  const offer = await outside.openOffer((line) => log(line, {}));
  const health = createSupabaseRouteHealth(database);
  return {
    ai: createAiClient({ definitions, providers, health, log, lookupDelaysSeconds }),
    models: createModelRegistry(definitions, providers, usableNow(offer.models, toUsable)),
    checkGradio: () => offer.check(),
    async stopAi() {
      offer.stop();
      await builtIn.close();
    },
  };
}
