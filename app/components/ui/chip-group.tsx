import type { ReactNode } from "react";
import { cx } from "./cx";

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
  className?: string;
}

/** Radio buttons that look like chips. */
export function ChipGroup({ legend, name, chips, value, className }: ChipGroupProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-medium">{legend}</legend>
      <div className={cx("grid gap-1.5", className)}>
        {chips.map((chip) => (
          <label key={chip.value} className="chip">
            <input
              type="radio"
              name={name}
              value={chip.value}
              defaultChecked={chip.value === value}
              aria-label={chip.spoken}
              className="absolute inset-0 cursor-pointer appearance-none rounded-control outline-none"
            />
            {chip.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
