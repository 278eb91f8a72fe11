import { Form, useNavigation } from "react-router";
import { Button } from "~/components/ui/button";
import { FormShell } from "./form-shell";
import { NewPasswordField } from "./sign-in-fields";
import type { AccountFormProps } from "./types";
import { useFirstInvalid } from "./use-first-invalid";

/** POSTs password, next to `/reset-password`. `values.email`, where known, lets password managers find the account. */
export function ResetPasswordScreen({ values, errors, problem, next }: AccountFormProps) {
  const form = useFirstInvalid(errors);
  const busy = useNavigation().state === "submitting";
  return (
    <FormShell
      title="Your new password"
      words="It replaces the old one everywhere."
      problem={problem}
    >
      <Form ref={form} method="post" action="/reset-password" className="grid gap-5">
        <input type="hidden" name="next" value={next} />
        {values["email"] && (
          <input
            type="email"
            name="email"
            autoComplete="username"
            readOnly
            hidden
            value={values["email"]}
          />
        )}
        <NewPasswordField errors={errors["password"]} focused />
        <Button tone="main" size="large" wide disabled={busy}>
          {busy ? "Saving" : "Save the new password"}
        </Button>
      </Form>
    </FormShell>
  );
}
