import { durationWords } from "~/components/ui/time-words";
import type { GalleryItem } from "./types";

const dayMs = 86_400_000;

type Clocked = Pick<GalleryItem, "expiresAt">;

/** When most files of a page are deleted. */
export interface CommonClock {
  /** The first of them, ISO 8601. */
  iso: string;
  /** How far away that is, as `stretchOf` has it. */
  stretch: string;
  /** True where every file with a clock has this one. */
  isForAll: boolean;
}

/** How far away a file's end is: in whole days, and to the hour or minute on its last day. Null: it stays. */
export function stretchOf({ expiresAt }: Clocked, nowIso: string): string | null {
  if (!expiresAt) return null;
  const aheadMs = Date.parse(expiresAt) - Date.parse(nowIso);
  return aheadMs < dayMs ? durationWords(aheadMs) : `${Math.floor(aheadMs / dayMs)} days`;
}

/**
 * The clock that is said once for a page; of two that are as common, the one that is farther away. Null: none has one.
 */
export function commonClock(items: readonly Clocked[], nowIso: string): CommonClock | null {
  const groups = new Map<string, { stretch: string; iso: string; count: number }>();
  for (const item of items) {
    const stretch = stretchOf(item, nowIso);
    if (!stretch || !item.expiresAt) continue;
    const { iso = item.expiresAt, count = 0 } = groups.get(stretch) ?? {};
    const first = byTime(iso, item.expiresAt) < 0 ? iso : item.expiresAt;
    groups.set(stretch, { stretch, iso: first, count: count + 1 });
  }
  const [largest] = [...groups.values()].toSorted(
    (a, b) => b.count - a.count || byTime(b.iso, a.iso),
  );
  return largest
    ? { stretch: largest.stretch, iso: largest.iso, isForAll: groups.size === 1 }
    : null;
}

function byTime(one: string, other: string): number {
  return Date.parse(one) - Date.parse(other);
}
