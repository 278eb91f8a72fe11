import type { ReactNode } from "react";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { FieldError } from "~/components/ui/field-error";
import { getRadioProps, getTextareaProps } from "~/components/ui/field-props";
import { Label } from "~/components/ui/label";
import { Textarea } from "~/components/ui/textarea";
import { TextField } from "~/components/ui/text-field";
import { useForm, type Field } from "~/components/ui/use-form";
import type { Refusal } from "~/components/errors/problem";
import type { ReportForm, ShareState } from "~/domain/sharing";
import { maxReportLength, reportReasons } from "~/domain/sharing-choices";
import { BareFrame } from "./bare-frame";
import { report as words } from "./words";

interface ReportScreenProps {
  /** The shared page that it is about. */
  sharedPath: string;
  /** Of this report, so that one that is sent twice is kept once. */
  reportId: string;
  /** One of the files of a board. */
  fileId: string | null;
  state: ShareState;
  refusal: Refusal | undefined;
}

/** What strangers say of a shared page. POSTs reportId, reason, words, contact, file. Sends no JavaScript. */
export function ReportScreen(props: ReportScreenProps) {
  const { sharedPath, reportId, fileId, state, refusal } = props;
  const [form, fields] = useForm<ReportForm>({ lastResult: refusal?.result });
  return (
    <ReportFrame title={words.title}>
      <p className="text-soft">{words.words}</p>
      {state === "ended" && <Alert title={words.alreadyOff.title}>{words.alreadyOff.words}</Alert>}
      {refusal?.problem && (
        <Alert variant="destructive" title={refusal.problem.title}>
          {refusal.problem.words}
        </Alert>
      )}
      <form id={form.id} method="post" className="grid gap-5">
        <input
          type="hidden"
          name="reportId"
          value={fields.reportId.initialValue?.toString() ?? reportId}
        />
        {fileId && <input type="hidden" name="file" value={fileId} />}
        <Reasons field={fields.reason} />
        <div className="grid gap-1.5">
          <Label htmlFor={fields.words.id}>{words.details}</Label>
          <Textarea {...getTextareaProps(fields.words)} maxLength={maxReportLength} rows={4} />
          <FieldError field={fields.words} />
        </div>
        <TextField field={fields.contact} label={words.contact} type="email" autoComplete="email" />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button size="lg">{words.button}</Button>
          {state === "live" && (
            <Button asChild variant="ghost">
              <a href={sharedPath}>{words.back}</a>
            </Button>
          )}
        </div>
      </form>
    </ReportFrame>
  );
}

function Reasons({ field }: { field: Field }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">{words.reason}</legend>
      {getRadioProps(field, [...reportReasons]).map((radio, at) => {
        const reason = reportReasons[at];
        return (
          <label key={radio.value} className="flex min-h-11 cursor-pointer items-center gap-3">
            <input {...radio} required className="size-5 shrink-0" />
            {reason && words.reasons[reason]}
          </label>
        );
      })}
      <FieldError field={field} />
    </fieldset>
  );
}

/** After a report: what became of it. */
export function ReportedScreen({
  state,
  sharedPath,
}: Pick<ReportScreenProps, "state" | "sharedPath">) {
  return (
    <ReportFrame title={words.sent.title}>
      <p className="text-soft">{words.sent[state]}</p>
      {state === "live" && (
        <Button asChild variant="outline" className="justify-self-start">
          <a href={sharedPath}>{words.back}</a>
        </Button>
      )}
    </ReportFrame>
  );
}

function ReportFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <BareFrame reportPath={null}>
      <div className="mx-auto grid w-full max-w-lg flex-1 content-center gap-5 px-4 py-10 sm:py-16">
        <Card className="grid gap-5 p-6 sm:p-8">
          <h1 className="text-2xl">{title}</h1>
          {children}
        </Card>
      </div>
    </BareFrame>
  );
}
