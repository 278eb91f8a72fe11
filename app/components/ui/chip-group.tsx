import type { MouseEventHandler, ReactNode } from "react";
import { cx } from "./cx";
import { FieldError } from "./field-error";

export interface Chip {
  value: string;
  label: ReactNode;
  /** Read instead of the label where the label alone says too little. */
  spoken?: string;
}

interface ChipGroupProps {
  legend: string;
  name: string;
  chips: readonly Chip[];
  /** The value that is checked to begin with. */
  value: string;
  errors: readonly string[] | undefined;
  onClick?: MouseEventHandler<HTMLInputElement>;
  className?: string;
}

/** Radio buttons that look like chips. One alone is no choice: it is only sent. */
export function ChipGroup(props: ChipGroupProps) {
  const { legend, name, chips, value, errors, onClick, className } = props;
  const error = <FieldError id={`${name}-error`} messages={errors} />;
  const [only, another] = chips;
  if (!only || !another)
    return (
      <>
        {only && <input type="hidden" name={name} value={only.value} />}
        {error}
      </>
    );
  return (
    <fieldset className="min-w-0" aria-describedby={errors && `${name}-error`}>
      <legend className="mb-2 font-medium">{legend}</legend>
      <div className={cx("chips mb-2 grid gap-1.5 last:mb-0", className ?? "grid-cols-4")}>
        {chips.map((chip) => (
          <label key={chip.value} className="chip">
            <input
              type="radio"
              name={name}
              value={chip.value}
              defaultChecked={chip.value === value}
              onClick={onClick}
              aria-label={chip.spoken}
              className="over-tile"
            />
            {chip.label}
          </label>
        ))}
      </div>
      {error}
    </fieldset>
  );
}
