import { Form, useNavigation } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";
import { Button } from "~/components/ui/button";
import { PasswordField } from "~/components/ui/password-field";
import { useForm } from "~/components/ui/use-form";
import type { ResetPasswordForm } from "~/domain/forms";
import { FormShell } from "./form-shell";
import { NewPasswordField } from "./sign-in-fields";
import { TextLink } from "~/components/ui/text-link";
import type { AccountFormProps } from "./types";
import { fields as labels, resetPassword as words } from "./words";

interface ResetPasswordScreenProps extends AccountFormProps {
  /** Lets password managers find the account. */
  email: string;
  /** What somebody came by who need not know the password so far; null: they must. */
  link: "signup" | "recovery" | null;
}

/** POSTs currentPassword, where it is asked, password and next to `/reset-password`. */
export function ResetPasswordScreen({ refusal, next, email, link }: ResetPasswordScreenProps) {
  const asksCurrent = link === null;
  const isFirst = link === "signup";
  const [form, fields] = useForm<ResetPasswordForm>({
    lastResult: refusal?.result,
    defaultValue: { next },
    autoFocus: asksCurrent ? "currentPassword" : "password",
  });
  const busy = useNavigation().state === "submitting";
  return (
    <FormShell
      title={isFirst ? words.firstTitle : words.title}
      words={isFirst ? words.firstWords : words.words}
      problem={refusal?.problem}
      after={asksCurrent && <TextLink to="/forgot-password">{words.forgot}</TextLink>}
    >
      <Form id={form.id} method="post" action="/reset-password" className="grid gap-5">
        <AccountMark />
        <input type="hidden" name="next" value={fields.next.initialValue} />
        <input type="email" name="email" autoComplete="username" readOnly hidden value={email} />
        {asksCurrent && (
          <PasswordField
            field={fields.currentPassword}
            label={labels.currentPassword}
            autoComplete="current-password"
            required
          />
        )}
        <NewPasswordField
          field={fields.password}
          label={isFirst ? labels.password : labels.newPassword}
        />
        <Button size="lg" className="w-full" busy={busy}>
          {busy ? words.busy : isFirst ? words.firstButton : words.button}
        </Button>
      </Form>
    </FormShell>
  );
}
