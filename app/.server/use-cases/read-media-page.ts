import { offerModels, type OfferedModel } from "~/domain/offered-models";
import { initialStudioValues } from "~/domain/studio-values";
import type { GenerationView, MediaPage } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";
import type { ModelRegistry } from "../ai/port";
import type { MediaList, Pages } from "../gallery/port";

export interface ReadMediaPageDeps {
  pages: Pick<Pages, "media">;
  models: Pick<ModelRegistry, "cards" | "providersOf">;
  /** The operator's choice, at most one of each kind. */
  defaultModels: readonly string[];
}

/** What can take the place of a model. */
type Replacement = { id: string; name: string } | { id: null; name: null };

/** The kinds that a picture can be made into. */
const kindsFromPicture = ["edit", "video"] as const;

/**
 * A file among its list, with `waysOn`: the tabs of the studio that can go on from a picture as models are offered now;
 * and `replacement`: what makes more of it where its own model is gone or off (nulls where nothing can), else null. One
 * database call. Errors: signed_out, unavailable.
 */
export async function readMediaPage(
  { pages, models, defaultModels }: ReadMediaPageDeps,
  viewer: Viewer,
  mediaId: string,
  list: MediaList,
): Promise<
  MediaPage & { waysOn: (typeof kindsFromPicture)[number][]; replacement: Replacement | null }
> {
  const page = await pages.media(viewer, mediaId, list);
  const usable = offerModels(models.cards, page.settings, models.providersOf).filter(
    ({ enabled }) => enabled,
  );
  const waysOn = kindsFromPicture.filter((kind) =>
    usable.some((model) => model.kind === kind && model.source !== "none" && !model.film),
  );
  const { generation } = page;
  const isUsable = usable.some(({ id }) => id === generation?.model);
  const replacement = generation && !isUsable ? replace(generation, usable, defaultModels) : null;
  return { ...page, waysOn, replacement };
}

/** The model that the studio would choose for such a request; for one without words, one that does the same. */
function replace(
  { kind, sourceMediaId, isPrompted, prompt }: GenerationView,
  usable: readonly OfferedModel[],
  defaultModels: readonly string[],
): Replacement {
  const doesTheSame = ({ task }: OfferedModel) => task !== null && prompt.startsWith(task);
  const ofKind = usable.filter(
    (model) => model.kind === kind && (isPrompted ? model.prompt !== "none" : doesTheSame(model)),
  );
  const given = { sourceMediaId: sourceMediaId ?? undefined };
  const { model } = initialStudioValues(ofKind, given, defaultModels);
  const found = ofKind.find(({ id }) => id === model);
  return found ? { id: found.id, name: found.name } : { id: null, name: null };
}
