import { useId, type ComponentProps, type ReactNode } from "react";
import { cn } from "./cn";
import { FieldError } from "./field-error";
import { Input } from "./input";
import { Label } from "./label";

interface TextFieldProps extends Omit<ComponentProps<"input">, "id" | "name"> {
  label: string;
  name: string;
  /** The rule, told before it is broken. */
  hint?: string;
  errors?: readonly string[] | undefined;
  /** A button at the end of the input, over it. */
  aside?: ReactNode;
}

/** A labelled input with its rule and its errors. */
export function TextField({ label, hint, errors, aside, className, ...input }: TextFieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = errors?.length ? `${id}-error` : undefined;
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <div className="relative">
        <Input
          id={id}
          className={className}
          aria-invalid={errorId ? true : undefined}
          aria-describedby={cn(hintId, errorId) || undefined}
          {...input}
        />
        {aside}
      </div>
      {hint && (
        <p id={hintId} className="text-md text-soft">
          {hint}
        </p>
      )}
      <FieldError id={errorId ?? ""} messages={errors} />
    </div>
  );
}
