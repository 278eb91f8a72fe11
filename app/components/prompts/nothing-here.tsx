import { Button } from "~/components/ui/button";
import { PageLink } from "~/components/ui/page-link";
import { maxSearchLength } from "~/components/gallery/gallery-query";
import { nothing as words } from "./words";

interface NothingHereProps {
  search: string;
  isSearchable: boolean;
  starred: boolean;
}

/** Nothing yet is not the same as nothing found. */
export function NothingHere({ search, isSearchable, starred }: NothingHereProps) {
  const [title, text] = wordsFor({ search, isSearchable, starred });
  const isFiltered = search !== "" || starred;
  return (
    <div className="grid flex-1 content-center justify-items-center gap-4 py-20 text-center">
      <h2 className="text-xl">{title}</h2>
      <p className="max-w-sm text-soft">{text}</p>
      <Button asChild variant={isFiltered ? "outline" : "default"}>
        <PageLink to={isFiltered ? "/prompts" : "/"}>
          {isFiltered ? words.showAll : words.make}
        </PageLink>
      </Button>
    </div>
  );
}

function wordsFor({ search, isSearchable, starred }: NothingHereProps): [string, string] {
  if (!isSearchable) return [words.tooLong, words.limit(maxSearchLength)];
  if (search) return [words.found, words.foundWords];
  return starred ? [words.starred, words.starredWords] : [words.yet, words.yetWords];
}
