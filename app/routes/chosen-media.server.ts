import { filterOf } from "~/components/gallery/gallery-query";
import { readPlace } from "~/components/gallery/read-place";
import { selection as words } from "~/components/gallery/words";
import { chosenIds, type Choice } from "~/domain/choosing";
import type { Viewer } from "~/domain/viewer";
import type { Container } from "~/.server/container";
import { AppError } from "~/.server/errors";
import { readKeptIds } from "~/.server/use-cases/keep-ids";

/** The field that says what is wrong with a choice. */
const field = "mediaIds";

/**
 * The ids that a form of the gallery names, one way or the other: at most so many, newest first where it means
 * everything that the address lists. Errors: invalid_input where there are none, signed_out, unavailable.
 */
export async function readChoice(
  container: Container,
  viewer: Viewer,
  choice: Choice,
  url: URL,
  most: number,
): Promise<{ mediaIds: string[]; hasMore: boolean }> {
  const found = await idsOf(container, viewer, choice, url, most + 1);
  if (found.length === 0)
    throw new AppError("invalid_input", { fields: { [field]: [words.nothing] } });
  return { mediaIds: found.slice(0, most), hasMore: found.length > most };
}

async function idsOf(
  container: Container,
  viewer: Viewer,
  choice: Choice,
  url: URL,
  most: number,
): Promise<string[]> {
  if (choice.all) return await allIds(container, viewer, url, most);
  if (choice.kept) return await readKeptIds(container, choice.kept);
  const named = chosenIds.safeParse(choice);
  if (named.success) return named.data;
  throw new AppError("invalid_input", { fields: { [field]: [words.notIds] } });
}

/** Everything that the address lists, 1,000 a call. */
async function allIds({ pages }: Container, viewer: Viewer, url: URL, most: number) {
  const { place, isSearchable } = readPlace(url.searchParams);
  const ids: string[] = [];
  let last: { id: string; createdAt: string } | null = null;
  while (isSearchable && ids.length < most) {
    const next = await pages.matches(viewer, place.view, filterOf(place), last);
    ids.push(...next.map(({ id }) => id));
    last = next.at(-1) ?? null;
    if (last === null) break;
  }
  return ids;
}
