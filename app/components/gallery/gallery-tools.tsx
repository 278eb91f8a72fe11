import { useEffect, useMemo, useRef } from "react";
import { Form } from "react-router";
import { Button } from "~/components/ui/button";
import { getInputProps } from "~/components/ui/field-props";
import { Icon } from "~/components/ui/icon";
import { Input } from "~/components/ui/input";
import { LinkTabs } from "~/components/ui/link-tabs";
import { PageLink } from "~/components/ui/page-link";
import { useForm } from "~/components/ui/use-form";
import { galleryHref, tileSizes, type GalleryPlace } from "./gallery-query";
import { gallery, nothingFound, search as words, sizeNames } from "./words";

/** The form that searches. Where its search is too long, the page's heading says so (`errorId`). */
export function useSearchForm({ search }: GalleryPlace, isSearchable: boolean) {
  const lastResult = useMemo(
    () => (isSearchable ? undefined : { error: { q: [nothingFound.tooLong] } }),
    [isSearchable],
  );
  return useForm<{ q: string }>({ lastResult, defaultValue: { q: search } });
}

interface GalleryToolsProps {
  place: GalleryPlace;
  searchForm: ReturnType<typeof useSearchForm>;
}

/** Search over prompts, order and tile size. All of it is in the address. */
export function GalleryTools({ place, searchForm }: GalleryToolsProps) {
  return (
    <div className="flex flex-wrap items-center gap-3 max-sm:w-full max-sm:justify-between">
      <SearchForm place={place} searchForm={searchForm} />
      <LinkTabs
        label={gallery.order}
        tabs={[
          {
            to: galleryHref(place, { sort: "newest" }),
            label: gallery.newest,
            selected: place.sort === "newest",
          },
          {
            to: galleryHref(place, { sort: "oldest" }),
            label: gallery.oldest,
            selected: place.sort === "oldest",
          },
        ]}
      />
      <LinkTabs
        label={gallery.tileSize}
        tabs={tileSizes.map((size) => ({
          to: galleryHref(place, { size }),
          label: sizeNames[size],
          short: sizeNames[size].slice(0, 1),
          selected: size === place.size,
        }))}
      />
    </div>
  );
}

function SearchForm({ place, searchForm: [form, fields] }: GalleryToolsProps) {
  const { view, search, sort, size } = place;
  const box = useRef<HTMLInputElement>(null);
  const shown = useRef(search);
  // Another search came by a link or by going back: it is shown, unless something else is being typed.
  useEffect(() => {
    if (box.current?.value === shown.current) box.current.value = search;
    shown.current = search;
  }, [search]);
  return (
    <search className="max-sm:w-full">
      <Form id={form.id} action="/gallery" className="flex gap-1">
        {view !== "recent" && <input type="hidden" name="view" value={view} />}
        {sort !== "newest" && <input type="hidden" name="sort" value={sort} />}
        {size !== "medium" && <input type="hidden" name="size" value={size} />}
        <Input
          ref={box}
          {...getInputProps(fields.q, { type: "search" })}
          aria-label={words.label}
          placeholder={words.label}
          className="sm:w-64"
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
