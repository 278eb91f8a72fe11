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
import type { ModelCard } from "~/domain/models";
import { noFrame } from "~/domain/last-frame";
import { suggestTags } from "~/domain/suggest-tags";
import { shorten } from "~/domain/text";
import { PictureBoards } from "~/components/boards/picture-boards";
import { PictureScreen } from "~/components/picture/picture-screen";
import { ShareButton } from "~/components/share/share-button";
import { DoneNote } from "~/components/media/done-note";
import { FileForms } from "~/components/media/file-forms";
import { useAnswer } from "~/components/layout/use-answer";
import { stepPath } from "~/components/picture/picture-stage";
import { findInList, isOtherKind } from "./picture-list.server";
import { actOnMedia, ownMediaForm } from "./media-acts.server";
import { picturePage as words } from "~/components/picture/words";

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
  return await respond(async () => {
    const { page, list } = await findInList(url, (wish) =>
      readMediaPage(container, viewer, params.mediaId, wish),
    );
    const { account, media, generation, source, madeInto, waysOn, replacement } = page;
    const { boards, tags, sourceUpload, given, isSource } = page;
    if (!account) redirectToSignIn(url);
    if (!media || !generation) throw new AppError("not_found");
    if (isOtherKind(url, media)) throw redirect(mediaPath(media) + url.search);
    const just = readDoneCookie(request, isHttps(context));
    const shown = {
      account,
      media: await showMedia(container, media),
      // Its other files are on pages of their own.
      generation: await showGeneration(container, { ...generation, media: [] }),
      model: namedModel(container.models.find(media.model)),
      source: source && (await showMedia(container, source)),
      sourceUpload: sourceUpload && (await showMedia(container, sourceUpload)),
      isSource,
      given: await Promise.all(
        given.map(async ({ role, media: picture, upload }) => ({
          role,
          media: picture && (await showMedia(container, picture)),
          upload: upload && (await showMedia(container, upload)),
        })),
      ),
      madeInto: await showAllMedia(container, madeInto),
      list,
      waysOn,
      isFrameUnread: url.searchParams.has(noFrame),
      organizing: {
        boards,
        tags,
        suggestions: suggestTags(
          media.prompt,
          tags.map(({ tag }) => tag),
        ),
        newBoardId: container.newId(),
      },
      replacement,
      done: just?.done ?? null,
      nowIso: new Date().toISOString(),
    };
    return data(shown, just ? { headers: { "set-cookie": just.forget } } : undefined);
  });
}

/** What the page says of a model. */
function namedModel(model: ModelCard | null) {
  return model && { name: model.name, isAi: model.isAi };
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

/** Where one goes on from a file that is going away: the next of its list, else the one before, else the list. */
async function nextPath(
  { pages }: Pick<Container, "pages">,
  viewer: Viewer,
  mediaId: string,
  url: URL,
) {
  const { list } = await findInList(url, (wish) => pages.media(viewer, mediaId, wish));
  const nextId = list.nextId ?? list.previousId;
  return nextId ? stepPath(nextId, list.query) : list.href;
}

export default function Picture({ loaderData, actionData }: Route.ComponentProps) {
  const justSaved = actionData !== undefined && "saved" in actionData;
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const said = useAnswer(loaderData.done);
  const { organizing, ...page } = loaderData;
  const { media } = page;
  const { id, starredAt, trashedAt } = media;
  const boards = trashedAt === null && (
    <PictureBoards key={id} mediaId={id} isStarred={starredAt !== null} {...organizing} />
  );
  return (
    <>
      <PictureScreen
        {...page}
        share={trashedAt === null && <ShareButton of={mediaPath(media)} />}
        organizing={boards}
        justSaved={justSaved}
        problem={problem}
      />
      <FileForms intents={fileIntents} />
      {said && <DoneNote done={said} list={null} overBar />}
    </>
  );
}

const fileIntents = ["trash", "restore", "delete"] as const;
