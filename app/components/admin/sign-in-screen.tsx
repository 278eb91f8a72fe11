import type { Refusal } from "~/components/errors/problem";
import { FormShell } from "~/components/account/form-shell";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { PasswordField } from "~/components/ui/password-field";
import { TextField } from "~/components/ui/text-field";
import { useForm } from "~/components/ui/use-form";
import type { AdminSignInForm } from "~/domain/admin/forms";
import { signIn as words } from "./words";

interface AdminSignInScreenProps {
  /** False: nobody has set a password yet. */
  hasPassword: boolean;
  asksForCode: boolean;
  next: string;
  refusal: Refusal | undefined;
}

/** POSTs intent, name, password, code and next to `/admin-control`. */
export function AdminSignInScreen({
  hasPassword,
  asksForCode,
  next,
  refusal,
}: AdminSignInScreenProps) {
  const [form, fields] = useForm<AdminSignInForm>({
    lastResult: refusal?.result,
    defaultValue: { next },
    autoFocus: "name",
  });
  if (!hasPassword)
    return (
      <FormShell title={words.pageTitle}>
        <Alert title={words.notSet}>{words.notSetWords}</Alert>
      </FormShell>
    );
  return (
    <FormShell title={words.pageTitle} words={words.words} problem={refusal?.problem}>
      <form id={form.id} method="post" action="/admin-control" className="grid gap-5">
        <input type="hidden" name="intent" value="sign-in" />
        <input type="hidden" name="next" value={fields.next.initialValue} />
        <TextField
          field={fields.name}
          label={words.name}
          hint={words.nameHint}
          autoComplete="username"
          required
        />
        <PasswordField
          field={fields.password}
          label={words.password}
          autoComplete="current-password"
          required
        />
        {asksForCode && (
          <TextField
            field={fields.code}
            label={words.code}
            hint={words.codeHint}
            autoComplete="one-time-code"
            inputMode="numeric"
            required
          />
        )}
        <Button size="lg" className="w-full">
          {words.button}
        </Button>
      </form>
    </FormShell>
  );
}
