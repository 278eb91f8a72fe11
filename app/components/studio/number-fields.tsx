import { useId, type ReactNode } from "react";
import { FieldError } from "~/components/ui/field-error";
import { Input } from "~/components/ui/input";
import { Label } from "~/components/ui/label";
import { textLink } from "~/components/ui/text-link";
import type { NumberRange } from "~/domain/models";
import { IntentButton } from "./intent-button";
import type { StudioForm } from "./types";
import { settings as words } from "./words";

interface FieldProps {
  form: StudioForm;
  name: "steps" | "guidance" | "seed";
  label: string;
  placeholder: string;
  hint: string;
  children?: ReactNode;
}

/**
 * A number as text: a browser that checked it itself would block the form without a word while the field is folded away. The
 * server says what fits.
 */
function Field({ form, name, label, placeholder, hint, children }: FieldProps) {
  const id = useId();
  const errors = form.errors[name];
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      <Input
        id={id}
        name={name}
        defaultValue={form[name]}
        inputMode="decimal"
        autoComplete="off"
        autoFocus={Boolean(errors?.length)}
        placeholder={placeholder}
        aria-invalid={errors?.length ? true : undefined}
        aria-describedby={errors ? `${id}-hint ${id}-error` : `${id}-hint`}
        className="tabular-nums"
      />
      <p id={`${id}-hint`} className="text-md text-soft">
        {hint}
      </p>
      <FieldError id={`${id}-error`} messages={errors} />
      {children}
    </div>
  );
}

interface NumberFieldProps extends Omit<FieldProps, "placeholder"> {
  choice: NumberRange;
}

/** A number within the bounds of the model. Empty is the usual one. */
export function NumberField({ choice, hint, ...field }: NumberFieldProps) {
  return (
    <Field
      {...field}
      placeholder={`${choice.default}`}
      hint={`${hint} ${words.range(choice.min, choice.max, choice.default)}`}
    />
  );
}

interface SeedFieldProps {
  form: StudioForm;
  /** Of the latest request. */
  last: string | null;
  onChange(fields: { seed: string }): void;
}

export function SeedField({ form, last, onChange }: SeedFieldProps) {
  return (
    <Field
      form={form}
      name="seed"
      label={words.seed}
      placeholder={words.seedPlaceholder}
      hint={words.seedHint}
    >
      {last && last !== form.seed && (
        <IntentButton
          intent={`seed:${last}`}
          onPress={() => onChange({ seed: last })}
          className={`${textLink} min-h-11 justify-self-start text-md`}
        >
          {words.keepSeed} <span className="tabular-nums">{last}</span>
        </IntentButton>
      )}
    </Field>
  );
}
