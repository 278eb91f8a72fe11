import { TextField } from "~/components/ui/text-field";
import type { Field } from "~/components/ui/use-form";
import { code as words } from "./code-words";

/** Six digits of an authenticator app. */
export function CodeField({ field }: { field: Field }) {
  return (
    <TextField
      field={field}
      label={words.label}
      inputMode="numeric"
      autoComplete="one-time-code"
      required
    />
  );
}
