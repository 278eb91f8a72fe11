import { Form, useNavigation } from "react-router";
import { FormShell } from "./form-shell";
import { SignUpFields } from "./sign-in-fields";
import { TextLink } from "~/components/ui/text-link";
import { withNext } from "./with-next";
import type { AccountFormProps } from "./types";
import { useFirstInvalid } from "./use-first-invalid";
import { signUp as words } from "./words";

/** POSTs email, password, name, next to `/signup`. */
export function SignUpScreen(props: AccountFormProps) {
  const { problem, errors, next } = props;
  const form = useFirstInvalid(errors);
  const busy = useNavigation().state === "submitting";
  return (
    <FormShell
      title={words.title}
      problem={problem}
      after={
        <p>
          {words.haveOne} <TextLink to={withNext("/login", next)}>{words.signIn}</TextLink>
        </p>
      }
    >
      <Form ref={form} method="post" action="/signup" className="grid gap-5">
        <SignUpFields {...props} busy={busy} />
      </Form>
    </FormShell>
  );
}
