import { Alert } from "~/components/ui/alert";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { LinkTabs } from "~/components/ui/link-tabs";
import { RelativeTime } from "~/components/ui/moment";
import { isOver } from "~/components/ui/time-words";
import { UserText } from "~/components/ui/user-text";
import type { AdminReports, ReportView } from "~/domain/admin/reports";
import { AdminPage } from "./admin-page";
import { reasonNames, reports as words } from "./reports-words";

interface ReportsScreenProps extends AdminReports {
  isOpen: boolean;
  /** From 1. */
  page: number;
  nowIso: string;
}

const path = "/admin/reports";
const pathOf = (isOpen: boolean, page: number) => {
  const query = new URLSearchParams({
    ...(!isOpen && { state: "closed" }),
    ...(page > 1 && { page: `${page}` }),
  });
  return query.size > 0 ? `${path}?${query}` : path;
};

/** The queue of reports, or those that were closed. */
export function ReportsScreen(props: ReportsScreenProps) {
  const { reports, open, overdue, hasAfter, isOpen, page, nowIso } = props;
  return (
    <AdminPage title={words.pageTitle} words={words.intro}>
      <LinkTabs
        label={words.lists}
        tabs={[
          { to: pathOf(true, 1), label: `${words.open} (${open})`, selected: isOpen },
          { to: pathOf(false, 1), label: words.closed, selected: !isOpen },
        ]}
      />
      {isOpen && overdue > 0 && <Alert variant="destructive" title={words.overdue(overdue)} />}
      {reports.length === 0 ? (
        <p className="text-soft">{isOpen ? words.none.open : words.none.closed}</p>
      ) : (
        <Card className="overflow-hidden">
          <ul className="divide-y divide-line">
            {reports.map((report) => (
              <Row key={report.id} report={report} nowIso={nowIso} />
            ))}
          </ul>
        </Card>
      )}
      <nav className="flex gap-2" aria-label={words.pageTitle}>
        {page > 1 && (
          <Button asChild variant="outline">
            <a href={pathOf(isOpen, 1)}>{words.newer}</a>
          </Button>
        )}
        {hasAfter && (
          <Button asChild variant="outline">
            <a href={pathOf(isOpen, page + 1)}>{words.older}</a>
          </Button>
        )}
      </nav>
    </AdminPage>
  );
}

function Row({ report, nowIso }: { report: ReportView; nowIso: string }) {
  const { id, reason, isBoard, mediaId, boardName, owner, createdAt, words: said } = report;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-5 py-3 max-sm:px-4">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-semibold">
          <a href={`${path}/${id}`} className="link inline-flex min-h-11 items-center">
            {reasonNames[reason]}
          </a>
        </p>
        <UserText as="p" className="text-md text-soft">
          {isBoard && mediaId === null ? words.board(boardName) : words.file} {words.of}{" "}
          {owner.name || words.nobody} · {words.came}{" "}
          <RelativeTime iso={createdAt} nowIso={nowIso} />
        </UserText>
        {said && (
          <UserText as="p" className="mt-1 line-clamp-2 text-md">
            {said}
          </UserText>
        )}
      </div>
      <ReportClock report={report} nowIso={nowIso} />
    </li>
  );
}

/** How long there is still to deal with it, or what came of it. */
export function ReportClock({ report, nowIso }: { report: ReportView; nowIso: string }) {
  const { state, dueAt } = report;
  if (state !== "open") return <Badge>{words.states[state]}</Badge>;
  const isLate = isOver(dueAt, nowIso);
  return (
    <Badge variant={isLate ? "destructive" : "warning"}>
      {isLate ? words.late : words.due}&nbsp;
      <RelativeTime iso={dueAt} nowIso={nowIso} />
    </Badge>
  );
}
