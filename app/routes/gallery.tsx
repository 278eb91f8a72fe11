import { data, redirect } from "react-router";
import { z } from "zod";
import type { Route } from "./+types/gallery";
import { accountAction } from "~/.server/http/account-action";
import { requireViewer, redirectToSignIn } from "~/.server/http/session";
import { containerContext } from "~/.server/http/context";
import { isHttps, isScripted } from "~/.server/http/caller";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { readSavedCookie, savedCookie } from "~/.server/http/saved-cookie";
import { refreshSecondsFor, showGeneration } from "./generation-card.server";
import { showMedia } from "./media-tile.server";
import { readGalleryPage } from "~/.server/use-cases/read-gallery-page";
import { saveMedia } from "~/.server/use-cases/save-media";
import { GalleryScreen, type GalleryScreenProps } from "~/components/gallery/gallery-screen";
import { useNews } from "~/components/generation/use-news";
import { doneNews, doneTitle, isNews, latestTitle } from "~/components/generation/words";
import { useAnswer } from "~/components/layout/use-answer";
import { useLiveUpdates } from "~/components/layout/use-live-updates";
import { readGalleryPlace } from "./gallery-place.server";
import { gallery as words, viewNames } from "~/components/gallery/words";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  loaderData?.view === "saved"
    ? [
        { title: words.pageTitle(viewNames.saved) },
        { name: "description", content: words.savedDescription },
      ]
    : [
        { title: words.pageTitle((loaderData && newsIn(loaderData)) ?? viewNames.recent) },
        { name: "description", content: words.recentDescription },
      ];

type Shown = Pick<GalleryScreenProps, "pending" | "items" | "nowIso">;

/** How the latest request stands; null where that is no news. */
function newsIn({ pending, items, nowIso }: Shown): string | null {
  if (pending.length > 0) return latestTitle(pending, nowIso);
  const [latest] = items.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  return latest && isNews(latest.createdAt, nowIso)
    ? doneTitle(latest.kind, countOf(items, latest.generationId))
    : null;
}

const countOf = (items: Shown["items"], ofGeneration: string) =>
  items.filter(({ generationId }) => generationId === ofGeneration).length;

const pageSize = 24;

export const headers = pageHeaders;

export async function loader({ request, context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  const requested = readGalleryPlace(url);
  const { search, sort, size, isSearchable } = requested;
  const view = requested.view ?? "recent";
  const { pages, models } = context.get(containerContext);
  const wish = { view, search, isSearchable, sort, page: requested.page, pageSize };
  const found = await respond(() => readGalleryPage({ pages }, viewer, wish));
  if (!found.account) redirectToSignIn(url);
  const saved = readSavedCookie(request, isHttps(context));
  const shown = {
    ...found,
    items: found.items.map(showMedia),
    pending: found.pending.map((each) => showGeneration(each, models)),
    refreshSeconds: refreshSecondsFor(found.pending),
    view,
    search,
    isSearchable,
    sort,
    size,
    saved: saved?.just ?? null,
    nowIso: new Date().toISOString(),
  };
  return data(shown, saved ? { headers: { "set-cookie": saved.forget } } : undefined);
}

/** One file of the page, or several with commas between them: at most as many as a page shows. */
const saveForm = z.union([
  z.object({ intent: z.literal("save"), mediaId: z.uuid() }),
  z.object({
    intent: z.literal("save"),
    mediaIds: z
      .string()
      .transform((ids) => [...new Set(ids.split(","))])
      .pipe(z.array(z.uuid()).max(pageSize)),
  }),
]);

/** Begins to save no file later than this, so that the page comes in time: it says how many it saved. */
const longestMs = 4000;

/** Saves files of the page, and shows the same page without them. */
export async function action({ request, context, url }: Route.ActionArgs) {
  const container = context.get(containerContext);
  return await accountAction({ request, context, url }, saveForm, async (form, viewer) => {
    const requested = "mediaId" in form ? [form.mediaId] : form.mediaIds;
    const endsAt = performance.now() + longestMs;
    const isOver = () => performance.now() >= endsAt;
    const { mediaIds } = await saveMedia(container, viewer, requested, isOver);
    const just =
      "mediaId" in form
        ? { mediaId: form.mediaId }
        : { count: mediaIds.length, requested: requested.length };
    if (isScripted(request)) return { just };
    const cookie = savedCookie(just, isHttps(context));
    return redirect(url.pathname + url.search, { headers: { "set-cookie": cookie } });
  });
}

export default function Gallery({ loaderData, actionData }: Route.ComponentProps) {
  const answer = useAnswer(actionData);
  const { pending, items } = loaderData;
  useLiveUpdates(pending);
  useNews(pending, ({ id, kind }) => {
    const count = countOf(items, id);
    return count > 0 ? doneNews(kind, count) : null;
  });
  const problem = answer && "problem" in answer ? answer.problem : undefined;
  const savedNow = answer && "just" in answer ? answer.just : null;
  return (
    <GalleryScreen
      {...loaderData}
      saved={savedNow ?? loaderData.saved}
      views={["recent", "saved"]}
      pageSize={pageSize}
      problem={problem}
    />
  );
}
