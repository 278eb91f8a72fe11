import { TextField } from "~/components/ui/text-field";
import type { Field } from "~/components/ui/use-form";
import { change as words } from "./words";

interface ReasonFieldProps {
  field: Field;
  /** Where somebody else reads it as well. */
  hint?: string;
}

/** Why an admin does it: part of every form that changes something. */
export function ReasonField({ field, hint = words.reasonHint }: ReasonFieldProps) {
  return <TextField field={field} label={words.reason} hint={hint} autoComplete="off" required />;
}
