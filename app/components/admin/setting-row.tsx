import type { Refusal } from "~/components/errors/problem";
import { tabNames } from "~/components/layout/words";
import { FieldError } from "~/components/ui/field-error";
import { TextField } from "~/components/ui/text-field";
import { useForm } from "~/components/ui/use-form";
import type { SettingForm } from "~/domain/admin/forms";
import {
  settingSorts,
  type AppSettings,
  type PlainSetting,
  type SettingSort,
} from "~/domain/admin/settings";
import { generationKinds } from "~/domain/generation";
import { ChangeForm } from "./change-form";
import { Checkbox } from "./checkbox";
import { FoldedRow } from "./folded-row";
import { settingWords } from "./setting-words";
import { change as words } from "./words";

interface SettingRowProps {
  name: PlainSetting;
  settings: AppSettings;
  /** What the environment says, where nobody has chosen. */
  fallback: { value: number; variable: string } | undefined;
  /** Of this setting's own form. */
  refusal: Refusal | undefined;
}

/** A setting of the whole app. POSTs intent, name, value, isOn, the kinds, seen and reason. */
export function SettingRow({ name, settings, fallback, refusal }: SettingRowProps) {
  const { label, hint, field, now } = settingWords[name];
  const { sort }: SettingSort = settingSorts[name];
  const [form, fields] = useForm<SettingForm>({
    id: `change-${name}`,
    lastResult: refusal?.result,
    defaultValue: valuesOf(name, settings),
  });
  const isUnset = settings[name] === null && fallback;
  const standing = isUnset
    ? words.fromEnvironment(fallback.value.toLocaleString("en-US"), fallback.variable)
    : now(settings);
  return (
    <FoldedRow id={name} label={label} now={standing} isOpen={refusal !== undefined}>
      <ChangeForm
        id={form.id}
        reason={fields.reason}
        problem={refusal?.problem}
        hidden={{ intent: "change", name, seen: JSON.stringify(settings[name]) }}
      >
        <p className="text-md text-soft">{hint}</p>
        {sort === "switch" && <Checkbox field={fields.isOn} label={field} />}
        {sort === "message" && <Checkbox field={fields.isOn} label={words.isOn} />}
        {sort === "kinds" && (
          <fieldset className="min-w-0">
            <legend className="font-medium">{field}</legend>
            {generationKinds.map((kind) => (
              <Checkbox key={kind} field={fields[kind]} label={tabNames[kind]} />
            ))}
          </fieldset>
        )}
        {(sort === "number" || sort === "message" || sort === "words") && (
          <TextField
            field={fields.value}
            label={field}
            autoComplete="off"
            inputMode={sort === "number" ? "numeric" : undefined}
          />
        )}
        <FieldError field={fields.seen} />
      </ChangeForm>
    </FoldedRow>
  );
}

/** What the form begins with. */
function valuesOf(name: PlainSetting, settings: AppSettings) {
  const value = settings[name];
  const off = settings.disabled_kinds;
  return {
    value: typeof value === "string" || typeof value === "number" ? `${value}` : "",
    isOn: value === true || typeof value === "string" ? "on" : undefined,
    ...Object.fromEntries(
      generationKinds.map((kind) => [kind, off.includes(kind) ? undefined : "on"]),
    ),
  };
}
