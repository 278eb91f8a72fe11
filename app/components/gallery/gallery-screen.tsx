import type { SubmissionResult } from "@conform-to/react";
import type { ComponentProps } from "react";
import { lazyPart } from "~/components/layout/lazy-part";
import type { Problem } from "~/components/errors/problem";
import { DoneNote } from "~/components/media/done-note";
import { FileForms } from "~/components/media/file-forms";
import type { GenerationCard } from "~/components/media/types";
import { Alert } from "~/components/ui/alert";
import { cn } from "~/components/ui/cn";
import { Container } from "~/components/ui/container";
import { LinkTabs } from "~/components/ui/link-tabs";
import { isOver } from "~/components/ui/time-words";
import { useRunningTime } from "~/components/ui/use-running-time";
import type { JustDone } from "~/domain/just-done";
import { maxCounted } from "~/domain/gallery-filter";
import type { GalleryViewName, TileSize } from "~/domain/gallery-choices";
import type { TakenDown } from "~/domain/taken-down";
import type { GoingSoon } from "~/domain/views";
import { ClockLine } from "./clock-line";
import { commonClock, stretchOf } from "./clocks";
import type { EmptyGallery as WholeEmptyGallery } from "./empty-gallery";
import { ActiveFilters } from "./gallery-filters";
import { GalleryPages } from "./gallery-pages";
import {
  countFilters,
  galleryHref,
  listQuery,
  startPlace,
  type GalleryPlace,
} from "./gallery-query";
import { GalleryTile } from "./gallery-tile";
import { GalleryTools, useSearchForm } from "./gallery-tools";
import type { GoingNotice as WholeGoingNotice } from "./going-notice";
import { PendingTiles } from "./pending-tiles";
import type { PlaceNotesProps } from "./place-notes";
import type { SavedSearchesProps } from "./saved-searches";
import { useStars } from "./use-stars";
import { useTileKeys } from "./use-tile-keys";
import type { TakenDownNotice as WholeTakenDownNotice } from "./taken-down-notice";
import type { TrashLine as WholeTrashLine } from "./trash-line";
import { SelectionBar, wasChosen } from "./selection-bar";
import type { GalleryChoices, GalleryItem } from "./types";
import { count as counts, gallery as words, viewNames } from "./words";

export interface GalleryScreenProps
  extends Omit<PlaceNotesProps, "near">, Omit<SavedSearchesProps, "place" | "isFiltered"> {
  /** The views that exist; the first is the default. */
  views: readonly GalleryViewName[];
  /** What is shown: the nearest to what the address says. */
  place: GalleryPlace;
  /** Of the tiles, where the address names none. */
  size: TileSize;
  /** False: the search is too long to be looked for. */
  isSearchable: boolean;
  items: readonly GalleryItem[];
  /** How many match; 1,001 stands for more than 1,000, here and below. */
  total: number;
  totalUnfiltered: number;
  hasBefore: boolean;
  hasAfter: boolean;
  /** True where nothing is what was searched for, and these come close. */
  isNear: boolean;
  choices: GalleryChoices;
  /** Of the board that the form of what is chosen would make. */
  newBoardId: string;
  months: readonly string[];
  pending: readonly GenerationCard[];
  nowIso: string;
  /** What goes within a day; null: nothing that is to be told of here. */
  going: GoingSoon | null;
  /** What an admin has taken down, and its owner has not read of yet. */
  takenDown: readonly TakenDown[];
  /** What was done with files a moment ago. */
  done: JustDone | null;
  /** Why doing something with them was refused. */
  problem: Problem | undefined;
  /** Of the form of what is chosen, where it was refused. */
  lastResult?: SubmissionResult | undefined;
}

/** Seldom needed, so fetched when they are. Without a boundary around them, so that they are in the HTML too. */
const EmptyGallery = lazyPart<ComponentProps<typeof WholeEmptyGallery>>(
  async () => (await import("./empty-gallery")).EmptyGallery,
  NothingHere,
);
const SavedSearches = lazyPart<SavedSearchesProps>(
  async () => (await import("./saved-searches")).SavedSearches,
  LeftOut,
);
const GoingNotice = lazyPart<ComponentProps<typeof WholeGoingNotice>>(
  async () => (await import("./going-notice")).GoingNotice,
  LeftOut,
);
const TakenDownNotice = lazyPart<ComponentProps<typeof WholeTakenDownNotice>>(
  async () => (await import("./taken-down-notice")).TakenDownNotice,
  LeftOut,
);
const PlaceNotes = lazyPart<PlaceNotesProps>(
  async () => (await import("./place-notes")).PlaceNotes,
  LeftOut,
);
const TrashLine = lazyPart<ComponentProps<typeof WholeTrashLine>>(
  async () => (await import("./trash-line")).TrashLine,
  LeftOut,
);

/** Without its file, which a deployment may have removed, the sentence alone. */
function NothingHere() {
  return <p className="py-20 text-center text-soft">{words.nothing}</p>;
}

function LeftOut() {
  return null;
}

const rowHeights: Readonly<Record<TileSize, string>> = {
  small: "[--least:5rem] [--row:5.5rem] sm:[--row:8.5rem]",
  medium: "[--least:7rem] [--row:8rem] sm:[--row:14rem]",
  large: "[--row:16rem] sm:[--row:21rem]",
};

const intents = ["save", "trash", "restore", "mark"] as const;
const trashIntents = ["restore", "delete", "empty"] as const;

/**
 * The gallery. Its links and its form of search and filters GET `/gallery` with what `gallery-query.ts` has; defaults
 * are left out.
 */
export function GalleryScreen(props: GalleryScreenProps) {
  const { place, size, isSearchable, items, total, totalUnfiltered, pending, done, problem } =
    props;
  const { view, search } = place;
  useTileKeys();
  const isStarred = useStars();
  const searchForm = useSearchForm(place, isSearchable);
  const list = listQuery(place);
  const nowIso = useRunningTime(props.nowIso);
  const kept = items.filter(({ expiresAt }) => !expiresAt || !isOver(expiresAt, nowIso));
  // In the trash each file tells its own.
  const clock = view === "trash" ? null : commonClock(kept, nowIso);
  const isFiltered = search !== "" || countFilters(place) > 0;
  return (
    <Container className="flex flex-1 flex-col gap-6 pt-5 pb-16 lg:pt-8">
      <GalleryHeader {...props} isFiltered={isFiltered} searchForm={searchForm} />
      {(isFiltered || props.savedSearches.length > 0) && (
        <div className="-my-2 flex flex-wrap items-center gap-x-4 gap-y-2">
          <ActiveFilters place={place} choices={props.choices} />
          <SavedSearches {...props} isFiltered={isFiltered && isSearchable} />
        </div>
      )}
      {hasNotes(props) && <PlaceNotes {...props} near={props.isNear ? search : null} />}
      {problem && (
        <Alert variant="destructive" title={problem.title}>
          {problem.words}
        </Alert>
      )}
      {props.takenDown.length > 0 && (
        <TakenDownNotice takenDown={props.takenDown} nowIso={nowIso} />
      )}
      {props.going && <GoingNotice going={props.going} />}
      {view === "trash" && totalUnfiltered > 0 && <TrashLine total={totalUnfiltered} />}
      {clock && <ClockLine clock={clock} items={kept} total={total} nowIso={nowIso} />}
      {items.length === 0 && pending.length === 0 ? (
        <EmptyGallery
          view={view}
          search={search}
          isSearchable={isSearchable}
          errorId={searchForm[1].q.errorId}
          nothingYet={totalUnfiltered === 0 && isSearchable}
          clearHref={galleryHref({ ...startPlace, view, size: place.size, sort: place.sort }, {})}
        />
      ) : (
        <ul className={cn("tile-rows gap-x-2 gap-y-4 sm:gap-x-3 sm:gap-y-5", rowHeights[size])}>
          {pending.map((generation) => (
            <PendingTiles key={generation.id} generation={generation} />
          ))}
          {items.map((tile, at) => (
            <GalleryTile
              key={tile.id}
              tile={tile}
              list={list}
              nowIso={nowIso}
              hasOwnClock={stretchOf(tile, nowIso) !== clock?.stretch}
              isChosen={wasChosen(props.lastResult, tile.id)}
              isStarred={isStarred(tile)}
              eager={at < 6}
            />
          ))}
        </ul>
      )}
      <FileForms intents={view === "trash" ? trashIntents : intents} />
      {items.length > 0 && (
        <SelectionBar
          place={place}
          itemCount={items.length}
          total={total}
          boards={props.choices.boards}
          newBoardId={props.newBoardId}
          lastResult={props.lastResult}
        />
      )}
      {items.length > 0 && <GalleryPages {...props} />}
      {done && <DoneNote done={done} list={view === "trash" ? "" : list} />}
    </Container>
  );
}

const hasNotes = ({ unread, isBoardGone, isTurned, isMoved, isNear }: GalleryScreenProps) =>
  unread.length > 0 || isBoardGone || isTurned || isMoved || isNear;

interface GalleryHeaderProps extends GalleryScreenProps {
  isFiltered: boolean;
  searchForm: ReturnType<typeof useSearchForm>;
}

function GalleryHeader(props: GalleryHeaderProps) {
  const { place, views, total, totalUnfiltered, items, isFiltered } = props;
  const hasTools = totalUnfiltered > 0 || isFiltered;
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4 max-sm:gap-x-2 max-sm:gap-y-3">
      <div
        className={cn("flex flex-wrap items-baseline gap-x-4 gap-y-1", hasTools && "max-sm:w-full")}
      >
        <h1 className="text-2xl">{words.title}</h1>
        <Count total={total} search={place.search} items={items} />
      </div>
      {views.length > 1 && (
        <LinkTabs
          label={words.view}
          tabs={views.map((each) => ({
            to: galleryHref(place, { view: each }),
            label: viewNames[each],
            selected: each === place.view,
          }))}
        />
      )}
      {hasTools && <GalleryTools {...props} />}
    </header>
  );
}

interface CountProps extends Pick<GalleryScreenProps, "total" | "items"> {
  search: string;
}

function Count({ total, search, items }: CountProps) {
  if (total === 0) return null;
  const most = maxCounted.toLocaleString("en-US");
  const number = total > maxCounted ? counts.moreThan(most) : total.toLocaleString("en-US");
  return (
    <p className="min-w-0 text-md wrap-anywhere text-soft tabular-nums">
      {`${number} ${nounFor(items, total)}`}
      {search && (
        <>
          {counts.quote[0]}
          <bdi>{search}</bdi>
          {counts.quote[1]}
        </>
      )}
    </p>
  );
}

/** What the files are, as far as the page tells. */
function nounFor(items: readonly GalleryItem[], total: number): string {
  const videos = items.filter(({ kind }) => kind === "video").length;
  const { noun, both } = counts;
  if (total === 1) return videos ? noun.video : noun.picture;
  if (videos === total) return noun.videos;
  return videos ? both : noun.pictures;
}
