import { useEffect, useMemo, useRef } from "react";
import { Form } from "react-router";
import { Button } from "~/components/ui/button";
import { getInputProps } from "~/components/ui/field-props";
import { Icon } from "~/components/ui/icon";
import { Input } from "~/components/ui/input";
import { LinkTabs } from "~/components/ui/link-tabs";
import { PageLink } from "~/components/ui/page-link";
import { useForm } from "~/components/ui/use-form";
import { tileSizes, type TileSize } from "~/domain/gallery-choices";
import { GalleryFilters } from "./gallery-filters";
import { galleryHref, type GalleryPlace } from "./gallery-query";
import type { GalleryChoices } from "./types";
import { gallery, search as words, sizeNames } from "./words";

/** The form that searches and filters. Where its search is too long, the page's heading says so (`errorId`). */
export function useSearchForm({ search }: GalleryPlace, isSearchable: boolean) {
  const lastResult = useMemo(
    () => (isSearchable ? undefined : { error: { q: [words.tooLong] } }),
    [isSearchable],
  );
  return useForm<{ q: string }>({ lastResult, defaultValue: { q: search } });
}

interface GalleryToolsProps {
  place: GalleryPlace;
  /** Of the tiles of this page. */
  size: TileSize;
  choices: GalleryChoices;
  searchForm: ReturnType<typeof useSearchForm>;
}

/** Search, filters, order and tile size. All of it is in the address; the size is remembered besides. */
export function GalleryTools({ place, size, choices, searchForm }: GalleryToolsProps) {
  return (
    // On phones each stands in the page's header: the size beside the views, the others beneath.
    <div className="flex flex-wrap items-center gap-3 max-sm:contents">
      <SearchForm place={place} searchForm={searchForm} />
      <GalleryFilters place={place} choices={choices} formId={searchForm[0].id} />
      <LinkTabs
        label={gallery.order}
        className="max-sm:order-1"
        tabs={(["newest", "oldest"] as const).map((sort) => ({
          to: galleryHref(place, { sort }),
          label: gallery[sort],
          selected: place.sort === sort,
        }))}
      />
      <LinkTabs
        label={gallery.tileSize}
        tabs={tileSizes.map((each) => ({
          to: galleryHref(place, { ...place, size: each }),
          label: sizeNames[each],
          short: sizeNames[each].slice(0, 1),
          selected: each === size,
        }))}
      />
    </div>
  );
}

function SearchForm({
  place,
  searchForm: [form, fields],
}: Pick<GalleryToolsProps, "place" | "searchForm">) {
  const { view, search, sort, size, madeFrom } = place;
  const box = useRef<HTMLInputElement>(null);
  const shown = useRef(search);
  // Another search came by a link or by going back: it is shown, unless something else is being typed.
  useEffect(() => {
    if (box.current?.value === shown.current) box.current.value = search;
    shown.current = search;
  }, [search]);
  return (
    <search className="max-sm:order-1 max-sm:w-full">
      <Form id={form.id} action="/gallery" className="flex gap-1">
        {view !== "recent" && <input type="hidden" name="view" value={view} />}
        {sort !== "newest" && <input type="hidden" name="sort" value={sort} />}
        {size && <input type="hidden" name="size" value={size} />}
        {madeFrom && <input type="hidden" name="made-from" value={madeFrom} />}
        <Input
          ref={box}
          {...getInputProps(fields.q, { type: "search" })}
          aria-label={words.label}
          placeholder={words.label}
          className="sm:w-72"
        />
        <Button variant="ghost" size="icon">
          <Icon name="icon-[lucide--search]" size={20} />
          <span className="sr-only">{words.button}</span>
        </Button>
        {search && (
          <Button asChild variant="ghost" size="icon">
            <PageLink to={galleryHref(place, { search: "" })}>
              <Icon name="icon-[lucide--x]" size={20} />
              <span className="sr-only">{words.clear}</span>
            </PageLink>
          </Button>
        )}
      </Form>
    </search>
  );
}
