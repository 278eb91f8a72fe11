import { useId, type ComponentProps } from "react";
import { cx } from "./cx";
import { Icon } from "./icon";

interface FieldErrorProps {
  id: string;
  messages: readonly string[] | undefined;
}

/** The messages of one field; nothing when there are none. */
export function FieldError({ id, messages }: FieldErrorProps) {
  if (!messages?.length) return null;
  return (
    <p id={id} className="flex gap-1.5 text-md text-danger">
      <Icon name="circle-alert" size={16} className="mt-0.75 shrink-0" />
      <span>{messages.join(" ")}</span>
    </p>
  );
}

interface TextFieldProps extends Omit<ComponentProps<"input">, "id" | "name"> {
  label: string;
  name: string;
  /** The rule, told before it is broken. */
  hint?: string;
  errors?: readonly string[] | undefined;
}

/** A labelled input with its rule and its errors. */
export function TextField({ label, hint, errors, className, ...input }: TextFieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = errors?.length ? `${id}-error` : undefined;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        className={cx("input", className)}
        aria-invalid={errorId ? true : undefined}
        aria-describedby={cx(hintId, errorId) || undefined}
        {...input}
      />
      {hint && (
        <p id={hintId} className="text-md text-soft">
          {hint}
        </p>
      )}
      <FieldError id={errorId ?? ""} messages={errors} />
    </div>
  );
}
