import type { ReactNode } from "react";
import type { Problem } from "~/components/errors/problem";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import type { Field } from "~/components/ui/use-form";
import { ReasonField } from "./reason-field";
import { change as words } from "./words";

interface ChangeFormProps {
  id: string;
  /** Of the field for the reason. */
  reason: Field;
  problem?: Problem | undefined;
  /** What it sends besides. */
  hidden: Readonly<Record<string, string>>;
  button?: string;
  children?: ReactNode;
}

/** A form of an admin: what is to change, why, and a button. It POSTs to its own page. */
export function ChangeForm(props: ChangeFormProps) {
  const { id, reason, problem, hidden, button = words.save, children } = props;
  return (
    <form id={id} method="post" className="grid max-w-xl gap-4 pt-2 pb-5">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {problem && (
        <Alert variant="destructive" title={problem.title}>
          {problem.words}
        </Alert>
      )}
      {children}
      <ReasonField field={reason} />
      <div>
        <Button variant="outline">{button}</Button>
      </div>
    </form>
  );
}
