const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** A stretch of time in one plain unit, rounded down: `45 minutes`, `9 hours`, `2 days`. */
export function durationWords(milliseconds: number): string {
  if (milliseconds < minute) return "less than a minute";
  if (milliseconds < hour) return counted(Math.floor(milliseconds / minute), "minute");
  if (milliseconds < 2 * day) return counted(Math.floor(milliseconds / hour), "hour");
  return counted(Math.floor(milliseconds / day), "day");
}

/** How a moment lies to now: `just now`, `3 minutes ago`, `in 9 hours`. Both ISO 8601. */
export function relativeWords(iso: string, nowIso: string): string {
  const ahead = Date.parse(iso) - Date.parse(nowIso);
  if (ahead > 0) return `in ${durationWords(ahead)}`;
  return -ahead < minute ? "just now" : `${durationWords(-ahead)} ago`;
}

/** Whether a moment has come. Both ISO 8601. */
export function isOver(iso: string, nowIso: string): boolean {
  return Date.parse(iso) <= Date.parse(nowIso);
}

/** A usual wait in plain words: `about 4 seconds`, `about 2 minutes`. */
export function waitWords(seconds: number): string {
  return seconds < 55
    ? `about ${counted(Math.max(1, Math.round(seconds)), "second")}`
    : `about ${counted(Math.max(1, Math.round(seconds / 60)), "minute")}`;
}

/** How long a video runs, as players say it: `0:05`, `1:10`. */
export function lengthWords(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
