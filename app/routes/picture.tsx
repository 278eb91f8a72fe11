import { redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/picture";
import { accountAction } from "~/.server/http/account-action";
import { requireViewer, redirectToSignIn } from "~/.server/http/session";
import { AppError } from "~/.server/errors";
import { isScripted } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { showGeneration } from "./generation-card.server";
import { showMedia } from "./media-tile.server";
import { readMediaPage } from "~/.server/use-cases/read-media-page";
import { saveMedia } from "~/.server/use-cases/save-media";
import { mediaPath } from "~/domain/generation";
import { shorten } from "~/domain/text";
import { galleryHref, listQuery } from "~/components/gallery/gallery-query";
import { PictureScreen } from "~/components/picture/picture-screen";
import { readGalleryPlace } from "./gallery-place.server";
import { picturePage as words } from "~/components/media/words";

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${shorten(loaderData?.media.prompt || words.title, 60)} · Easel` },
  {
    name: "description",
    content: words.description(loaderData?.media.kind),
  },
];

export const headers = pageHeaders;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { pages, models } = context.get(containerContext);
  const wish = readGalleryPlace(url);
  const { view, sort } = wish;
  const search = wish.isSearchable ? wish.search : "";
  return await respond(async () => {
    const list = { view, search, sort };
    const page = await readMediaPage({ pages, models }, viewer, params.mediaId, list);
    const { account, media, generation, source, madeInto, previousId, nextId, waysOn } = page;
    if (!account) redirectToSignIn(url);
    if (!media || !generation) throw new AppError("not_found");
    if (url.pathname.split("/")[1] !== mediaPath(media).split("/")[1])
      throw redirect(mediaPath(media) + url.search);
    const place = { ...wish, view: page.list ?? "recent" };
    return {
      account,
      media: showMedia(media),
      generation: showGeneration(generation, models),
      model: models.find(media.model),
      source: source && showMedia(source),
      madeInto: madeInto.map(showMedia),
      list: { href: galleryHref(place, place), query: listQuery(place), previousId, nextId },
      waysOn,
      nowIso: new Date().toISOString(),
    };
  });
}

const saveForm = z.object({ intent: z.literal("save") });

export async function action({ request, context, params, url }: Route.ActionArgs) {
  const container = context.get(containerContext);
  return await accountAction({ request, context, url }, saveForm, async (_form, viewer) => {
    await saveMedia(container, viewer, [params.mediaId]);
    return isScripted(request) ? { saved: true } : redirect(url.pathname + url.search);
  });
}

export default function Picture({ loaderData, actionData }: Route.ComponentProps) {
  const justSaved = actionData !== undefined && "saved" in actionData;
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  return <PictureScreen {...loaderData} justSaved={justSaved} problem={problem} />;
}
