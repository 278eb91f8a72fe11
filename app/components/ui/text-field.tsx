import type { ComponentProps, ReactNode } from "react";
import { FieldError } from "./field-error";
import { getInputProps } from "./field-props";
import { Input } from "./input";
import { Label } from "./label";
import type { Field } from "./use-form";

export interface TextFieldProps extends Pick<
  ComponentProps<"input">,
  | "autoCapitalize"
  | "autoComplete"
  | "autoCorrect"
  | "className"
  | "inputMode"
  | "minLength"
  | "placeholder"
  | "required"
  | "spellCheck"
> {
  field: Field;
  label: string;
  type?: "text" | "email" | "password";
  /** The rule, told before it is broken. */
  hint?: string | undefined;
  /** A button at the end of the input, over it. */
  aside?: ReactNode;
  /** Under it all. */
  children?: ReactNode;
}

/** A labelled input with its rule and its errors. */
export function TextField(props: TextFieldProps) {
  const { field, label, type = "text", hint, aside, children, ...input } = props;
  const ariaDescribedBy = hint ? field.descriptionId : undefined;
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={field.id}>{label}</Label>
      <div className="relative">
        <Input {...getInputProps(field, { type, ariaDescribedBy })} {...input} />
        {aside}
      </div>
      {hint && (
        <p id={field.descriptionId} className="text-md text-soft">
          {hint}
        </p>
      )}
      <FieldError field={field} />
      {children}
    </div>
  );
}
