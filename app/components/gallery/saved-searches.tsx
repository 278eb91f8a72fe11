import { Form } from "react-router";
import type { SubmissionResult } from "@conform-to/react";
import { AccountMark } from "~/components/layout/account-mark";
import { useDetailsMenu } from "~/components/layout/use-details-menu";
import { Button } from "~/components/ui/button";
import { cn } from "~/components/ui/cn";
import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { TextField } from "~/components/ui/text-field";
import { useForm } from "~/components/ui/use-form";
import { savedQuery, type GalleryPlace } from "./gallery-query";
import type { SavedSearch } from "./types";
import { savedSearches as words } from "./saved-words";

export interface SavedSearchesProps {
  place: GalleryPlace;
  savedSearches: readonly SavedSearch[];
  /** The id that the next one will have. */
  newSearchId: string;
  /** Why a name was refused; undefined for no refusal. */
  refusal: SubmissionResult | undefined;
  /** True where there is something to keep. */
  isFiltered: boolean;
}

/** Searches that were kept, as links; the one that is shown can be renamed or deleted, another one kept. */
export function SavedSearches(props: SavedSearchesProps) {
  const { place, savedSearches, newSearchId, refusal, isFiltered } = props;
  const query = savedQuery(place);
  const shown = savedSearches.find((search) => search.query === query);
  if (savedSearches.length === 0 && !isFiltered) return null;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      {savedSearches.length > 0 && (
        <nav aria-label={words.label}>
          <ul className="flex flex-wrap gap-2">
            {savedSearches.map((search) => (
              <li key={search.id} className="max-w-full">
                <PageLink
                  to={`/gallery?${search.query}`}
                  aria-current={search === shown ? "page" : undefined}
                  className={cn(
                    "flex min-h-11 items-center gap-2 rounded-control border px-3 text-md font-medium",
                    search === shown ? "border-ink" : "border-line text-soft hover:border-edge",
                  )}
                >
                  <Icon name="icon-[lucide--search]" size={16} />
                  <bdi className="max-w-56 truncate">{search.name}</bdi>
                </PageLink>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {shown && <NameForm key={shown.id} search={shown} refusal={refusal} />}
      {!shown && isFiltered && (
        <NameForm
          key={query}
          search={{ id: newSearchId, name: place.search, query }}
          isNew
          refusal={refusal}
        />
      )}
    </div>
  );
}

interface NameFormProps {
  search: SavedSearch;
  isNew?: boolean;
  refusal: SubmissionResult | undefined;
}

/** POSTs `intent` (save-search, rename-search, delete-search), `searchId`, `name` and `query` to the page. */
function NameForm({ search, isNew = false, refusal }: NameFormProps) {
  const menu = useDetailsMenu();
  const [form, fields] = useForm<{ name: string }>({
    lastResult: refusal,
    defaultValue: { name: search.name },
  });
  return (
    <details ref={menu} open={refusal !== undefined} className="open:basis-full">
      <summary className="inline-flex min-h-11 items-center gap-2 rounded-control px-3 text-md font-semibold hover:bg-sunken">
        {isNew ? words.save : words.change}
      </summary>
      <Form
        id={form.id}
        method="post"
        preventScrollReset
        className="mt-2 flex max-w-xl flex-wrap items-end gap-2"
      >
        <AccountMark />
        <input type="hidden" name="searchId" value={search.id} />
        {isNew && <input type="hidden" name="query" value={search.query} />}
        <div className="min-w-48 flex-1">
          <TextField field={fields.name} label={words.name} autoComplete="off" />
        </div>
        <Button name="intent" value={isNew ? "save-search" : "rename-search"} variant="outline">
          {isNew ? words.saveNow : words.rename}
        </Button>
        {!isNew && (
          <Button name="intent" value="delete-search" variant="muted">
            {words.delete}
          </Button>
        )}
      </Form>
    </details>
  );
}
