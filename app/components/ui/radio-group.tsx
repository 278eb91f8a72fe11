import type { ComponentProps, MouseEventHandler, ReactNode } from "react";
import { cn } from "./cn";
import { FieldError } from "./field-error";
import { getRadioProps } from "./field-props";
import type { Field } from "./use-form";

/** A radio button that looks like a chip. */
export function RadioItem({ className, children, ...props }: ComponentProps<"input">) {
  return (
    <label className={cn("choice", className)}>
      <input type="radio" {...props} />
      {children}
    </label>
  );
}

export interface RadioChoice {
  value: string;
  label: ReactNode;
  /** Read instead of the label where the label alone says too little. */
  spoken?: string;
}

interface RadioGroupProps {
  legend: string;
  field: Field;
  choices: readonly RadioChoice[];
  onClick?: MouseEventHandler<HTMLInputElement>;
  /** Its columns. */
  className?: string;
}

/** Radio buttons side by side. One alone is no choice: it is only sent. */
export function RadioGroup(props: RadioGroupProps) {
  const { legend, field, choices, onClick, className = "grid-cols-4" } = props;
  const error = <FieldError field={field} />;
  const [only, another] = choices;
  if (!only || !another)
    return (
      <>
        {only && <input type="hidden" name={field.name} value={only.value} />}
        {error}
      </>
    );
  const radios = getRadioProps(
    field,
    choices.map(({ value }) => value),
  );
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-medium">{legend}</legend>
      <div className={cn("choices", className)}>
        {radios.map((radio, at) => (
          <RadioItem
            key={radio.value}
            {...radio}
            onClick={onClick}
            aria-label={choices[at]?.spoken}
          >
            {choices[at]?.label}
          </RadioItem>
        ))}
      </div>
      {error}
    </fieldset>
  );
}
