import { change } from "~/components/admin/words";
import { Alert } from "~/components/ui/alert";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Input } from "~/components/ui/input";
import { Label } from "~/components/ui/label";
import { RelativeTime } from "~/components/ui/moment";
import { UserText } from "~/components/ui/user-text";
import type { CheckRun } from "~/domain/admin/dashboard";
import { countWords } from "./tables";
import type { DashboardView } from "~/domain/admin/dashboard-view";
import { check as words, cleanUps, sections } from "./words";

interface TimedProps {
  nowIso: string;
}

/** The latest clean-ups. */
export function CleanUps({ runs, nowIso }: TimedProps & { runs: DashboardView["cleanUps"] }) {
  if (runs.length === 0) return <p className="text-soft">{sections.noCleanUps}</p>;
  return (
    <ul className="divide-y divide-line">
      {runs.map((run) => (
        <li key={run.startedAt} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
          <Badge variant={run.outcome === "done" ? "success" : "destructive"}>
            {cleanUps[run.outcome]}
          </Badge>
          <span className="min-w-0 flex-1 basis-40 text-md text-soft">
            {[
              [cleanUps.files, run.expiredFiles],
              [cleanUps.objects, run.deletedObjects],
              [cleanUps.orphans, run.orphanedObjects],
            ]
              .map(([label, count]) => `${label} ${countWords(Number(count))}`)
              .join(" · ")}
          </span>
          <span className="text-md text-soft">
            <RelativeTime iso={run.finishedAt} nowIso={nowIso} />
          </span>
        </li>
      ))}
    </ul>
  );
}

interface ChecksProps extends TimedProps {
  run: CheckRun;
  /** What was wrong with the reason that was given. */
  problem: string | undefined;
}

/** What the last check found, how far one has come that goes on, and the button that starts one. */
export function Checks({ run, nowIso, problem }: ChecksProps) {
  const isRunning = run.startedAt !== null && run.finishedAt === null;
  return (
    <div className="grid gap-4">
      <p className="text-md text-soft">{words.words}</p>
      <CheckResult run={run} nowIso={nowIso} />
      {isRunning ? (
        <a href="/admin#checks" className="button button-outline justify-self-start">
          {words.goOn}
        </a>
      ) : (
        <form method="post" action="/admin#checks" className="flex flex-wrap items-end gap-3">
          <input type="hidden" name="intent" value="check" />
          <div className="grid min-w-0 flex-1 basis-48 gap-1.5">
            <Label htmlFor="check-reason">{change.reason}</Label>
            <Input
              id="check-reason"
              name="reason"
              defaultValue={words.usualReason}
              required
              maxLength={1000}
              aria-invalid={problem ? true : undefined}
              aria-describedby={problem ? "check-hint check-problem" : "check-hint"}
            />
            <p id="check-hint" className="text-md text-soft">
              {change.reasonHint}
            </p>
          </div>
          <Button variant="outline">{words.run}</Button>
          {problem && (
            <p id="check-problem" role="alert" className="w-full text-md text-danger">
              {problem}
            </p>
          )}
        </form>
      )}
    </div>
  );
}

const mostListed = 20;

function CheckResult({ run, nowIso }: TimedProps & { run: CheckRun }) {
  if (run.startedAt === null) return <p className="text-soft">{words.never}</p>;
  const isOver = run.finishedAt !== null;
  const listed = run.violations.slice(0, mostListed);
  const more = run.violationCount - listed.length;
  const place = words.places[(run.place ?? "access").split(" ", 1)[0] ?? ""] ?? run.place ?? "";
  const fine = isOver ? words.fine : words.running(place);
  return (
    <Alert
      variant={run.violationCount > 0 ? "destructive" : isOver ? "success" : "default"}
      title={
        run.violationCount > 0
          ? words.wrong(countWords(run.violationCount), run.violationCount === 1)
          : fine
      }
    >
      <p>
        <UserText>{words.by(run.startedBy ?? "")}</UserText>{" "}
        <RelativeTime iso={run.startedAt} nowIso={nowIso} />
        {run.violationCount > 0 && !isOver && `. ${words.running(place)}`}
      </p>
      {listed.length > 0 && (
        <ul className="mt-2 grid gap-1">
          {listed.map(({ rule, subject, sentence }) => (
            <li key={`${rule} ${subject} ${sentence}`} className="wrap-anywhere">
              {rule} <UserText>{subject}</UserText>: {sentence}
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p>{words.more(countWords(more))}</p>}
    </Alert>
  );
}
