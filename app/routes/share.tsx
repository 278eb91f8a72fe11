import { redirect } from "react-router";
import type { Route } from "./+types/share";
import { accountAction } from "~/.server/http/account-action";
import { isScripted } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { requireViewer, redirectToSignIn } from "~/.server/http/session";
import { saveMedia } from "~/.server/use-cases/save-media";
import { shareFiles } from "~/.server/use-cases/share-files";
import { useAnswer } from "~/components/layout/use-answer";
import { ShareScreen } from "~/components/share/share-screen";
import { share as words, thingOf } from "~/components/share/words";
import { shareForm, type ShareTarget } from "~/domain/sharing";
import { showMedia } from "./media-tile.server";
import { showLink } from "./shown-link.server";

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${words.pageTitle(thingOf(loaderData?.media?.kind))} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

/** The same page for a picture, a video and a board. */
function targetOf(params: { mediaId?: string; boardId?: string }): ShareTarget {
  return params.mediaId === undefined
    ? { boardId: params.boardId ?? "" }
    : { mediaId: params.mediaId };
}

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  const { shares, drawQrCode, env } = container;
  const found = await respond(() => shares.own(viewer, targetOf(params)));
  const { account, media, board } = found;
  if (!account) redirectToSignIn(url);
  const link = found.link && showLink(found.link, env.publicOrigin);
  return {
    account,
    media: media && (await showMedia(container, media)),
    board,
    link: link && { ...link, qr: link.url ? drawQrCode(link.url) : null },
    path: url.pathname,
    nowIso: new Date().toISOString(),
  };
}

export async function action({ request, context, params, url }: Route.ActionArgs) {
  const container = context.get(containerContext);
  return await accountAction({ request, context, url }, shareForm, async (form, viewer) => {
    const target = targetOf(params);
    if (form.intent === "share") await shareFiles(container, viewer, target, form);
    if (form.intent === "revoke") await container.shares.revoke(viewer, form.shareId);
    if (form.intent === "save" && "mediaId" in target)
      await saveMedia(container, viewer, [target.mediaId]);
    return isScripted(request) ? { done: form.intent } : redirect(url.pathname);
  });
}

export default function Share({ loaderData, actionData }: Route.ComponentProps) {
  const answer = useAnswer(actionData);
  const done = answer && "done" in answer ? answer.done : undefined;
  const problem = answer && "problem" in answer ? answer.problem : undefined;
  return <ShareScreen {...loaderData} done={done} problem={problem} />;
}
