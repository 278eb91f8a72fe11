import { Form } from "react-router";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { Pagination } from "~/components/ui/pagination";
import { Select } from "~/components/ui/select";
import { maxCounted, type ListKey } from "~/domain/gallery-filter";
import {
  filterEntries,
  galleryHref,
  lastNumbered,
  maxMore,
  pageSize,
  type GalleryPlace,
} from "./gallery-query";
import type { GalleryItem } from "./types";
import { paging as words } from "./words";

interface GalleryPagesProps {
  place: GalleryPlace;
  items: readonly GalleryItem[];
  /** 1,001 stands for more than 1,000. */
  total: number;
  hasBefore: boolean;
  hasAfter: boolean;
  /** The months that it can be opened at: `2026-11`. */
  months: readonly string[];
}

/** The ways through a list: more of it below, its numbered pages, and beyond them older and newer, and a month. */
export function GalleryPages({ place, items, total, months, ...ends }: GalleryPagesProps) {
  const { page, more, key, month } = place;
  const last = items.at(-1);
  const isNumbered = key === null;
  const isLastNumbered = isNumbered && total > maxCounted && page + more >= lastNumbered;
  return (
    <div className="grid justify-items-center gap-4">
      {ends.hasAfter && last && more < maxMore && (
        <Button asChild variant="outline">
          <PageLink
            to={`${galleryHref(place, { page, key, month, more: more + 1 })}#${last.id}`}
            staysPut
          >
            {words.more}
          </PageLink>
        </Button>
      )}
      {isNumbered && (
        <Pagination
          page={Math.min(page + more, lastPage(total))}
          pageCount={lastPage(total)}
          hrefOf={(to) => galleryHref(place, { page: to })}
        />
      )}
      {(!isNumbered || isLastNumbered) && <KeyedLinks {...ends} place={place} items={items} />}
      {months.length > 1 && <MonthForm place={place} months={months} />}
    </div>
  );
}

function lastPage(total: number): number {
  return total > maxCounted ? lastNumbered : Math.ceil(total / pageSize);
}

const keyOf = (side: ListKey["side"], { createdAt, id }: GalleryItem): ListKey => ({
  side,
  createdAt,
  id,
});

function KeyedLinks({
  place,
  items,
  hasBefore,
  hasAfter,
}: Pick<GalleryPagesProps, "place" | "items" | "hasBefore" | "hasAfter">) {
  const isNewest = place.sort === "newest";
  const [first, last] = [items[0], items.at(-1)];
  return (
    <nav aria-label={words.label} className="flex flex-wrap items-center justify-center gap-1">
      {place.key && first && hasBefore && (
        <>
          <Button asChild variant="ghost">
            <PageLink to={galleryHref(place, {})}>
              {isNewest ? words.first : words.firstOldest}
            </PageLink>
          </Button>
          <Button asChild variant="ghost">
            <PageLink to={galleryHref(place, { key: keyOf("before", first) })} rel="prev">
              <Icon name="icon-[lucide--chevron-left]" />
              {isNewest ? words.newer : words.older}
            </PageLink>
          </Button>
        </>
      )}
      {last && hasAfter && (
        <Button asChild variant="ghost">
          <PageLink to={galleryHref(place, { key: keyOf("after", last) })} rel="next">
            {isNewest ? words.older : words.newer}
            <Icon name="icon-[lucide--chevron-right]" />
          </PageLink>
        </Button>
      )}
    </nav>
  );
}

const monthName = new Intl.DateTimeFormat("en-US", {
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

function MonthForm({ place, months }: Pick<GalleryPagesProps, "place" | "months">) {
  const { view, sort, size } = place;
  return (
    <Form action="/gallery" className="flex flex-wrap items-end justify-center gap-2">
      {view !== "recent" && <input type="hidden" name="view" value={view} />}
      {sort !== "newest" && <input type="hidden" name="sort" value={sort} />}
      {size && <input type="hidden" name="size" value={size} />}
      {filterEntries(place).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label className="grid gap-1.5 text-md">
        {words.month}
        <Select key={place.month} name="month" defaultValue={place.month ?? months[0]}>
          {months.map((month) => (
            <option key={month} value={month}>
              {monthName.format(new Date(`${month}-01T00:00:00Z`))}
            </option>
          ))}
        </Select>
      </label>
      <Button variant="outline">{words.go}</Button>
    </Form>
  );
}
