import { Form } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { FieldError } from "~/components/ui/field-error";
import { getTextareaProps } from "~/components/ui/field-props";
import { Label } from "~/components/ui/label";
import { Textarea } from "~/components/ui/textarea";
import { TextLink } from "~/components/ui/text-link";
import { useForm } from "~/components/ui/use-form";
import { UserText } from "~/components/ui/user-text";
import type { BlockedPrompt, ObjectionForm } from "~/domain/blocked-prompts";
import { blocked as words } from "./words";

interface BlockedScreenProps {
  blocked: BlockedPrompt;
  refusal: Refusal | undefined;
}

/** Where a person says why a prompt of theirs should not have been refused. POSTs `words`. */
export function BlockedScreen({ blocked, refusal }: BlockedScreenProps) {
  const { phrase, prompt, objection } = blocked;
  const [form, fields] = useForm<ObjectionForm>({
    lastResult: refusal?.result,
    defaultValue: { words: objection ?? "" },
  });
  return (
    <div className="mx-auto grid w-full max-w-lg flex-1 content-center gap-5 px-4 py-10 sm:py-16">
      <Card className="grid gap-5 p-6 sm:p-8">
        <h1 className="text-2xl">{words.pageTitle}</h1>
        {objection !== null && !refusal && (
          <Alert variant="success" title={words.sent}>
            {words.sentWords}
          </Alert>
        )}
        {refusal?.problem && (
          <Alert variant="destructive" title={refusal.problem.title}>
            {refusal.problem.words}
          </Alert>
        )}
        <UserText as="p">
          {words.intro} <b>“{phrase}”</b>. {words.notCharged}
        </UserText>
        <div className="grid gap-1">
          <p className="font-medium">{words.prompt}</p>
          <UserText as="p" className="whitespace-pre-line text-soft">
            {prompt}
          </UserText>
        </div>
        <Form id={form.id} method="post" className="grid gap-4">
          <AccountMark />
          <div className="grid gap-1.5">
            <Label htmlFor={fields.words.id}>{words.words}</Label>
            <Textarea {...getTextareaProps(fields.words)} required maxLength={2000} rows={4} />
            <FieldError field={fields.words} />
          </div>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Button size="lg">{words.button}</Button>
            <TextLink to="/">{words.back}</TextLink>
          </div>
        </Form>
      </Card>
    </div>
  );
}
