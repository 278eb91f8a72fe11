import { offerModels, type OfferedModel } from "~/domain/offered-models";
import type { ModelRegistry } from "../ai/port";
import { AppError } from "../errors";
import type { Pages } from "../gallery/port";

export interface ReadModelsDeps {
  pages: Pick<Pages, "recentSettings">;
  models: Pick<ModelRegistry, "cards" | "providerNames" | "providersOf">;
}

/** A model to read about, with the names of the providers that run it. */
export type DescribedModel = OfferedModel & { runners: readonly string[] };

/**
 * Every model with its price in credits and its switch, by one database call at most; as the registry has them while
 * the database cannot be reached. No side effects, no expected errors.
 */
export async function readModels({ pages, models }: ReadModelsDeps): Promise<DescribedModel[]> {
  const offered = offerModels(models.cards, await settingsIfKnown(pages), models.providersOf);
  return offered.map((model) => ({ ...model, runners: models.providerNames(model.id) }));
}

async function settingsIfKnown(
  pages: Pick<Pages, "recentSettings">,
): Promise<Parameters<typeof offerModels>[1]> {
  try {
    return await pages.recentSettings();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "unavailable") throw error;
    return { models: {}, health: {}, disabledKinds: [], disabledMessage: null, providers: {} };
  }
}
