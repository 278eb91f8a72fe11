import type { Refusal } from "~/components/errors/problem";
import { Card } from "~/components/ui/card";
import { Collapsible } from "~/components/ui/collapsible";
import { ExactTime } from "~/components/ui/moment";
import { useForm } from "~/components/ui/use-form";
import { UserText } from "~/components/ui/user-text";
import type { AuditLine } from "~/domain/admin/audit";
import type { UndoForm } from "~/domain/admin/forms";
import { ChangeForm } from "./change-form";
import { actionWords, changeWords, subjectWords } from "./audit-words";
import { audit as words } from "./words";

interface AuditLinesProps {
  lines: readonly AuditLine[];
  /** Of the form that undoes one of them. */
  refusal: Refusal | undefined;
}

/** Lines of the audit log, newest first; what can be taken back has a form for it. POSTs intent, line and reason. */
export function AuditLines({ lines, refusal }: AuditLinesProps) {
  return (
    <Card>
      <ol className="divide-y divide-line">
        {lines.map((line) => (
          <li key={line.id} className="grid gap-1 px-5 py-3">
            <p className="text-md text-soft">
              <ExactTime iso={line.createdAt} /> · <UserText>{line.actor}</UserText>
            </p>
            <p className="font-medium">
              {actionWords(line.action)} <UserText>{subjectWords(line)}</UserText>
            </p>
            {(line.oldValue !== null || line.newValue !== null) && (
              <UserText as="p" className="text-md">
                {changeWords(line)}
              </UserText>
            )}
            <UserText as="p" className="text-md text-soft">
              {line.reason}
            </UserText>
            {line.canUndo && <UndoRow line={line} refusal={ofLine(refusal, line.id)} />}
          </li>
        ))}
      </ol>
    </Card>
  );
}

function ofLine(refusal: Refusal | undefined, id: number): Refusal | undefined {
  return refusal?.result.initialValue?.["line"] === `${id}` ? refusal : undefined;
}

function UndoRow({ line, refusal }: { line: AuditLine; refusal: Refusal | undefined }) {
  const [form, fields] = useForm<UndoForm>({
    id: `undo-${line.id}`,
    lastResult: refusal?.result,
  });
  return (
    <Collapsible open={refusal !== undefined} title={words.undo} triggerClassName="w-fit text-md">
      <ChangeForm
        id={form.id}
        reason={fields.reason}
        problem={refusal?.problem}
        hidden={{ intent: "undo", line: `${line.id}` }}
        button={words.undo}
      />
    </Collapsible>
  );
}
