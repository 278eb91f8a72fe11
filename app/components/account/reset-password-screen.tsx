import { Form, useNavigation } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";
import { Button } from "~/components/ui/button";
import { PasswordField } from "~/components/ui/password-field";
import { useForm } from "~/components/ui/use-form";
import type { ResetPasswordForm } from "~/domain/forms";
import { FormShell } from "./form-shell";
import { SignInAgain } from "./sign-in-again";
import { NewPasswordField } from "./sign-in-fields";
import { TextLink } from "~/components/ui/text-link";
import type { AccountFormProps } from "./types";
import { fields as labels, resetPassword as words } from "./words";

interface ResetPasswordScreenProps extends AccountFormProps {
  /** Lets password managers find the account. */
  email: string;
  /** What they have still to show; `sign_in`: they have no password, and signed in too long ago. */
  needs: "nothing" | "password" | "sign_in";
  /** How they have just come in. */
  openedBy: string;
}

/** POSTs currentPassword, where it is asked, password and next to `/reset-password`. */
export function ResetPasswordScreen(props: ResetPasswordScreenProps) {
  const { refusal, next, email, needs, openedBy } = props;
  const asksCurrent = needs === "password";
  const isFirst = openedBy === "signup";
  const [form, fields] = useForm<ResetPasswordForm>({
    lastResult: refusal?.result,
    defaultValue: { next },
    autoFocus: asksCurrent ? "currentPassword" : "password",
  });
  const busy = useNavigation().state === "submitting";
  if (needs === "sign_in")
    return (
      <FormShell title={words.title}>
        <SignInAgain path="/reset-password" />
      </FormShell>
    );
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
