import { Button } from "./button";
import { Icon } from "./icon";
import { PageLink } from "./page-link";
import { pages as words } from "./words";

/** The page numbers to show: the ends, the present page and its neighbours; null where some are left out. */
export function pageNumbers(page: number, pageCount: number): (number | null)[] {
  const wanted = new Set([1, pageCount, page - 1, page, page + 1]);
  const numbers: (number | null)[] = [];
  let previous = 0;
  for (const number of [...wanted]
    .filter((at) => at >= 1 && at <= pageCount)
    .toSorted((a, b) => a - b)) {
    if (number - previous === 2) numbers.push(number - 1);
    else if (number - previous > 2) numbers.push(null);
    numbers.push(number);
    previous = number;
  }
  return numbers;
}

interface PaginationProps {
  page: number;
  pageCount: number;
  hrefOf: (page: number) => string;
}

/** Real pages with numbers. Nothing when there is only one. */
export function Pagination({ page, pageCount, hrefOf }: PaginationProps) {
  if (pageCount < 2) return null;
  return (
    <nav aria-label={words.label} className="flex flex-wrap items-center justify-center gap-1">
      {page > 1 && (
        <Button asChild variant="ghost">
          <PageLink to={hrefOf(page - 1)} rel="prev">
            <Icon name="icon-[lucide--chevron-left]" />
            <span className="max-sm:sr-only">{words.previous}</span>
          </PageLink>
        </Button>
      )}
      <ul className="flex flex-wrap justify-center gap-1">
        {pageNumbers(page, pageCount).map((number, at) => (
          <li key={number ?? `gap-${at}`}>
            {number === null ? (
              <span className="grid h-11 w-6 place-items-center text-soft">…</span>
            ) : (
              <Button
                asChild
                variant={number === page ? "outline" : "ghost"}
                size="icon"
                className="tabular-nums"
              >
                <PageLink
                  to={hrefOf(number)}
                  aria-label={words.page(number)}
                  aria-current={number === page ? "page" : undefined}
                >
                  {number}
                </PageLink>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {page < pageCount && (
        <Button asChild variant="ghost">
          <PageLink to={hrefOf(page + 1)} rel="next">
            <span className="max-sm:sr-only">{words.next}</span>
            <Icon name="icon-[lucide--chevron-right]" />
          </PageLink>
        </Button>
      )}
    </nav>
  );
}
