import type { ModelCard } from "./models";
import type { SettingsView } from "./views";

/** A model as people can use it right now. */
export interface OfferedModel extends ModelCard {
  enabled: boolean;
  /** Words for people from the admins, for example why it is off; null when there are none. */
  message: string | null;
}

/** Applies the admins' switches and prices to the registry's cards. */
export function offerModels(cards: readonly ModelCard[], settings: SettingsView): OfferedModel[] {
  return cards.map((card) => {
    const override = settings.models[card.id] ?? {};
    return {
      ...card,
      priceCredits: override.priceCredits ?? card.priceCredits,
      enabled: override.enabled !== false && !settings.disabledKinds.includes(card.kind),
      message: override.message ?? null,
    };
  });
}
