import { FieldError } from "~/components/ui/field-error";
import type { Field } from "~/components/ui/use-form";

interface CheckboxProps {
  field: Field;
  /** What it sends where it is ticked; else it sends nothing. */
  value?: string;
  label: string;
}

export function Checkbox({ field, value = "on", label }: CheckboxProps) {
  return (
    <div>
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2.5">
        <input
          type="checkbox"
          id={field.id}
          name={field.name}
          value={value}
          defaultChecked={field.initialValue === value}
          aria-describedby={field.errors ? field.errorId : undefined}
          className="mt-0.5 size-5 shrink-0"
        />
        <span className="text-md font-medium">{label}</span>
      </label>
      <FieldError field={field} />
    </div>
  );
}
