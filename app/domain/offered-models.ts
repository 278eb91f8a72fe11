import type { ModelCard } from "./models";
import { scalePrices } from "./prices";
import type { ModelSetting, ProviderSetting } from "./model-setting";
import type { SettingsView } from "./views";

/** A model as people can use it right now. */
export interface OfferedModel extends ModelCard {
  enabled: boolean;
  /** Words for people from the admins, for example why it is off; null when there are none. */
  message: string | null;
  /** Share of requests that failed lately, 0 to 1; null when there were too few to tell. */
  failureShare: number | null;
}

const offMessage = "This tab is switched off right now. Come back later.";
const awayMessage = "Its app isn't answering right now. Try again later, or choose another model.";

type Switches = Pick<
  SettingsView,
  "models" | "health" | "disabledKinds" | "disabledMessage" | "providers"
>;

/**
 * Applies the admins' switches and prices to the registry's cards. `providersOf` names the providers that run a model.
 */
export function offerModels(
  cards: readonly ModelCard[],
  settings: Switches,
  providersOf: (modelId: string) => readonly string[],
): OfferedModel[] {
  return cards.map((card) => {
    const override = settings.models[card.id] ?? {};
    const health = settings.health[card.id];
    const resting = restingProvider(settings, providersOf(card.id));
    const isTabOff = settings.disabledKinds.includes(card.kind);
    const ofTab = isTabOff ? (settings.disabledMessage ?? offMessage) : null;
    return {
      ...priceModel(card, override),
      typicalSeconds: Math.ceil(health?.waitSeconds ?? card.typicalSeconds),
      failureShare: health?.failureShare ?? null,
      enabled: !card.isAway && override.enabled !== false && !resting && !isTabOff,
      message: ofTab ?? override.message ?? resting?.message ?? (card.isAway ? awayMessage : null),
    };
  });
}

/** What is said of providers that are off, where every one of these is; null where one is left. */
export function restingProvider(
  { providers }: Pick<Switches, "providers">,
  names: readonly string[],
): ProviderSetting | null {
  const settings = names.map((name) => providers[name]);
  const isOff = names.length > 0 && settings.every((setting) => setting?.enabled === false);
  return isOff ? (settings.find((setting) => setting?.message) ?? {}) : null;
}

/** The same model at the admins' prices. Rates of their own stand as they are; the least that comes of them counts. */
export function priceModel<Model extends ModelCard>(
  card: Model,
  { priceCredits = card.priceCredits, rates }: Pick<ModelSetting, "priceCredits" | "rates">,
): Model {
  const scaled = scalePrices(card, priceCredits);
  if (!rates || !scaled.rates) return scaled;
  const known = Object.entries(rates).filter(([name]) => name in (card.rates ?? {}));
  return { ...scaled, rates: { ...scaled.rates, ...Object.fromEntries(known) } };
}
