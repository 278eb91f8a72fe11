import { redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/gallery";
import { requireViewer, signInFirst } from "~/.server/auth/session";
import { containerContext } from "~/.server/http/context";
import { formAction } from "~/.server/http/form-action";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { refreshSecondsFor, showGeneration, showMedia } from "~/.server/http/show";
import { saveMedia } from "~/.server/use-cases/save-media";
import { GalleryScreen, tileSizes } from "~/components/gallery/gallery-screen";
import { useLiveUpdates } from "~/components/layout/use-live-updates";
import { galleryQuery } from "~/domain/forms";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  loaderData?.view === "saved"
    ? [
        { title: "Saved · Gallery · Easel" },
        { name: "description", content: "What you keep of what you made." },
      ]
    : [
        { title: "Recent · Gallery · Easel" },
        { name: "description", content: "What you made in the last days." },
      ];

const pageSize = 24;

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const asked = galleryQuery.parse(Object.fromEntries(url.searchParams));
  const { view, q: search, sort, saved: savedId } = asked;
  const size = tileSizes.find((name) => name === url.searchParams.get("size")) ?? "medium";
  const { pages, models } = context.get(containerContext);
  const find = (page: number) =>
    respond(() =>
      pages.gallery(viewer, { view, kind: null, model: null, search, sort, page, pageSize }),
    );
  const first = await find(asked.page);
  if (!first.account) signInFirst(url);
  // A page may be gone after its last file was saved or deleted: then the last one there is.
  const page = Math.min(asked.page, Math.max(1, Math.ceil(first.total / pageSize)));
  const found = page === asked.page ? first : await find(page);
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
    savedId,
    nowIso: new Date().toISOString(),
  };
}

const saveForm = z.object({ intent: z.literal("save"), mediaId: z.uuid() });

/** Saves one file of the page, and shows the same page without it. */
export async function action({ request, context, url }: Route.ActionArgs) {
  const viewer = await requireViewer(context, url);
  const container = context.get(containerContext);
  return await formAction(request, saveForm, async ({ mediaId }) => {
    await saveMedia(container, viewer, [mediaId]);
    const query = new URLSearchParams(url.searchParams);
    query.set("saved", mediaId);
    return redirect(`${url.pathname}?${query}`);
  });
}

export default function Gallery({ loaderData, actionData }: Route.ComponentProps) {
  useLiveUpdates(loaderData.refreshSeconds !== null);
  const problem = actionData?.problem;
  return (
    <GalleryScreen
      {...loaderData}
      views={["recent", "saved"]}
      pageSize={pageSize}
      problem={problem}
    />
  );
}
