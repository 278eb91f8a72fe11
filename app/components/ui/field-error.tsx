import { Icon } from "./icon";
import type { Field } from "./use-form";

/** What is wrong with a field; nothing when nothing is. */
export function FieldError({ field }: { field: Pick<Field, "errorId" | "errors"> }) {
  if (!field.errors) return null;
  return (
    <p id={field.errorId} className="flex gap-1.5 text-md text-danger">
      <Icon name="icon-[lucide--circle-alert]" size={16} className="mt-0.75" />
      <span>{field.errors.join(" ")}</span>
    </p>
  );
}
