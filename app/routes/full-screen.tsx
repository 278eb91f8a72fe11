import { redirect } from "react-router";
import type { Route } from "./+types/full-screen";
import { AppError } from "~/.server/errors";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { redirectToSignIn, requireViewer } from "~/.server/http/session";
import type { RouteHandle } from "~/components/layout/matches";
import { FullScreen } from "~/components/viewer/full-screen";
import { viewer as words } from "~/components/viewer/words";
import { picturePage } from "~/components/picture/words";
import { mediaPath } from "~/domain/generation";
import { shorten } from "~/domain/text";
import { showMedia } from "./media-tile.server";
import { findInList, isOtherKind } from "./picture-list.server";

export const handle: RouteHandle = { frame: "none" };

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: words.pageTitle(shorten(loaderData?.media.prompt || picturePage.title, 60)) },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  return await respond(async () => {
    const { page, list } = await findInList(url, (wish) =>
      container.pages.media(viewer, params.mediaId, wish),
    );
    const { account, media } = page;
    if (!account) redirectToSignIn(url);
    if (!media) throw new AppError("not_found");
    if (isOtherKind(url, media)) throw redirect(`${mediaPath(media)}/full${url.search}`);
    return {
      account,
      media: await showMedia(container, media),
      modelName: container.models.find(media.model)?.name ?? media.model,
      list,
      isActualSize: media.kind !== "video" && url.searchParams.get("zoom") === "actual",
      nowIso: new Date().toISOString(),
    };
  });
}

export default function FullScreenPage({ loaderData }: Route.ComponentProps) {
  return <FullScreen {...loaderData} />;
}
