import { TextField } from "~/components/ui/text-field";
import type { Field } from "~/components/ui/use-form";
import type { NumberRange } from "~/domain/models";
import { IntentButton } from "./intent-button";
import { settings as words } from "./words";

/**
 * A number as text: a browser that checked it itself would block the form without a word while the field is folded
 * away. The server says what fits.
 */
const asText = { inputMode: "decimal", autoComplete: "off", className: "tabular-nums" } as const;

interface NumberFieldProps {
  field: Field;
  label: string;
  hint: string;
  choice: NumberRange;
}

/** A number within the bounds of the model. Empty is the usual one. */
export function NumberField({ choice, hint, ...props }: NumberFieldProps) {
  return (
    <TextField
      {...props}
      {...asText}
      placeholder={`${choice.default}`}
      hint={`${hint} ${words.range(choice.min, choice.max, choice.default)}`.trim()}
    />
  );
}

interface SeedFieldProps {
  field: Field;
  /** Of the latest request. */
  last: string | null;
  onChange(fields: { seed: string }): void;
}

export function SeedField({ field, last, onChange }: SeedFieldProps) {
  return (
    <TextField
      field={field}
      {...asText}
      label={words.seed}
      placeholder={words.seedPlaceholder}
      hint={words.seedHint}
    >
      {last && last !== field.initialValue && (
        <IntentButton
          intent={`seed:${last}`}
          onPress={() => onChange({ seed: last })}
          className="link min-h-11 justify-self-start text-md"
        >
          {words.keepSeed} <span className="tabular-nums">{last}</span>
        </IntentButton>
      )}
    </TextField>
  );
}
