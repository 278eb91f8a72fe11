import { filmProblem } from "~/domain/film-input";
import { offerModels } from "~/domain/offered-models";
import type { Viewer } from "~/domain/viewer";
import type { ModelRegistry } from "../ai/port";
import type { Pages } from "../gallery/port";
import type { Uploads } from "../media/uploads-port";
import type { MediaVault } from "../media/vault-port";

export interface FindFilmModelDeps {
  pages: Pick<Pages, "settings">;
  models: Pick<ModelRegistry, "cards" | "providersOf">;
  uploads: Pick<Uploads, "inputs">;
  vault: Pick<MediaVault, "hasStore">;
}

/**
 * The model that goes on from the viewer's own video itself: of the family that made it, as models are offered now, and
 * able to take this one. Null where there is none, or no such video. Errors: signed_out, unavailable.
 */
export async function findFilmModel(
  { pages, models, uploads, vault }: FindFilmModelDeps,
  viewer: Viewer,
  mediaId: string,
): Promise<string | null> {
  const takers = models.cards.filter(({ film }) => film);
  if (takers.length === 0) return null;
  const [settings, { films }] = await Promise.all([
    pages.settings(),
    uploads.inputs(viewer, [mediaId]),
  ]);
  const [made] = films;
  if (!made) return null;
  const { tile, sizeBytes } = made;
  const isStoredHere = vault.hasStore(made.store);
  const offered = offerModels(takers, settings, models.providersOf);
  const found = offered.find(
    ({ enabled, name, film }) =>
      enabled &&
      film?.of.includes(tile.model) &&
      !filmProblem({ ...tile, sizeBytes }, { name, film }, isStoredHere),
  );
  return found?.id ?? null;
}
