import type { ReactNode } from "react";
import type { Refusal } from "~/components/errors/problem";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { useForm, type Field } from "~/components/ui/use-form";
import { formatCredits } from "~/domain/credits";
import { normalizeInteger } from "~/domain/normalize-number";
import { Checkbox } from "./checkbox";
import { person as words } from "./people-words";
import { ReasonField } from "./reason-field";

type Fields = Readonly<Record<string, Field>>;

export interface ActFormProps {
  /** The form's `intent`, and its id with it. */
  intent: string;
  title: string;
  words?: ReactNode;
  /** The answer to any form of the page; it is shown here where it is about this one. */
  refusal: Refusal | undefined;
  /** What the fields begin with, and what is sent besides. */
  values?: Readonly<Record<string, string>>;
  hidden?: readonly string[];
  reasonHint?: string;
  button: string;
  variant?: "outline" | "destructive";
  children?: (fields: Fields) => ReactNode;
}

/** One act of an admin: its fields, the reason and a button. POSTs to its own page. */
export function ActForm(props: ActFormProps) {
  const { intent, title, refusal, values, hidden = [], reasonHint, children } = props;
  const isMine = refusal?.result.initialValue?.["intent"] === intent;
  const own = isMine ? refusal : undefined;
  const [form, fields] = useForm<Record<string, string>>({
    id: intent,
    lastResult: own?.result,
    defaultValue: values ?? {},
  });
  const field = fields as Fields;
  return (
    <Card className="grid content-start gap-3 p-5">
      <h2 className="text-base">{title}</h2>
      {props.words && <p className="text-md text-soft">{props.words}</p>}
      {own?.problem && (
        <Alert variant="destructive" title={own.problem.title}>
          {own.problem.words}
        </Alert>
      )}
      <form id={form.id} method="post" className="grid gap-3">
        <input type="hidden" name="intent" value={intent} />
        {hidden.map((name) => (
          <input key={name} type="hidden" name={name} value={field[name]?.initialValue} />
        ))}
        {children?.(field)}
        {own?.problem?.code === "confirm_needed" && field["confirmed"] && (
          <Checkbox
            field={field["confirmed"]}
            value={String(totalOf(own))}
            label={words.confirm(formatCredits(totalOf(own)))}
          />
        )}
        {field["reason"] && <ReasonField field={field["reason"]} hint={reasonHint} />}
        <Button variant={props.variant ?? "outline"} className="justify-self-start">
          {props.button}
        </Button>
      </form>
    </Card>
  );
}

/** What one press would move in all, of what was typed. */
function totalOf({ result }: Refusal): number {
  const valueOf = (name: string) =>
    Number(normalizeInteger(String(result.initialValue?.[name] ?? 1)));
  return valueOf("credits") * valueOf("count") * valueOf("uses");
}
