import { Link } from "react-router";
import { buttonClass } from "~/components/ui/button";

interface EmptyGalleryProps {
  search: string;
  /** True when there is nothing at all, false when only the search finds nothing. */
  nothingYet: boolean;
  clearHref: string;
}

/** Nothing yet is not the same as nothing found. */
export function EmptyGallery({ search, nothingYet, clearHref }: EmptyGalleryProps) {
  return (
    <div className="grid flex-1 content-center justify-items-center gap-4 py-20 text-center">
      <EmptyFrames />
      {nothingYet ? (
        <>
          <h2 className="text-xl">Nothing here yet</h2>
          <p className="max-w-sm text-soft">
            Everything you make comes here first and stays until its clock runs out.
          </p>
          <Link to="/" className={buttonClass({ tone: "main" })}>
            Make a picture
          </Link>
        </>
      ) : (
        <>
          <h2 className="text-xl">Nothing matches</h2>
          <p className="max-w-sm text-soft wrap-anywhere">
            None of your prompts has “{search}” in it. Try fewer or other words.
          </p>
          <Link to={clearHref} className={buttonClass()}>
            Show everything
          </Link>
        </>
      )}
    </div>
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
