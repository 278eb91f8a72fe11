import { useFetcher, useLocation } from "react-router";
import type { Refusal } from "~/components/errors/problem";

/**
 * The forms of one piece of a page that act on these files: where they POST to, what their own answer was, and what
 * they were refused with last.
 *
 * @param answer what the page itself was answered with, where there are no scripts
 */
export function useOrganizer(mediaIds: readonly string[], answer: Refusal | undefined) {
  const { pathname, search } = useLocation();
  const fetcher = useFetcher<Refusal | { isDone: boolean }>();
  const query = new URLSearchParams({ ids: mediaIds.join(",") });
  const isHere = pathname === "/organize";
  if (!isHere) query.set("next", pathname + search);
  const { data } = fetcher;
  return {
    Form: fetcher.Form,
    action: isHere ? pathname + search : `/organize?${query}`,
    isBusy: fetcher.state !== "idle",
    /** Another one each time that something was done. */
    done: data !== undefined && "isDone" in data ? data : null,
    problem: data !== undefined && "problem" in data ? data.problem : undefined,
    refusal: data === undefined ? answer : "result" in data ? data : undefined,
  };
}
