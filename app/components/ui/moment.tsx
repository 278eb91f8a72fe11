import { relativeWords } from "./time-words";
import { useHydrated } from "./use-hydrated";

const exactOptions = {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
} as const;
const clockOptions = { hour: "2-digit", minute: "2-digit" } as const;
const universal = { timeZone: "UTC", timeZoneName: "short" } as const;

/** Made once: making one costs more than a whole table of times. */
const formats = {
  exact: {
    here: new Intl.DateTimeFormat("en-GB", exactOptions),
    universal: new Intl.DateTimeFormat("en-GB", { ...exactOptions, ...universal }),
  },
  clock: {
    here: new Intl.DateTimeFormat("en-GB", clockOptions),
    universal: new Intl.DateTimeFormat("en-GB", { ...clockOptions, ...universal }),
  },
};

/** The server does not know the reader's time zone and says UTC; the browser then says it in its own. */
function useWords(iso: string, name: keyof typeof formats): string {
  const { here, universal: elsewhere } = formats[name];
  return (useHydrated() ? here : elsewhere).format(new Date(iso));
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

/** `23 Nov 2026, 14:05`. */
export function ExactTime({ iso }: { iso: string }) {
  const exact = useWords(iso, "exact");
  return <time dateTime={machineTime(iso)}>{exact}</time>;
}

/** `14:05`. */
export function ClockTime({ iso }: { iso: string }) {
  const clock = useWords(iso, "clock");
  return <time dateTime={machineTime(iso)}>{clock}</time>;
}
