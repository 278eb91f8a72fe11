import { Form, useNavigation } from "react-router";
import { useForm } from "~/components/ui/use-form";
import type { SignInForm } from "~/domain/forms";
import { FormShell } from "./form-shell";
import { GoogleLink } from "./google-link";
import { SignInFields } from "./sign-in-fields";
import { TextLink } from "~/components/ui/text-link";
import { withNext } from "./with-next";
import type { AccountFormProps } from "./types";
import { signIn as words } from "./words";

interface SignInScreenProps extends AccountFormProps {
  /** What happened before, in words. */
  notice: string | undefined;
}

/** POSTs email, password, next to `/login`. */
export function SignInScreen({ notice, refusal, next }: SignInScreenProps) {
  const [form, fields] = useForm<SignInForm>({
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
      words={notice}
      problem={refusal?.problem}
      after={
        <p>
          {words.newHere} <TextLink to={withNext("/signup", wayBack)}>{words.signUp}</TextLink>
        </p>
      }
    >
      <Form id={form.id} method="post" action="/login" className="grid gap-5">
        <SignInFields fields={fields} busy={busy} />
      </Form>
      <p className="text-center text-md">
        <TextLink to={withNext("/forgot-password", wayBack)}>{words.forgot}</TextLink>
      </p>
      <GoogleLink next={wayBack} saysTerms />
    </FormShell>
  );
}
