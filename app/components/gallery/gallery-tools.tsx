import { useEffect, useRef } from "react";
import { Form, Link } from "react-router";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { Input } from "~/components/ui/input";
import { LinkTabs } from "~/components/ui/link-tabs";
import { galleryHref, tileSizes, type GalleryPlace } from "./gallery-query";
import { gallery, search as words, sizeNames } from "./words";

/** Search over prompts, order and tile size. All of it is in the address. */
export function GalleryTools({ place }: { place: GalleryPlace }) {
  return (
    <div className="flex flex-wrap items-center gap-3 max-sm:w-full max-sm:justify-between">
      <SearchForm place={place} />
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

function SearchForm({ place }: { place: GalleryPlace }) {
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
      <Form action="/gallery" className="flex gap-1">
        {view !== "recent" && <input type="hidden" name="view" value={view} />}
        {sort !== "newest" && <input type="hidden" name="sort" value={sort} />}
        {size !== "medium" && <input type="hidden" name="size" value={size} />}
        <Input
          ref={box}
          type="search"
          name="q"
          defaultValue={search}
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
            <Link to={galleryHref(place, { search: "" })}>
              <Icon name="icon-[lucide--x]" size={20} />
              <span className="sr-only">{words.clear}</span>
            </Link>
          </Button>
        )}
      </Form>
    </search>
  );
}
