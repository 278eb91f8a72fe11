/** The days that the dashboard's address names, and their words. Days are those of UTC. */
import type { DashboardRange } from "./dashboard";

/** What was asked for: days, or so many of the latest (0: all). Nothing of it: the usual view. */
export interface AskedRange {
  from: string | null;
  to: string | null;
  days: number | null;
  /** What could not be taken as it stands, in plain words. */
  problems: readonly string[];
}

/** The ranges that there are links for; 0: all. */
export const usualDays = [1, 7, 30, 90, 365, 0] as const;

/** Reads `from`, `to` and `days` of an address. Never refuses: what makes no sense is said, and left out. */
export function readRange(search: URLSearchParams): AskedRange {
  const problems: string[] = [];
  const read = (name: string) => {
    const text = (search.get(name) ?? "").trim();
    if (text === "" || isDay(text)) return text || null;
    problems.push(`“${text.slice(0, 40)}” isn't a date, so it was left out.`);
    return null;
  };
  let [from, to] = [read("from"), read("to")];
  if (from !== null && to !== null && from > to) {
    [from, to] = [to, from];
    problems.push("The first day came after the last one, so they were swapped.");
  }
  const isOther = from !== null || to !== null;
  const wanted = search.get("days");
  const days = usualDays.find((each) => wanted === (each === 0 ? "all" : String(each))) ?? null;
  return { from, to, days: isOther ? null : days, problems };
}

/** The usual range that is shown, where none of other days was asked for. */
export function shownDays({ from, to, days }: AskedRange): number | null {
  return from === null && to === null ? (days ?? 30) : null;
}

/** What there is to say of the days that are shown, beside those that were asked for. */
export function rangeNotes({ from, to, problems }: AskedRange, shown: DashboardRange): string[] {
  const notes = [...problems];
  if (to !== null && to > shown.today)
    notes.push("Those days haven't all happened yet, so this ends today.");
  if (from !== null && from < shown.from)
    notes.push(`There's nothing before ${dayWords(shown.from)}, so this starts there.`);
  if (to !== null && to < shown.to)
    notes.push(`There's nothing before ${dayWords(shown.to)}, so that day is shown.`);
  return notes;
}

/** The address of a range. */
export function rangeQuery({ from, to }: Pick<DashboardRange, "from" | "to">): string {
  return new URLSearchParams({ from, to }).toString();
}

const wholeDay = new Intl.DateTimeFormat("en-US", {
  year: "numeric",
  month: "short",
  day: "numeric",
  timeZone: "UTC",
});
const shortDay = new Intl.DateTimeFormat("en-US", {
  month: "short",
  day: "numeric",
  timeZone: "UTC",
});

/** `2026-11-27` → `Nov 27, 2026`. */
export function dayWords(isoDay: string): string {
  return wholeDay.format(new Date(`${isoDay}T00:00:00Z`));
}

/** `2026-11-27` → `Nov 27`. */
export function shortDayWords(isoDay: string): string {
  return shortDay.format(new Date(`${isoDay}T00:00:00Z`));
}

function isDay(text: string): boolean {
  const moment = /^\d{4}-\d\d-\d\d$/.test(text)
    ? new Date(`${text}T00:00:00Z`)
    : new Date(Number.NaN);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}
