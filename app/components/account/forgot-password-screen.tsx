import { Form, useNavigation } from "react-router";
import { Button } from "~/components/ui/button";
import { TextField } from "~/components/ui/text-field";
import { FormShell } from "./form-shell";
import { TextLink } from "~/components/ui/text-link";
import { withNext } from "./with-next";
import type { AccountFormProps } from "./types";
import { useFirstInvalid } from "./use-first-invalid";
import { fields, forgotPassword as words } from "./words";

/** POSTs email, next to `/forgot-password`. */
export function ForgotPasswordScreen({ values, errors, problem, next }: AccountFormProps) {
  const form = useFirstInvalid(errors);
  const busy = useNavigation().state === "submitting";
  return (
    <FormShell
      title={words.title}
      words={words.words}
      problem={problem}
      after={<TextLink to={withNext("/login", next)}>{words.back}</TextLink>}
    >
      <Form ref={form} method="post" action="/forgot-password" className="grid gap-5">
        <input type="hidden" name="next" value={next} />
        <TextField
          label={fields.email}
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={values["email"]}
          errors={errors["email"]}
          autoFocus
        />
        <Button size="lg" className="w-full" busy={busy}>
          {busy ? words.busy : words.button}
        </Button>
      </Form>
    </FormShell>
  );
}
