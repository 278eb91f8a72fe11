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
  /** What somebody came by who need not know the password so far; null: they must. */
  link: "signup" | "recovery" | null;
}

/** POSTs currentPassword, where it is asked, password and next to `/reset-password`. */
export function ResetPasswordScreen({
  errors,
  problem,
  next,
  email,
  link,
}: ResetPasswordScreenProps) {
  const form = useFirstInvalid(errors);
  const busy = useNavigation().state === "submitting";
  const asksCurrent = link === null;
  const fields = asksCurrent ? ["currentPassword", "password"] : ["password"];
  const focused = firstField(fields, errors);
  return (
    <FormShell
      title={link === "signup" ? "Choose your password" : "Choose a new password"}
      words={
        link === "signup"
          ? "You'll sign in with it from now on."
          : "You'll sign in with it from now on. Every other browser will be signed out."
      }
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
          label={link === "signup" ? "Password" : "New password"}
          errors={errors["password"]}
          focused={focused === "password"}
        />
        <Button tone="main" size="large" wide disabled={busy}>
          {busy ? "Saving" : link === "signup" ? "Save the password" : "Save the new password"}
        </Button>
      </Form>
    </FormShell>
  );
}
