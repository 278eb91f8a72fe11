import type { ModelDefinition } from "./catalog/model-definition";
import { upstreamPrices } from "./catalog/upstream-prices";
import type { AiProvider, UpstreamCosts } from "./port";
import { usdOf } from "./price-models";

/** A model that is no longer here. */
const unknown = { card: { pictures: [] } };

/**
 * What work costs by the providers' price lists, as the prices here are worked out from them: by the dearest size where
 * a model chooses its pixels itself. No bill of theirs is looked at. Pure.
 */
export function createUpstreamCosts(
  definitions: readonly ModelDefinition[],
  providers: readonly Pick<AiProvider, "name" | "isFree">[],
  creditWorthUsd: number,
): UpstreamCosts {
  const byId = new Map(definitions.map((definition) => [definition.card.id, definition]));
  const free = new Set(providers.flatMap(({ name, isFree }) => (isFree ? [name] : [])));
  return {
    creditWorthUsd,
    usdOf({ model, route, files, videoSeconds, ...choice }) {
      if (free.has(route.split(":", 1)[0] ?? "")) return 0;
      const price = upstreamPrices[route];
      if (price === undefined) return null;
      const each = usdOf(price, choice, byId.get(model) ?? unknown);
      if (price.per !== "second") return each * files;
      return videoSeconds > 0 ? each * videoSeconds : null;
    },
  };
}
