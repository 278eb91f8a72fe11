import { useRouteLoaderData } from "react-router";
import { Button } from "~/components/ui/button";
import { PasswordField } from "~/components/ui/password-field";
import { TextField } from "~/components/ui/text-field";
import type { AccountFormProps } from "./types";
import { firstField } from "./use-first-invalid";
import { fields as words, signIn, signUp } from "./words";

type FieldsProps = AccountFormProps & { busy: boolean };

/** The inside of the sign-in form, the same on its page and in the dialog. */
export function SignInFields({ values, errors, next, busy }: FieldsProps) {
  const focused = firstField(["email", "password"], errors);
  return (
    <>
      <input type="hidden" name="next" value={next} />
      <TextField
        label={words.email}
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={values["email"]}
        errors={errors["email"]}
        autoFocus={focused === "email"}
      />
      <PasswordField
        label={words.password}
        autoComplete="current-password"
        required
        errors={errors["password"]}
        autoFocus={focused === "password"}
      />
      <Button size="lg" className="w-full" busy={busy}>
        {busy ? signIn.busy : signIn.button}
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
  const focused = firstField(byMail ? ["email"] : ["email", "password", "name"], errors);
  return (
    <>
      <input type="hidden" name="next" value={next} />
      <TextField
        label={words.email}
        name="email"
        type="email"
        autoComplete="username"
        required
        hint={byMail ? words.emailHint : undefined}
        defaultValue={values["email"]}
        errors={errors["email"]}
        autoFocus={focused === "email"}
      />
      {!byMail && (
        <>
          <NewPasswordField errors={errors["password"]} focused={focused === "password"} />
          <TextField
            label={words.nameIfWanted}
            name="name"
            autoComplete="name"
            hint={words.nameHint}
            defaultValue={values["name"]}
            errors={errors["name"]}
            autoFocus={focused === "name"}
          />
        </>
      )}
      <Button size="lg" className="w-full" busy={busy}>
        {busy ? signUp.busy : signUp.button}
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
export function NewPasswordField({
  label = words.password,
  errors,
  focused,
}: NewPasswordFieldProps) {
  return (
    <PasswordField
      label={label}
      autoComplete="new-password"
      required
      minLength={8}
      hint={words.passwordHint}
      errors={errors}
      autoFocus={focused}
    />
  );
}
