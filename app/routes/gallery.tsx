import type { Route } from "./+types/gallery";
import { requireViewer, signInFirst } from "~/.server/auth/session";
import { containerContext } from "~/.server/http/context";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { refreshSecondsFor, showGeneration, showMedia } from "~/.server/http/show";
import { GalleryScreen, tileSizes } from "~/components/gallery/gallery-screen";
import { useLiveUpdates } from "~/components/layout/use-live-updates";
import { galleryQuery } from "~/domain/forms";

export const meta: Route.MetaFunction = () => [
  { title: "Recent · Gallery · Easel" },
  { name: "description", content: "What you made in the last days." },
];

const pageSize = 24;

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const { page, q: search, sort } = galleryQuery.parse(Object.fromEntries(url.searchParams));
  const size = tileSizes.find((name) => name === url.searchParams.get("size")) ?? "medium";
  const { pages, models } = context.get(containerContext);
  const view = "recent";
  const found = await respond(() =>
    pages.gallery(viewer, { view, kind: null, model: null, search, sort, page, pageSize }),
  );
  if (!found.account) signInFirst(url);
  return {
    ...found,
    items: found.items.map(showMedia),
    pending: found.pending.map((each) => showGeneration(each, models)),
    refreshSeconds: refreshSecondsFor(found.pending),
    view,
    search,
    sort,
    size,
    page,
    nowIso: new Date().toISOString(),
  } as const;
}

export default function Gallery({ loaderData }: Route.ComponentProps) {
  useLiveUpdates(loaderData.refreshSeconds !== null);
  return <GalleryScreen {...loaderData} views={["recent"]} pageSize={pageSize} />;
}
