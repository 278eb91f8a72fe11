import { Form, useNavigation } from "react-router";
import { Button } from "~/components/ui/button";
import { TextLink } from "~/components/ui/text-link";
import { useForm } from "~/components/ui/use-form";
import type { CodeForm } from "~/domain/account-forms";
import { CodeField } from "./code-field";
import { code as words } from "./code-words";
import { FormShell } from "./form-shell";
import type { AccountFormProps } from "./types";
import { withNext } from "./with-next";

/** POSTs code and next to `/login/code`. */
export function CodeScreen({ refusal, next }: AccountFormProps) {
  const [form, fields] = useForm<CodeForm>({
    lastResult: refusal?.result,
    defaultValue: { next },
    autoFocus: "code",
  });
  const { initialValue: wayBack = next } = fields.next;
  const busy = useNavigation().state === "submitting";
  return (
    <FormShell
      title={words.title}
      words={words.words}
      problem={refusal?.problem}
      after={
        <>
          <p>{words.lost}</p>
          <p>
            <TextLink to={withNext("/login", wayBack)}>{words.startOver}</TextLink>
          </p>
        </>
      }
    >
      <Form id={form.id} method="post" action="/login/code" className="grid gap-5">
        <input type="hidden" name="next" value={wayBack} />
        <CodeField field={fields.code} />
        <Button size="lg" className="w-full" busy={busy}>
          {busy ? words.busy : words.button}
        </Button>
      </Form>
    </FormShell>
  );
}
