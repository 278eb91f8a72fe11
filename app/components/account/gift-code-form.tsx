import { Form, useNavigation } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { TextField } from "~/components/ui/text-field";
import { useForm } from "~/components/ui/use-form";
import { formatCredits } from "~/domain/credits";
import type { GiftCodeForm as Fields } from "~/domain/gift-codes";
import { giftCode as words } from "./words";

interface GiftCodeFormProps {
  /** What a code has just given; null: none has. */
  addedCredits: number | null;
  refusal: Refusal | undefined;
}

/** Where a gift code is typed in. POSTs `code` to the page. */
export function GiftCodeForm({ addedCredits, refusal }: GiftCodeFormProps) {
  const [form, fields] = useForm<Fields>({ id: "gift-code", lastResult: refusal?.result });
  const busy = useNavigation().formData?.has("code") ?? false;
  return (
    <Card className="grid gap-3 p-5">
      <h2 className="text-base">{words.title}</h2>
      {addedCredits !== null && !refusal && (
        <Alert variant="success" title={words.added(formatCredits(addedCredits))}>
          {words.addedWords}
        </Alert>
      )}
      {refusal?.problem && (
        <Alert variant="destructive" title={refusal.problem.title}>
          {refusal.problem.words}
        </Alert>
      )}
      <Form id={form.id} method="post" action="/account/credits" className="grid gap-3">
        <AccountMark />
        <TextField
          key={addedCredits}
          field={fields.code}
          label={words.label}
          autoCapitalize="characters"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          required
        />
        <Button variant="outline" busy={busy} className="justify-self-start">
          {words.button}
        </Button>
      </Form>
    </Card>
  );
}
