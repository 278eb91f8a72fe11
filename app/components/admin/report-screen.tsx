import type { ReactNode } from "react";
import type { Refusal } from "~/components/errors/problem";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { getTextareaProps } from "~/components/ui/field-props";
import { FieldError } from "~/components/ui/field-error";
import { Label } from "~/components/ui/label";
import { Pagination } from "~/components/ui/pagination";
import { ExactTime } from "~/components/ui/moment";
import { Textarea } from "~/components/ui/textarea";
import { TextField } from "~/components/ui/text-field";
import { TextLink } from "~/components/ui/text-link";
import { useForm } from "~/components/ui/use-form";
import { UserText } from "~/components/ui/user-text";
import type { AdminReport } from "~/domain/admin/reports";
import { AdminPage } from "./admin-page";
import { Checkbox } from "./checkbox";
import { ReasonField } from "./reason-field";
import { ReportedFiles } from "./reported-files";
import { ReportClock } from "./reports-screen";
import { reasonNames, report as words, reports } from "./reports-words";

interface ReportScreenProps {
  report: AdminReport;
  /** Of the take-down that its form would make, so that one that is sent twice is made once. */
  takeDownId: string;
  /** Of its files, from 1. */
  page: number;
  pageSize: number;
  nowIso: string;
  /** What was done a moment ago. */
  doneWords: string | null;
  refusal: Refusal | undefined;
}

/** One report, and what can be done about it. POSTs `intent` and `reason`. */
export function AdminReportScreen(props: ReportScreenProps) {
  const { report, takeDownId, page, pageSize, nowIso, doneWords, refusal } = props;
  const { state, isBoard, mediaId, told } = report;
  const goesOn = state === "taken_down" && isBoard && report.leftCount > 0;
  const sent = refusal?.result.initialValue?.["intent"];
  const refusalOf = (intent: string) => (sent === intent ? refusal : undefined);
  return (
    <AdminPage title={reasonNames[report.reason]}>
      {doneWords && !refusal && <Alert variant="success" title={doneWords} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <TextLink to="/admin/reports">{words.back}</TextLink>
        <ReportClock report={report} nowIso={nowIso} />
      </div>
      {refusal?.problem && (
        <Alert variant="destructive" title={refusal.problem.title}>
          {refusal.problem.words}
        </Alert>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Facts report={report} page={page} pageSize={pageSize} />
        <div className="grid gap-6">
          {(state === "open" || goesOn) && (
            <Act
              {...words.takeDown}
              {...(goesOn && words.takeMore)}
              intent="take-down"
              refusal={refusalOf("take-down")}
              words={isBoard && mediaId === null ? words.takeDown.boardWords : words.takeDown.words}
              isDestructive
            >
              <TakeDownFields
                report={report}
                takeDownId={takeDownId}
                refusal={refusalOf("take-down")}
              />
            </Act>
          )}
          {state === "open" && (
            <Act {...words.reject} intent="reject" refusal={refusalOf("reject")} />
          )}
          {state === "taken_down" && (
            <Act {...words.undo} intent="undo" refusal={refusalOf("undo")}>
              {told && (
                <div>
                  <p className="font-medium">{words.told}</p>
                  <UserText as="p" className="whitespace-pre-line">
                    {told}
                  </UserText>
                </div>
              )}
            </Act>
          )}
          <Act {...words.note} intent="note" refusal={refusalOf("note")} label={words.note.label} />
        </div>
      </div>
    </AdminPage>
  );
}

function Facts({
  report,
  page,
  pageSize,
}: Pick<ReportScreenProps, "report" | "page" | "pageSize">) {
  const { createdAt, contact, owner, isBoard, boardName, isLive, history } = report;
  return (
    <Card className="grid gap-4 p-5">
      <div>
        <h2 className="text-lg">{words.said}</h2>
        <UserText as="p" className="whitespace-pre-line">
          {report.words || <span className="text-soft">{words.saidNothing}</span>}
        </UserText>
      </div>
      <p className="text-md text-soft">
        {reports.came} <ExactTime iso={createdAt} />
        {contact && (
          <>
            {" · "}
            {words.contact}{" "}
            <a href={`mailto:${encodeURIComponent(contact)}`} className="link wrap-anywhere">
              {contact}
            </a>
          </>
        )}
      </p>
      <p className="text-md">
        {words.owner}:{" "}
        <a href={`/admin/users/${owner.id}`} className="link wrap-anywhere">
          <bdi>{owner.name || reports.nobody}</bdi>
        </a>
        . {isLive ? words.link.live : words.link.ended}
      </p>
      <div className="grid gap-2">
        <h2 className="text-lg">{words.files}</h2>
        {isBoard && <UserText as="p">{reports.board(boardName)}</UserText>}
        <ReportedFiles report={report} />
        <Pagination
          page={page}
          pageCount={Math.ceil(report.fileCount / pageSize)}
          hrefOf={(to) => `/admin/reports/${report.id}?page=${to}`}
        />
      </div>
      {history.length > 0 && (
        <div className="grid gap-2">
          <h2 className="text-lg">{words.history}</h2>
          <ol className="grid gap-2 text-md">
            {history.map(({ actor, action, reason, at }) => (
              <li key={`${at} ${action}`}>
                <UserText>
                  <b>{actor}</b> {words.actions[action] ?? action}: {reason}
                </UserText>{" "}
                <span className="text-soft">
                  <ExactTime iso={at} />
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Card>
  );
}

interface TakeDownFieldsProps {
  report: AdminReport;
  takeDownId: string;
  refusal: Refusal | undefined;
}

function TakeDownFields({ report, takeDownId, refusal }: TakeDownFieldsProps) {
  const [, fields] = useForm<{ words: string; takeDownId: string; everything: string }>({
    id: "take-down",
    lastResult: refusal?.result,
  });
  const { mediaId: chosen = [] } = refusal?.result.initialValue ?? {};
  const others = report.files.filter(({ isReported, isHidden }) => !isReported && !isHidden);
  return (
    <>
      <input type="hidden" name="takeDownId" value={fields.takeDownId.initialValue ?? takeDownId} />
      {report.isBoard && report.fileCount + report.goneCount > 0 && (
        <Checkbox
          field={fields.everything}
          label={words.everything(report.fileCount, report.goneCount)}
        />
      )}
      {others.length > 0 && (
        <fieldset className="grid max-h-80 gap-1 overflow-y-auto">
          <legend className="font-medium">{words.also}</legend>
          {others.map(({ id, prompt }) => (
            <label key={id} className="flex min-h-11 cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                name="mediaId"
                value={id}
                defaultChecked={[chosen].flat().includes(id)}
                className="size-5 shrink-0"
              />
              <UserText className="line-clamp-2">{prompt}</UserText>
            </label>
          ))}
        </fieldset>
      )}
      <div className="grid gap-1.5">
        <Label htmlFor={fields.words.id}>{words.takeDown.message}</Label>
        <Textarea
          {...getTextareaProps(fields.words, { ariaDescribedBy: fields.words.descriptionId })}
          maxLength={1000}
          rows={3}
        />
        <p id={fields.words.descriptionId} className="text-md text-soft">
          {words.takeDown.messageHint}
        </p>
        <FieldError field={fields.words} />
      </div>
    </>
  );
}

interface ActProps {
  intent: string;
  title: string;
  words: string;
  button: string;
  /** Where the reason is the act itself: a note. */
  label?: string;
  isDestructive?: boolean;
  refusal: Refusal | undefined;
  children?: ReactNode;
}

function Act(props: ActProps) {
  const { intent, title, button, label, isDestructive, refusal, children } = props;
  const [form, fields] = useForm<{ reason: string }>({ id: intent, lastResult: refusal?.result });
  return (
    <Card className="p-5">
      <form id={form.id} method="post" className="grid gap-4">
        <div className="grid gap-1">
          <h2 className="text-lg">{title}</h2>
          <p className="text-md text-soft">{props.words}</p>
        </div>
        {children}
        {label ? (
          <TextField field={fields.reason} label={label} required autoComplete="off" />
        ) : (
          <ReasonField field={fields.reason} />
        )}
        <Button
          name="intent"
          value={intent}
          variant={isDestructive ? "destructive" : "outline"}
          className="justify-self-start"
        >
          {button}
        </Button>
      </form>
    </Card>
  );
}
