import { Form, useNavigation } from "react-router";
import type { Problem } from "~/components/errors/problem";
import { useForm } from "~/components/ui/use-form";
import type { SignUpForm } from "~/domain/forms";
import { FormShell } from "./form-shell";
import { GoogleLink } from "./google-link";
import { SignUpFields } from "./sign-in-fields";
import { TextLink } from "~/components/ui/text-link";
import { withNext } from "./with-next";
import type { AccountFormProps } from "./types";
import { signUp as words } from "./words";

interface SignUpScreenProps extends AccountFormProps {
  /** Why nobody signs up now. */
  closed?: Problem | null;
}

/** POSTs email, password, name, next to `/signup`. What was typed before sign-ups were closed stays. */
export function SignUpScreen({ refusal, next, closed }: SignUpScreenProps) {
  const [form, fields] = useForm<SignUpForm>({
    lastResult: refusal?.result,
    defaultValue: { next },
    autoFocus: "email",
  });
  // The address of a refused form does not say it, the form does.
  const { initialValue: wayBack = next } = fields.next;
  const busy = useNavigation().state === "submitting";
  return (
    <FormShell
      title={words.title}
      problem={refusal?.problem ?? closed ?? undefined}
      after={
        <p>
          {words.haveOne} <TextLink to={withNext("/login", wayBack)}>{words.signIn}</TextLink>
        </p>
      }
    >
      {(refusal || !closed) && (
        <>
          <Form id={form.id} method="post" action="/signup" className="grid gap-5">
            <SignUpFields fields={fields} busy={busy} />
          </Form>
          <GoogleLink next={wayBack} />
        </>
      )}
    </FormShell>
  );
}
