import { offerModels } from "~/domain/offered-models";
import type { MediaPage } from "~/domain/views";
import type { Viewer } from "~/domain/viewer";
import type { ModelRegistry } from "../ai/port";
import type { MediaList, Pages } from "../gallery/port";

export interface ReadMediaPageDeps {
  pages: Pick<Pages, "media">;
  models: Pick<ModelRegistry, "cards">;
}

/** The kinds that a picture can be made into. */
const kindsFromPicture = ["edit", "video"] as const;

/**
 * A file among its list, with `waysOn`: the tabs of the studio that can go on from a picture as models are offered now.
 * One database call. Errors: signed_out, unavailable.
 */
export async function readMediaPage(
  { pages, models }: ReadMediaPageDeps,
  viewer: Viewer,
  mediaId: string,
  list: MediaList,
): Promise<MediaPage & { waysOn: (typeof kindsFromPicture)[number][] }> {
  const page = await pages.media(viewer, mediaId, list);
  const usable = offerModels(models.cards, page.settings).filter(
    ({ enabled, source }) => enabled && source !== "none",
  );
  const waysOn = kindsFromPicture.filter((kind) => usable.some((model) => model.kind === kind));
  return { ...page, waysOn };
}
