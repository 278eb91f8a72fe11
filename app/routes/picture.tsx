import { data, redirect } from "react-router";
import type { Route } from "./+types/picture";
import { accountAction } from "~/.server/http/account-action";
import { requireViewer, redirectToSignIn } from "~/.server/http/session";
import { AppError } from "~/.server/errors";
import { isHttps, isScripted } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { doneCookie, readDoneCookie } from "~/.server/http/done-cookie";
import { pageHeaders } from "~/.server/http/page-headers";
import type { Container } from "~/.server/container";
import type { Viewer } from "~/domain/viewer";
import { respond } from "~/.server/http/respond";
import { showGeneration } from "./generation-card.server";
import { showAllMedia, showMedia } from "./media-tile.server";
import { readMediaPage } from "~/.server/use-cases/read-media-page";
import { mediaPath } from "~/domain/generation";
import { shorten } from "~/domain/text";
import { filterOf, galleryHref, listQuery } from "~/components/gallery/gallery-query";
import { readPlace } from "~/components/gallery/read-place";
import { PictureScreen } from "~/components/picture/picture-screen";
import { DoneNote } from "~/components/media/done-note";
import { FileForms } from "~/components/media/file-forms";
import { useAnswer } from "~/components/layout/use-answer";
import { stepPath } from "~/components/picture/picture-stage";
import { actOnMedia, ownMediaForm } from "./media-acts.server";
import { picturePage as words } from "~/components/media/words";

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${shorten(loaderData?.media.prompt || words.title, 60)} · Easel` },
  {
    name: "description",
    content: words.description(loaderData?.media.kind),
  },
];

export const headers = pageHeaders;

export async function loader({ request, context, params, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  const { asked, list } = listOf(url);
  return await respond(async () => {
    const page = await readMediaPage(container, viewer, params.mediaId, list);
    const { account, media, generation, source, madeInto, previousId, nextId, waysOn } = page;
    if (!account) redirectToSignIn(url);
    if (!media || !generation) throw new AppError("not_found");
    if (url.pathname.split("/")[1] !== mediaPath(media).split("/")[1])
      throw redirect(mediaPath(media) + url.search);
    const place = { ...asked, view: page.list ?? "recent" };
    const just = readDoneCookie(request, isHttps(context));
    const shown = {
      account,
      media: await showMedia(container, media),
      generation: await showGeneration(container, generation),
      model: container.models.find(media.model),
      source: source && (await showMedia(container, source)),
      madeInto: await showAllMedia(container, madeInto),
      list: { href: galleryHref(place, place), query: listQuery(place), previousId, nextId },
      waysOn,
      done: just?.done ?? null,
      nowIso: new Date().toISOString(),
    };
    return data(shown, just ? { headers: { "set-cookie": just.forget } } : undefined);
  });
}

/** After deleting it leads on through the list that it was looked at in; else it shows the page again. */
export async function action({ request, context, params, url }: Route.ActionArgs) {
  const container = context.get(containerContext);
  return await accountAction({ request, context, url }, ownMediaForm, async (form, viewer) => {
    const { intent, mediaIds = [params.mediaId] } = form;
    const isLeaving = intent === "trash" || intent === "delete";
    const next = isLeaving ? await nextPath(container, viewer, params.mediaId, url) : null;
    const done = await actOnMedia(container, viewer, { intent, mediaIds });
    if (intent === "save")
      return isScripted(request) ? { saved: true } : redirect(url.pathname + url.search);
    const back = form.mediaIds ? stepPath(mediaIds[0] ?? "", url.search) : null;
    const cookie = doneCookie(done, isHttps(context));
    return redirect(next ?? back ?? url.pathname + url.search, {
      headers: { "set-cookie": cookie },
    });
  });
}

/** The place in the gallery where the file was opened, and the list there. */
function listOf({ searchParams }: URL) {
  const { place: asked, view, isSearchable } = readPlace(searchParams);
  const list = { ...filterOf(asked), view, sort: asked.sort };
  return { asked, list: isSearchable ? list : { ...list, search: "" } };
}

/** Where one goes on from a file that is going away: the next of its list, else the one before, else the list. */
async function nextPath(
  { pages }: Pick<Container, "pages">,
  viewer: Viewer,
  mediaId: string,
  url: URL,
) {
  const { asked, list } = listOf(url);
  const page = await pages.media(viewer, mediaId, list);
  const place = { ...asked, view: page.list ?? "recent" };
  const nextId = page.nextId ?? page.previousId;
  return nextId ? stepPath(nextId, listQuery(place)) : galleryHref(place, place);
}

export default function Picture({ loaderData, actionData }: Route.ComponentProps) {
  const justSaved = actionData !== undefined && "saved" in actionData;
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const said = useAnswer(loaderData.done);
  return (
    <>
      <PictureScreen {...loaderData} justSaved={justSaved} problem={problem} />
      <FileForms intents={fileIntents} />
      {said && <DoneNote done={said} list={null} className="max-lg:bottom-38" />}
    </>
  );
}

const fileIntents = ["trash", "restore", "delete"] as const;
