import { Badge } from "~/components/ui/badge";
import { RelativeTime } from "~/components/ui/moment";
import { UserText } from "~/components/ui/user-text";
import { countWords, kindWords } from "./tables";
import type { DashboardView } from "~/domain/admin/dashboard-view";
import { latest as words, sections } from "./words";

type Entry = DashboardView["latest"][number];

const looks = {
  queued: "default",
  running: "default",
  succeeded: "success",
  failed: "destructive",
  canceled: "warning",
} as const;

interface LatestProps extends Pick<DashboardView, "latest" | "modelNames"> {
  nowIso: string;
}

/** The requests to which something happened last: who, what and how it stands, and nothing of what was written. */
export function Latest({ latest, modelNames, nowIso }: LatestProps) {
  if (latest.length === 0) return <p className="text-soft">{sections.noneLatest}</p>;
  return (
    <ul className="divide-y divide-line">
      {latest.map((entry) => (
        <li
          key={`${entry.userId} ${entry.at}`}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5"
        >
          <a
            href={`/admin/users/${entry.userId}`}
            className="link inline-flex min-h-11 min-w-0 items-center"
          >
            <UserText className="line-clamp-1">{nameOf(entry)}</UserText>
          </a>
          <UserText className="min-w-0 flex-1 basis-40 text-md text-soft">
            {`${kindWords[entry.kind]} · ${modelNames[entry.model] ?? entry.model} · ${countWords(entry.priceCredits)}`}
          </UserText>
          <Badge variant={looks[entry.status]}>{words.statuses[entry.status]}</Badge>
          <span className="min-w-24 text-right text-md text-soft">
            <RelativeTime iso={entry.at} nowIso={nowIso} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function nameOf({ isDeleted, userName }: Entry): string {
  if (isDeleted) return words.deleted;
  return userName || words.noName;
}
