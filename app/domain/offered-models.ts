import type { ModelCard } from "./models";
import { scalePrices } from "./prices";
import type { SettingsView } from "./views";

/** A model as people can use it right now. */
export interface OfferedModel extends ModelCard {
  enabled: boolean;
  /** Words for people from the admins, for example why it is off; null when there are none. */
  message: string | null;
  /** Share of requests that failed lately, 0 to 1; null when there were too few to tell. */
  failureShare: number | null;
}

/** Applies the admins' switches and prices to the registry's cards. */
export function offerModels(
  cards: readonly ModelCard[],
  settings: Pick<SettingsView, "models" | "health" | "disabledKinds">,
): OfferedModel[] {
  return cards.map((card) => {
    const override = settings.models[card.id] ?? {};
    const health = settings.health[card.id];
    return {
      ...scalePrices(card, override.priceCredits ?? card.priceCredits),
      typicalSeconds: Math.ceil(health?.waitSeconds ?? card.typicalSeconds),
      failureShare: health?.failureShare ?? null,
      enabled: override.enabled !== false && !settings.disabledKinds.includes(card.kind),
      message: override.message ?? null,
    };
  });
}
