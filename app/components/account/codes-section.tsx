import { Form, useNavigation } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Button } from "~/components/ui/button";
import { ExactTime } from "~/components/ui/moment";
import { TextLink } from "~/components/ui/text-link";
import { useForm } from "~/components/ui/use-form";
import type { OwnerForm } from "~/domain/account-forms";
import { codesSection as words } from "./code-words";
import { OwnerField } from "./owner-field";
import { SignInAgain } from "./sign-in-again";

export interface CodesSectionProps {
  email: string;
  /** Since when they are on; null: they are off. */
  since: string | null;
  needs: "nothing" | "password" | "sign_in";
  refusal: Refusal | undefined;
}

/** POSTs `codes-off` with currentPassword, where it is asked, to the page. */
export function CodesSection({ email, since, needs, refusal }: CodesSectionProps) {
  if (since === null)
    return (
      <>
        <p className="text-soft">{words.off}</p>
        <p>
          <TextLink to="/account/security/codes">{words.turnOn}</TextLink>
        </p>
      </>
    );
  return (
    <>
      <p className="text-soft">
        {words.on} {words.since} <ExactTime iso={since} />.
      </p>
      {needs === "sign_in" ? (
        <SignInAgain path="/account/security" />
      ) : (
        <TurnOffForm email={email} needs={needs} refusal={refusal} />
      )}
    </>
  );
}

type TurnOffFormProps = Pick<CodesSectionProps, "email" | "refusal"> & {
  needs: "nothing" | "password";
};

function TurnOffForm({ email, needs, refusal }: TurnOffFormProps) {
  const [form, fields] = useForm<OwnerForm>({ id: "codes-off", lastResult: refusal?.result });
  const busy = useNavigation().formData?.get("intent") === "codes-off";
  return (
    <Form id={form.id} method="post" action="/account/security" className="grid gap-4">
      <AccountMark />
      <OwnerField field={fields.currentPassword} needs={needs} email={email} />
      <Button
        variant="outline"
        name="intent"
        value="codes-off"
        busy={busy}
        className="justify-self-start"
      >
        {words.turnOff}
      </Button>
    </Form>
  );
}
