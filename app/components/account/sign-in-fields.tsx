import { useRouteLoaderData } from "react-router";
import { Button } from "~/components/ui/button";
import { PasswordField } from "~/components/ui/password-field";
import { TextField } from "~/components/ui/text-field";
import type { AccountFormProps } from "./types";
import { firstField } from "./use-first-invalid";

type FieldsProps = AccountFormProps & { busy: boolean };

/** The inside of the sign-in form, the same on its page and in the dialog. */
export function SignInFields({ values, errors, next, busy }: FieldsProps) {
  const focused = firstField(["email", "password"], errors);
  return (
    <>
      <input type="hidden" name="next" value={next} />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={values["email"]}
        errors={errors["email"]}
        autoFocus={focused === "email"}
      />
      <PasswordField
        label="Password"
        autoComplete="current-password"
        required
        errors={errors["password"]}
        autoFocus={focused === "password"}
      />
      <Button tone="main" size="large" wide disabled={busy}>
        {busy ? "Signing in" : "Sign in"}
      </Button>
    </>
  );
}

/**
 * The inside of the sign-up form, the same on its page and in the dialog. Where a mailed link finishes the account it asks for
 * the address alone.
 */
export function SignUpFields({ values, errors, next, busy }: FieldsProps) {
  const byMail = useRouteLoaderData<{ signUpByMail: boolean }>("root")?.signUpByMail ?? false;
  const focused = firstField(byMail ? ["email"] : ["name", "email", "password"], errors);
  return (
    <>
      <input type="hidden" name="next" value={next} />
      {!byMail && (
        <TextField
          label="Name"
          name="name"
          autoComplete="name"
          hint="Only you see it. You may leave it empty."
          defaultValue={values["name"]}
          errors={errors["name"]}
          autoFocus={focused === "name"}
        />
      )}
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        hint={byMail ? "We'll send you a link. Open it to choose a password." : undefined}
        defaultValue={values["email"]}
        errors={errors["email"]}
        autoFocus={focused === "email"}
      />
      {!byMail && <NewPasswordField errors={errors["password"]} focused={focused === "password"} />}
      <Button tone="main" size="large" wide disabled={busy}>
        {busy ? "Creating your account" : "Create account"}
      </Button>
    </>
  );
}

interface NewPasswordFieldProps {
  label?: string;
  errors: readonly string[] | undefined;
  focused: boolean;
}

/** A password to be chosen, with its rules said first. */
export function NewPasswordField({ label = "Password", errors, focused }: NewPasswordFieldProps) {
  return (
    <PasswordField
      label={label}
      autoComplete="new-password"
      required
      minLength={8}
      hint="At least 8 characters. Not your name, your email or a common password."
      errors={errors}
      autoFocus={focused}
    />
  );
}
