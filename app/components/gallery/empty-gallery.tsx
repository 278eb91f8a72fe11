import { Button } from "~/components/ui/button";
import { PageLink } from "~/components/ui/page-link";
import type { GalleryViewName } from "~/domain/gallery-choices";
import { maxSearchLength } from "./gallery-query";
import { nothingFound as words, nothingYet } from "./empty-words";
import { search as searchWords } from "./words";

interface EmptyGalleryProps {
  view: GalleryViewName;
  search: string;
  isSearchable: boolean;
  /** Of the words that say that it is not. */
  errorId: string;
  /** True when there is nothing at all, false when only the search finds nothing. */
  nothingYet: boolean;
  clearHref: string;
}

/** Nothing yet is not the same as nothing found. */
export function EmptyGallery({ view, nothingYet, ...search }: EmptyGalleryProps) {
  return (
    <div className="grid flex-1 content-center justify-items-center gap-4 py-20 text-center">
      <EmptyFrames />
      {nothingYet ? <NothingYet view={view} /> : <NothingFound {...search} />}
    </div>
  );
}

function NothingFound({
  search,
  isSearchable,
  errorId,
  clearHref,
}: Omit<EmptyGalleryProps, "view" | "nothingYet">) {
  return (
    <>
      <h2 id={errorId} className="text-xl">
        {isSearchable ? words.title : searchWords.tooLong}
      </h2>
      <p className="max-w-sm text-soft wrap-anywhere">
        {isSearchable && search && (
          <>
            {words.quote[0]}
            <bdi>{search}</bdi>
            {words.quote[1]}
          </>
        )}
        {isSearchable && !search && words.filtered}
        {!isSearchable && words.limit(maxSearchLength)}
      </p>
      <Button asChild variant="outline">
        <PageLink to={clearHref}>{words.showAll}</PageLink>
      </Button>
    </>
  );
}

const nextSteps = {
  recent: { to: "/", label: nothingYet.make },
  saved: { to: "/gallery", label: nothingYet.showRecent },
  trash: { to: "/gallery", label: nothingYet.showGallery },
} as const;

function NothingYet({ view }: { view: GalleryViewName }) {
  const { to, label } = nextSteps[view];
  return (
    <>
      <h2 className="text-xl">{nothingYet[view]}</h2>
      <p className="max-w-sm text-soft">{nothingYet[`${view}Words`]}</p>
      <Button asChild variant={view === "recent" ? "default" : "outline"}>
        <PageLink to={to}>{label}</PageLink>
      </Button>
    </>
  );
}

/** Empty frames of several proportions on a wall. */
function EmptyFrames() {
  return (
    <svg
      width="168"
      height="104"
      viewBox="0 0 168 104"
      fill="none"
      strokeWidth="1.5"
      aria-hidden="true"
      className="mb-2 stroke-edge"
    >
      <rect x="1" y="22" width="44" height="60" rx="6" />
      <rect x="57" y="1" width="54" height="54" rx="6" />
      <rect x="57" y="67" width="54" height="36" rx="6" />
      <rect x="123" y="30" width="44" height="44" rx="6" />
    </svg>
  );
}
