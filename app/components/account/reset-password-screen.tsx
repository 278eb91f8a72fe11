import { Form, useNavigation } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";
import { Button } from "~/components/ui/button";
import { PasswordField } from "~/components/ui/password-field";
import { FormShell } from "./form-shell";
import { NewPasswordField } from "./sign-in-fields";
import { TextLink } from "~/components/ui/text-link";
import type { AccountFormProps } from "./types";
import { firstField, useFirstInvalid } from "./use-first-invalid";
import { fields, resetPassword as words } from "./words";

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
  const isFirst = link === "signup";
  const asked = asksCurrent ? ["currentPassword", "password"] : ["password"];
  const focused = firstField(asked, errors);
  return (
    <FormShell
      title={isFirst ? words.firstTitle : words.title}
      words={isFirst ? words.firstWords : words.words}
      problem={problem}
      after={asksCurrent && <TextLink to="/forgot-password">{words.forgot}</TextLink>}
    >
      <Form ref={form} method="post" action="/reset-password" className="grid gap-5">
        <AccountMark />
        <input type="hidden" name="next" value={next} />
        <input type="email" name="email" autoComplete="username" readOnly hidden value={email} />
        {asksCurrent && (
          <PasswordField
            label={fields.currentPassword}
            name="currentPassword"
            autoComplete="current-password"
            required
            errors={errors["currentPassword"]}
            autoFocus={focused === "currentPassword"}
          />
        )}
        <NewPasswordField
          label={isFirst ? fields.password : fields.newPassword}
          errors={errors["password"]}
          focused={focused === "password"}
        />
        <Button size="lg" className="w-full" busy={busy}>
          {busy ? words.busy : isFirst ? words.firstButton : words.button}
        </Button>
      </Form>
    </FormShell>
  );
}
