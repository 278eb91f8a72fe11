import type { ReactNode } from "react";
import { useRouteLoaderData } from "react-router";
import { Button } from "~/components/ui/button";
import { PasswordField } from "~/components/ui/password-field";
import { TextField } from "~/components/ui/text-field";
import type { Field, Fieldset } from "~/components/ui/use-form";
import type { SignInForm, SignUpForm } from "~/domain/forms";
import { fields as labels, signIn, signUp } from "./words";

interface FieldsProps<Form> {
  fields: Fieldset<Form>;
  busy: boolean;
}

/** The inside of the sign-in form, the same on its page and in the dialog. */
export function SignInFields({ fields, busy }: FieldsProps<SignInForm>) {
  return (
    <>
      <input type="hidden" name="next" value={fields.next.initialValue} />
      <TextField
        field={fields.email}
        label={labels.email}
        type="email"
        autoComplete="username"
        required
      />
      <PasswordField
        field={fields.password}
        label={labels.password}
        autoComplete="current-password"
        required
      />
      <Button size="lg" className="w-full" busy={busy}>
        {busy ? signIn.busy : signIn.button}
      </Button>
    </>
  );
}

/**
 * The inside of the sign-up form, the same on its page and in the dialog. Where a mailed link finishes the account it
 * asks for the address alone.
 */
export function SignUpFields({ fields, busy }: FieldsProps<SignUpForm>) {
  const root = useRouteLoaderData<{ signUpByMail: boolean }>("root");
  const byMail = root?.signUpByMail ?? false;
  return (
    <>
      <input type="hidden" name="next" value={fields.next.initialValue} />
      <TextField
        field={fields.email}
        label={labels.email}
        type="email"
        autoComplete="username"
        required
        hint={byMail ? labels.emailHint : undefined}
      />
      {!byMail && (
        <>
          <NewPasswordField field={fields.password} label={labels.password} />
          <TextField
            field={fields.name}
            label={labels.nameIfWanted}
            autoComplete="name"
            hint={labels.nameHint}
          />
        </>
      )}
      <Button size="lg" className="w-full" busy={busy}>
        {busy ? signUp.busy : signUp.button}
      </Button>
      <p className="text-md text-soft">
        <Agreement />
      </p>
    </>
  );
}

/** What whoever creates an account agrees to. */
export function Agreement() {
  const root = useRouteLoaderData<{ signupAge: number }>("root");
  return (
    <>
      {signUp.agree(root?.signupAge ?? 0)} <NewTabLink to="/terms">{signUp.terms}</NewTabLink>{" "}
      {signUp.and} <NewTabLink to="/privacy">{signUp.privacy}</NewTabLink>.
    </>
  );
}

/** What was typed stays where it is. */
function NewTabLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <a href={to} target="_blank" rel="noopener" className="link">
      {children}
    </a>
  );
}

/** A password to be chosen, with its rules said first. */
export function NewPasswordField(props: { field: Field; label: string }) {
  return (
    <PasswordField
      {...props}
      autoComplete="new-password"
      required
      minLength={8}
      hint={labels.passwordHint}
    />
  );
}
