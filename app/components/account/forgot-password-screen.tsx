import { Form, useNavigation } from "react-router";
import { Button } from "~/components/ui/button";
import { TextField } from "~/components/ui/text-field";
import { useForm } from "~/components/ui/use-form";
import type { ForgotPasswordForm } from "~/domain/forms";
import { FormShell } from "./form-shell";
import { TextLink } from "~/components/ui/text-link";
import { withNext } from "./with-next";
import type { AccountFormProps } from "./types";
import { fields as labels, forgotPassword as words } from "./words";

/** POSTs email, next to `/forgot-password`. */
export function ForgotPasswordScreen({ refusal, next }: AccountFormProps) {
  const [form, fields] = useForm<ForgotPasswordForm>({
    lastResult: refusal?.result,
    autoFocus: "email",
  });
  const busy = useNavigation().state === "submitting";
  return (
    <FormShell
      title={words.title}
      words={words.words}
      problem={refusal?.problem}
      after={<TextLink to={withNext("/login", next)}>{words.back}</TextLink>}
    >
      <Form id={form.id} method="post" action="/forgot-password" className="grid gap-5">
        <input type="hidden" name="next" value={next} />
        <TextField
          field={fields.email}
          label={labels.email}
          type="email"
          autoComplete="username"
          required
        />
        <Button size="lg" className="w-full" busy={busy}>
          {busy ? words.busy : words.button}
        </Button>
      </Form>
    </FormShell>
  );
}
