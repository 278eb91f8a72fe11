import { Form, useNavigation } from "react-router";
import { FormShell } from "./form-shell";
import { SignInFields } from "./sign-in-fields";
import { TextLink } from "~/components/ui/text-link";
import { withNext } from "./with-next";
import type { AccountFormProps } from "./types";
import { useFirstInvalid } from "./use-first-invalid";
import { signIn as words } from "./words";

interface SignInScreenProps extends AccountFormProps {
  /** What happened before, in words. */
  notice: string | undefined;
}

/** POSTs email, password, next to `/login`. */
export function SignInScreen({ notice, ...props }: SignInScreenProps) {
  const { problem, errors, next } = props;
  const form = useFirstInvalid(errors);
  const busy = useNavigation().state === "submitting";
  return (
    <FormShell
      title={words.title}
      words={notice}
      problem={problem}
      after={
        <p>
          {words.newHere} <TextLink to={withNext("/signup", next)}>{words.signUp}</TextLink>
        </p>
      }
    >
      <Form ref={form} method="post" action="/login" className="grid gap-5">
        <SignInFields {...props} busy={busy} />
      </Form>
      <p className="text-center text-md">
        <TextLink to={withNext("/forgot-password", next)}>{words.forgot}</TextLink>
      </p>
    </FormShell>
  );
}
