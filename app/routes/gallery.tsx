import { data, redirect } from "react-router";
import { z } from "zod";
import type { SubmissionResult } from "@conform-to/react";
import type { Problem } from "~/components/errors/problem";
import type { Route } from "./+types/gallery";
import type { Container } from "~/.server/container";
import type { GalleryStand } from "~/domain/gallery-filter";
import { idList } from "~/domain/choosing";
import type { Viewer } from "~/domain/viewer";
import {
  deleteSearchForm,
  renameSearchForm,
  saveSearchForm,
  searchName,
} from "~/domain/saved-search";
import { accountAction } from "~/.server/http/account-action";
import { requireViewer, redirectToSignIn, respondOrSignIn } from "~/.server/http/session";
import { containerContext } from "~/.server/http/context";
import { isHttps, isScripted } from "~/.server/http/caller";
import { pageHeaders } from "~/.server/http/page-headers";
import { respond } from "~/.server/http/respond";
import { readDoneCookie } from "~/.server/http/done-cookie";
import { readTileSize, tileSizeCookie } from "~/.server/http/tile-size-cookie";
import { refreshSecondsFor, showGenerations } from "./generation-card.server";
import { showAllMedia } from "./media-tile.server";
import { readGalleryPage } from "~/.server/use-cases/read-gallery-page";
import {
  galleryHref,
  lastNumbered,
  pageSize,
  savedQuery,
  startPlace,
} from "~/components/gallery/gallery-query";
import { readPlace } from "~/components/gallery/read-place";
import { GalleryScreen, type GalleryScreenProps } from "~/components/gallery/gallery-screen";
import { useNews } from "~/components/generation/use-news";
import { doneNews, doneTitle, isNews, latestTitle } from "~/components/generation/words";
import { useAnswer } from "~/components/layout/use-answer";
import { useLiveUpdates } from "~/components/layout/use-live-updates";
import { actInGallery } from "./gallery-acts.server";
import { mark, markForm, markOf, sayDone } from "./list-acts.server";
import { actOnMedia, mediaForm, parseField, saveGoing } from "./media-acts.server";
import { gallery as words, selection, viewNames } from "~/components/gallery/words";

export const meta: Route.MetaFunction = ({ loaderData }) => {
  const view = loaderData?.place.view ?? "recent";
  const news = view === "recent" && loaderData ? newsIn(loaderData) : null;
  return [
    { title: words.pageTitle(news ?? viewNames[view]) },
    { name: "description", content: words.descriptions[view] },
  ];
};

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

export const headers = pageHeaders;

export async function loader({ request, context, url }: Route.LoaderArgs) {
  const viewer = await requireViewer(context, url);
  withoutEmptyFields(url);
  const container = context.get(containerContext);
  const wanted = url.searchParams.get("locate");
  const located = wanted && (await respond(() => container.pages.stand(viewer, wanted)));
  if (located) throw redirect(`${pageOf(located)}#${wanted}`);
  const { place: asked, unread, isTurned, isSearchable } = readPlace(url.searchParams);
  const wish = { ...asked, isSearchable, pageSize };
  const isPlain = asked.view === "recent" && asked.page === 1 && !url.searchParams.has("q");
  const found = await respondOrSignIn(url, () => readGalleryPage(container, viewer, wish));
  if (!found.account) redirectToSignIn(url);
  const { page, key, choices, ...rest } = found;
  const isBoardGone = asked.board !== null && !choices.boards.some(({ id }) => id === asked.board);
  const place = { ...asked, page, key, ...(isBoardGone && { board: null }) };
  const https = isHttps(context);
  const just = readDoneCookie(request, https);
  const shown = {
    ...rest,
    items: await showAllMedia(container, found.items),
    pending: await showGenerations(container, found.pending),
    choices: {
      ...choices,
      models: choices.models.map((id) => ({ id, name: container.models.find(id)?.name ?? id })),
    },
    refreshSeconds: refreshSecondsFor(found.pending),
    place,
    newSearchId: container.newId(),
    newBoardId: container.newId(),
    size: asked.size ?? readTileSize(request) ?? "medium",
    unread: wanted === null ? unread : [...unread, "locate"],
    isTurned,
    isBoardGone,
    isSearchable,
    going: isPlain && found.going?.count ? found.going : null,
    done: just?.done ?? null,
    nowIso: new Date().toISOString(),
  };
  const cookies = [just?.forget, asked.size && tileSizeCookie(asked.size, https)];
  const headers = cookies.flatMap((cookie): [string, string][] =>
    cookie ? [["set-cookie", cookie]] : [],
  );
  return data(shown, { headers });
}

/** The page of the gallery on which a file stands. */
function pageOf({ view, place, near }: GalleryStand): string {
  const page = Math.ceil(place / pageSize);
  return galleryHref({ ...startPlace, view }, page <= lastNumbered ? { page } : { key: near });
}

/** Forms send their empty fields along: the address that is kept is without them. */
function withoutEmptyFields({ pathname, searchParams }: URL): void {
  const said = [...searchParams].filter(([, value]) => value !== "");
  if (said.length < searchParams.size)
    throw redirect(said.length > 0 ? `${pathname}?${new URLSearchParams(said)}` : pathname);
}

const searchForm = z.union([saveSearchForm, renameSearchForm, deleteSearchForm]);
/** What a form of the gallery asks for: of a saved search, of files, or of those that go within a day. */
const galleryForm = z.union([
  searchForm,
  mediaForm,
  markForm,
  z.object({ intent: z.literal("save-going") }),
  z.object({ intent: z.literal("dismiss-going") }),
  z.object({ intent: z.literal("dismiss-taken-down"), takenDownIds: idList(5) }),
]);

/** Does something with files, and shows the same page after it, or leads to what was made of them. */
export async function action({ request, context, url }: Route.ActionArgs) {
  const container = context.get(containerContext);
  return await accountAction(
    { request, context, url },
    galleryForm,
    async (form, viewer, refuseFields) => {
      if ("searchId" in form) {
        await keepSearch(container, viewer, form);
        return redirect(url.pathname + url.search);
      }
      if (form.intent === "dismiss-taken-down") {
        await container.shares.dismissTakeDowns(viewer, form.takenDownIds);
        return isScripted(request) ? null : redirect(url.pathname + url.search);
      }
      if (form.intent === "dismiss-going") {
        await container.goingMedia.dismiss(viewer);
        return isScripted(request) ? null : redirect(url.pathname + url.search);
      }
      if (form.intent === "mark" && !url.searchParams.has("starred"))
        return await mark(container, viewer, form, { request, context, url });
      const outcome = await outcomeOf(container, viewer, form, url);
      if ("path" in outcome) return redirect(outcome.path);
      if (outcome.stopped) {
        // The page itself, so that what was typed and chosen is still there.
        const kept = refuseFields({}, 200);
        return data({ ...kept.data, done: outcome }, kept.init ?? undefined);
      }
      return sayDone(outcome, { request, context, url });
    },
    { repeatedFields: ["mediaId"] },
  );
}

type FilesForm = Exclude<
  z.infer<typeof galleryForm>,
  { searchId: string } | { intent: "dismiss-going" | "dismiss-taken-down" }
>;

function outcomeOf(container: Container, viewer: Viewer, form: FilesForm, url: URL) {
  if (form.intent === "save-going") return saveGoing(container, viewer);
  if (form.intent !== "mark") return actInGallery(container, viewer, form, url);
  // In a list of what is starred its tile goes: the note offers to take that back.
  const { intent, mediaId } = markOf(form);
  return actOnMedia(container, viewer, { intent, mediaIds: [mediaId] });
}

/** What is wrong with what was chosen, rather than with a field. */
function choiceProblem(result: SubmissionResult | undefined): Problem | undefined {
  const sentences = result?.error?.["mediaIds"];
  if (!sentences) return undefined;
  return { title: selection.notDone, words: sentences.join(" ") };
}

async function keepSearch(
  { savedSearches }: Pick<Container, "savedSearches">,
  viewer: Viewer,
  form: z.infer<typeof searchForm>,
): Promise<void> {
  const { searchId: id } = form;
  if (form.intent === "delete-search") return await savedSearches.delete(viewer, id);
  const name = parseField("name", searchName, form.name);
  if (form.intent === "rename-search") return await savedSearches.rename(viewer, id, name);
  const { place } = readPlace(new URLSearchParams(form.query));
  await savedSearches.save(viewer, { id, name, query: savedQuery(place) });
}

export default function Gallery({ loaderData, actionData }: Route.ComponentProps) {
  const answer = useAnswer(actionData);
  const { pending, items } = loaderData;
  useLiveUpdates(pending);
  useNews(pending, ({ id, kind }) => {
    const count = countOf(items, id);
    return count > 0 ? doneNews(kind, count) : null;
  });
  const refusal = answer && "result" in answer ? answer : null;
  const doneNow = answer && "done" in answer ? answer.done : null;
  return (
    <GalleryScreen
      {...loaderData}
      done={doneNow ?? loaderData.done}
      views={["recent", "saved", "trash"]}
      lastResult={refusal?.result}
      refusal={refusal?.result.error?.["name"] ? refusal.result : undefined}
      problem={refusal?.problem ?? choiceProblem(refusal?.result)}
    />
  );
}
