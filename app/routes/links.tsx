import { redirect } from "react-router";
import { z } from "zod";
import { pageIn } from "~/domain/forms";
import type { Route } from "./+types/links";
import { accountAction } from "~/.server/http/account-action";
import { isScripted } from "~/.server/http/caller";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { requireViewer, redirectToSignIn } from "~/.server/http/session";
import { useAnswer } from "~/components/layout/use-answer";
import { LinksScreen } from "~/components/share/links-screen";
import { links as words } from "~/components/share/words";
import { showMedia } from "./media-tile.server";
import { showLink } from "./shown-link.server";

export const meta: Route.MetaFunction = () => [
  { title: `${words.pageTitle} · Easel` },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

const pageSize = 50;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  const { shares, env } = container;
  const page = pageIn(url);
  const { account, links, total } = await respond(() => shares.list(viewer, page, pageSize));
  if (!account) redirectToSignIn(url);
  return {
    account,
    links: await Promise.all(
      links.map(async ({ media, ...link }) => ({
        ...showLink(link, env.publicOrigin),
        media: media && (await showMedia(container, media)),
      })),
    ),
    total,
    page,
    nowIso: new Date().toISOString(),
  };
}

const turnOffForm = z.object({ shareId: z.uuid() });

export async function action({ request, context, url }: Route.ActionArgs) {
  const { shares } = context.get(containerContext);
  return await accountAction({ request, context, url }, turnOffForm, async (form, viewer) => {
    await shares.revoke(viewer, form.shareId);
    return isScripted(request) ? { isOff: true } : redirect(url.pathname + url.search);
  });
}

export default function Links({ loaderData, actionData }: Route.ComponentProps) {
  const answer = useAnswer(actionData);
  const problem = answer && "problem" in answer ? answer.problem : undefined;
  const isOff = answer !== undefined && "isOff" in answer;
  return <LinksScreen {...loaderData} pageSize={pageSize} isOff={isOff} problem={problem} />;
}
