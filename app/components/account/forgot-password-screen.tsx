import { Form, useNavigation } from "react-router";
import { Button } from "~/components/ui/button";
import { TextField } from "~/components/ui/text-field";
import { FormShell } from "./form-shell";
import { TextLink } from "./text-link";
import { withNext } from "./with-next";
import type { AccountFormProps } from "./types";
import { useFirstInvalid } from "./use-first-invalid";

/** POSTs email, next to `/forgot-password`. */
export function ForgotPasswordScreen({ values, errors, problem, next }: AccountFormProps) {
  const form = useFirstInvalid(errors);
  const busy = useNavigation().state === "submitting";
  return (
    <FormShell
      title="Choose a new password"
      words="Tell us your e-mail address. If it has an account, we send a link there."
      problem={problem}
      after={<TextLink to={withNext("/login", next)}>Back to signing in</TextLink>}
    >
      <Form ref={form} method="post" action="/forgot-password" className="grid gap-5">
        <input type="hidden" name="next" value={next} />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={values["email"]}
          errors={errors["email"]}
          autoFocus
        />
        <Button tone="main" size="large" wide disabled={busy}>
          {busy ? "Sending" : "Send the link"}
        </Button>
      </Form>
    </FormShell>
  );
}
