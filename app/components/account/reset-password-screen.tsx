import { Form, useNavigation } from "react-router";
import { Button } from "~/components/ui/button";
import { PasswordField } from "~/components/ui/password-field";
import { FormShell } from "./form-shell";
import { NewPasswordField } from "./sign-in-fields";
import { TextLink } from "./text-link";
import type { AccountFormProps } from "./types";
import { firstField, useFirstInvalid } from "./use-first-invalid";

interface ResetPasswordScreenProps extends AccountFormProps {
  /** Lets password managers find the account. */
  email: string;
  /** False for who came by a link from a mail. */
  asksCurrent: boolean;
}

/** POSTs currentPassword, where it is asked, password and next to `/reset-password`. */
export function ResetPasswordScreen({
  errors,
  problem,
  next,
  email,
  asksCurrent,
}: ResetPasswordScreenProps) {
  const form = useFirstInvalid(errors);
  const busy = useNavigation().state === "submitting";
  const fields = asksCurrent ? ["currentPassword", "password"] : ["password"];
  const focused = firstField(fields, errors);
  return (
    <FormShell
      title="Choose your password"
      words="You'll sign in with it from now on. Every other browser will be signed out."
      problem={problem}
      after={
        asksCurrent && <TextLink to="/forgot-password">I don't know my current password</TextLink>
      }
    >
      <Form ref={form} method="post" action="/reset-password" className="grid gap-5">
        <input type="hidden" name="next" value={next} />
        <input type="email" name="email" autoComplete="username" readOnly hidden value={email} />
        {asksCurrent && (
          <PasswordField
            label="Current password"
            name="currentPassword"
            autoComplete="current-password"
            required
            errors={errors["currentPassword"]}
            autoFocus={focused === "currentPassword"}
          />
        )}
        <NewPasswordField
          label="New password"
          errors={errors["password"]}
          focused={focused === "password"}
        />
        <Button tone="main" size="large" wide disabled={busy}>
          {busy ? "Saving" : "Save the new password"}
        </Button>
      </Form>
    </FormShell>
  );
}
