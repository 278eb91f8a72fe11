import { Form, useNavigation } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { TextField } from "~/components/ui/text-field";
import { useForm } from "~/components/ui/use-form";
import { UserText } from "~/components/ui/user-text";
import type { ChangeEmailForm as Fields, PendingEmail } from "~/domain/account-forms";
import type { AccountView } from "~/domain/views";
import { OwnerField } from "./owner-field";
import { security as words } from "./security-words";
import { SignInAgain } from "./sign-in-again";
import { mail } from "./words";

export interface EmailSectionProps {
  account: AccountView;
  pending: PendingEmail | null;
  /** Whether this server keeps its mails in a folder instead of sending them. */
  keptHere: boolean;
  needs: "nothing" | "password" | "sign_in";
  refusal: Refusal | undefined;
}

/** POSTs `change-email` with email and currentPassword, where it is asked, or `cancel-email`, to the page. */
export function EmailSection({ account, pending, keptHere, needs, refusal }: EmailSectionProps) {
  return (
    <>
      <UserText as="p" className="text-soft">
        {words.isEmail(account.email)}
      </UserText>
      {pending ? (
        <PendingChange pending={pending} keptHere={keptHere} />
      ) : needs === "sign_in" ? (
        <SignInAgain path="/account/security" />
      ) : (
        <ChangeForm account={account} needs={needs} refusal={refusal} />
      )}
    </>
  );
}

function PendingChange({
  pending,
  keptHere,
}: Required<Pick<EmailSectionProps, "keptHere">> & { pending: PendingEmail }) {
  const { newEmail, isHalfConfirmed } = pending;
  const busy = useNavigation().formData?.get("intent") === "cancel-email";
  return (
    <>
      <Alert title={isHalfConfirmed ? words.halfTitle : words.pendingTitle}>
        <UserText as="p">
          {isHalfConfirmed ? words.half(newEmail) : words.pending(newEmail)}
          {keptHere && mail.keptHere}
        </UserText>
      </Alert>
      <Form method="post" action="/account/security">
        <AccountMark />
        <Button variant="outline" name="intent" value="cancel-email" busy={busy}>
          {words.cancelEmail}
        </Button>
      </Form>
    </>
  );
}

function ChangeForm({
  account,
  needs,
  refusal,
}: Pick<EmailSectionProps, "account" | "refusal"> & { needs: "nothing" | "password" }) {
  const [form, fields] = useForm<Fields>({ id: "email", lastResult: refusal?.result });
  const busy = useNavigation().formData?.get("intent") === "change-email";
  return (
    <Form id={form.id} method="post" action="/account/security" className="grid gap-4">
      <AccountMark />
      <TextField
        field={fields.email}
        label={words.newEmail}
        hint={words.newEmailHint}
        type="email"
        autoComplete="off"
        required
      />
      <OwnerField field={fields.currentPassword} needs={needs} email={account.email} />
      <Button
        variant="outline"
        name="intent"
        value="change-email"
        busy={busy}
        className="justify-self-start"
      >
        {words.changeEmail}
      </Button>
    </Form>
  );
}
