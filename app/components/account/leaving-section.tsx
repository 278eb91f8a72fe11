import { Form, useNavigation } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { useForm } from "~/components/ui/use-form";
import type { OwnerForm as Fields } from "~/domain/account-forms";
import type { AccountView } from "~/domain/views";
import { leaving as words } from "./data-words";
import { OwnerField } from "./owner-field";
import { SignInAgain } from "./sign-in-again";

export interface LeavingSectionProps {
  account: AccountView;
  needs: "nothing" | "password" | "sign_in";
  /** They have just decided to stay. */
  isKept: boolean;
  refusal: Refusal | undefined;
}

/** POSTs `leave` with currentPassword, where it is asked, or `stay`, to the page. */
export function LeavingSection({ account, needs, isKept, refusal }: LeavingSectionProps) {
  return (
    <Card className="grid gap-3 p-5 max-sm:p-4">
      <h2 className="text-base">{words.title}</h2>
      {refusal?.problem && (
        <Alert variant="destructive" title={refusal.problem.title}>
          {refusal.problem.words}
        </Alert>
      )}
      {isKept && !refusal && <Alert variant="success" title={words.isKept} />}
      {account.deletesAt === null ? (
        <>
          <p className="text-soft">{words.words}</p>
          <p className="text-soft">{words.now}</p>
          {needs === "sign_in" ? (
            <SignInAgain path="/account/data" />
          ) : (
            <Leave account={account} needs={needs} refusal={refusal} />
          )}
        </>
      ) : (
        <Stay deletesAt={account.deletesAt} />
      )}
    </Card>
  );
}

function Leave({
  account,
  needs,
  refusal,
}: Pick<LeavingSectionProps, "account" | "refusal"> & { needs: "nothing" | "password" }) {
  const [form, fields] = useForm<Fields>({ id: "leave", lastResult: refusal?.result });
  const busy = useNavigation().formData?.get("intent") === "leave";
  return (
    <Form id={form.id} method="post" action="/account/data" className="grid gap-4">
      <AccountMark />
      <OwnerField field={fields.currentPassword} needs={needs} email={account.email} />
      <Button
        variant="destructive"
        name="intent"
        value="leave"
        busy={busy}
        className="justify-self-start"
      >
        {words.button}
      </Button>
    </Form>
  );
}

function Stay({ deletesAt }: { deletesAt: string }) {
  const busy = useNavigation().formData?.get("intent") === "stay";
  return (
    <>
      <Alert variant="destructive" title={words.pendingTitle(deletesAt)}>
        {words.pending}
      </Alert>
      <Form method="post" action="/account/data">
        <AccountMark />
        <Button name="intent" value="stay" busy={busy}>
          {words.keep}
        </Button>
      </Form>
    </>
  );
}
