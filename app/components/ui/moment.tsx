import { relativeWords } from "./time-words";
import { useHydrated } from "./use-hydrated";

const exactOptions = {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
} as const;
const clockOptions = { hour: "numeric", minute: "2-digit" } as const;
const universal = { timeZone: "UTC", timeZoneName: "short" } as const;

/** Made once: making one costs more than a whole table of times. */
const formats = {
  exact: {
    here: new Intl.DateTimeFormat("en-US", exactOptions),
    universal: new Intl.DateTimeFormat("en-US", { ...exactOptions, ...universal }),
  },
  clock: {
    here: new Intl.DateTimeFormat("en-US", clockOptions),
    universal: new Intl.DateTimeFormat("en-US", { ...clockOptions, ...universal }),
  },
};

/** The server does not know the reader's time zone and says UTC; the browser then says it in its own. */
function useWords(iso: string, name: keyof typeof formats): string {
  const { here, universal: elsewhere } = formats[name];
  // Browsers differ in the space before AM and PM.
  return (useHydrated() ? here : elsewhere).format(new Date(iso)).replaceAll("\u202f", " ");
}

/** To the millisecond: HTML knows no finer time, the database does. */
function machineTime(iso: string): string {
  return new Date(iso).toISOString();
}

interface RelativeTimeProps {
  iso: string;
  nowIso: string;
  className?: string;
}

/** `3 minutes ago` or `in 2 days`, with the exact time in the tooltip. */
export function RelativeTime({ iso, nowIso, className }: RelativeTimeProps) {
  const exact = useWords(iso, "exact");
  return (
    <time dateTime={machineTime(iso)} title={exact} className={className}>
      {relativeWords(iso, nowIso)}
    </time>
  );
}

/** `Nov 23, 2026, 2:05 PM`. */
export function ExactTime({ iso }: { iso: string }) {
  const exact = useWords(iso, "exact");
  return <time dateTime={machineTime(iso)}>{exact}</time>;
}

/** `2:05 PM`. */
export function ClockTime({ iso }: { iso: string }) {
  const clock = useWords(iso, "clock");
  return <time dateTime={machineTime(iso)}>{clock}</time>;
}
