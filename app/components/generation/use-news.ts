import { useEffect, useRef } from "react";
import { useAccountMark } from "~/components/layout/account-mark";
import { announce } from "~/components/layout/announcer";
import type { GenerationCard } from "~/components/media/types";
import { isTerminal } from "~/domain/generation";
import { newsOf, stateOf } from "./words";

/**
 * Has screen readers say what has changed since the page was opened: a request that was sent, one whose making has
 * begun or is over. `wordsOfGone` tells of one that is no longer listed; null where that says nothing.
 */
export function useNews(
  generations: readonly GenerationCard[],
  wordsOfGone?: (generation: GenerationCard) => string | null,
): void {
  const known = useRef<ReadonlyMap<string, GenerationCard> | null>(null);
  const accountId = useAccountMark();
  useEffect(() => {
    const before = known.current;
    const now = new Map(generations.map((generation) => [generation.id, generation]));
    known.current = now;
    if (before === null) return;
    const gone = [...before.values()].filter(({ id }) => !now.has(id));
    const news = [
      ...generations.filter((each, at) => isNew(each, before.get(each.id), at)).map(newsOf),
      ...gone.flatMap((each) => wordsOfGone?.(each) ?? []),
    ];
    if (news.length > 0) announce(news.join(". "));
    const ended = [
      ...generations.filter(({ id, status }) => {
        const earlier = before.get(id);
        return earlier && !isTerminal(earlier.status) && isTerminal(status);
      }),
      ...gone.flatMap((each) =>
        wordsOfGone?.(each) ? { ...each, status: "succeeded" as const } : [],
      ),
    ];
    if (ended.length > 0 && globalThis.Notification?.permission === "granted")
      import("./browser-notices")
        .then(({ noticeInBrowser }) => noticeInBrowser(accountId, ended))
        // A deployment took the file away, or the browser shows none: the page itself still says it.
        .catch(() => undefined);
  });
}

/**
 * An older one that comes into the list as others leave it is not new, and the place in line is nothing to interrupt
 * anybody with.
 */
function isNew(generation: GenerationCard, before: GenerationCard | undefined, at: number) {
  if (!before) return at === 0 || !isTerminal(generation.status);
  return stateOf(before) !== stateOf(generation);
}
