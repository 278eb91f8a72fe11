import type { Refusal } from "~/components/errors/problem";
import { TextField } from "~/components/ui/text-field";
import { useForm } from "~/components/ui/use-form";
import type { ProviderForm } from "~/domain/admin/forms";
import type { ProviderSetting } from "~/domain/model-setting";
import { ChangeForm } from "./change-form";
import { Checkbox } from "./checkbox";
import { FoldedRow } from "./folded-row";
import { change as words } from "./words";

export interface ProviderRowProps {
  provider: { name: string; displayName: string };
  setting: ProviderSetting | null;
  refusal: Refusal | undefined;
}

/** An outside provider. POSTs intent, provider, isOn, message, seen and reason. */
export function ProviderRow({ provider, setting, refusal }: ProviderRowProps) {
  const { name, displayName } = provider;
  const isOn = setting?.enabled !== false;
  const [form, fields] = useForm<ProviderForm>({
    id: `change-provider-${name}`,
    lastResult: refusal?.result,
    defaultValue: { isOn: isOn ? "on" : undefined, message: setting?.message ?? "" },
  });
  const now = [isOn ? words.on : words.off, setting?.message].filter(Boolean).join(" · ");
  return (
    <FoldedRow id={`provider-${name}`} label={displayName} now={now} isOpen={refusal !== undefined}>
      <ChangeForm
        id={form.id}
        reason={fields.reason}
        problem={refusal?.problem}
        hidden={{ intent: "provider", provider: name, seen: JSON.stringify(setting) }}
      >
        <Checkbox field={fields.isOn} label={words.isOn} />
        <TextField
          field={fields.message}
          label={words.message}
          hint={words.messageHint}
          autoComplete="off"
        />
      </ChangeForm>
    </FoldedRow>
  );
}
