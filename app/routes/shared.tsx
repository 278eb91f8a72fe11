import { data, isRouteErrorResponse } from "react-router";
import type { Route } from "./+types/shared";
import { containerContext } from "~/.server/http/context";
import { secretPageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import type { RouteHandle } from "~/components/layout/matches";
import { DeadLinkScreen } from "~/components/share/dead-link-screen";
import { sharedMeta } from "~/components/share/shared-meta";
import { SharedScreen } from "~/components/share/shared-screen";
import { shared as words } from "~/components/share/words";
import { pageIn } from "~/domain/forms";
import { showSharedFile } from "./shared-file-tile.server";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  loaderData
    ? sharedMeta(loaderData)
    : [{ title: `${words.gone.title} · Easel` }, { name: "robots", content: "noindex" }];

export const handle: RouteHandle = { scripts: false, frame: "own" };

export const headers = secretPageHeaders;

const pageSize = 48;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const container = context.get(containerContext);
  const { shares, env } = container;
  const { token } = params;
  const asked = pageIn(url);
  const fileId = url.searchParams.get("picture");
  const open = (page: number) => respond(() => shares.open(token, { page, pageSize, fileId }));
  const first = await open(asked);
  const page = Math.min(asked, Math.max(1, Math.ceil(first.total / pageSize)));
  const found = page === asked ? first : await open(page);
  const path = `/s/${token}`;
  const query = fileId === null ? "" : `?picture=${fileId}`;
  const shown = {
    ...found,
    files: await Promise.all(found.files.map((file) => showSharedFile(container, file))),
    isOfBoard: found.boardName !== null && fileId !== null,
    path,
    reportPath: `/report/${token}${query}`,
    page,
    pageSize,
    isMoved: page !== Number(url.searchParams.get("page") ?? 1),
    url: env.publicOrigin + path,
    embedUrl: `${env.publicOrigin}/oembed?${new URLSearchParams({ url: env.publicOrigin + path + query, format: "json" })}`,
  };
  return data(shown, found.isListed ? { headers: { "x-robots-tag": "all" } } : undefined);
}

export default function Shared({ loaderData }: Route.ComponentProps) {
  return <SharedScreen {...loaderData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <DeadLinkScreen isGone={isRouteErrorResponse(error) && error.status === 404} />;
}
