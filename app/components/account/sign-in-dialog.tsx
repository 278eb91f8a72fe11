import { useEffect, useState } from "react";
import { useFetcher } from "react-router";
import { Alert } from "~/components/ui/alert";
import { Dialog } from "~/components/ui/dialog";
import { useForm } from "~/components/ui/use-form";
import type { Refusal } from "~/components/errors/problem";
import type { SignInForm, SignUpForm } from "~/domain/forms";
import { GoogleLink } from "./google-link";
import { SignInFields, SignUpFields } from "./sign-in-fields";
import { TextLink } from "~/components/ui/text-link";
import { withNext } from "./with-next";
import type { SentMail, SignInDialogProps } from "./types";
import * as words from "./words";

/** The same forms as on `/login` and `/signup`, over the page where one was. Import it lazily. */
export function SignInDialog({ next, mode, onClose }: SignInDialogProps) {
  const [signUp, setSignUp] = useState(mode === "sign-up");
  const kind = signUp ? "sign-up" : "sign-in";
  return (
    <Dialog title={signUp ? words.signUp.title : words.signIn.title} onClose={onClose}>
      <DialogForm key={kind} signUp={signUp} next={next} onDone={onClose} />
      <div className="mt-5">
        <GoogleLink next={next} saysTerms={!signUp} />
      </div>
      <div className="mt-5 grid justify-items-center gap-2 text-md">
        <button type="button" onClick={() => setSignUp(!signUp)} className="link min-h-11">
          {signUp ? words.signUp.haveOne : words.signIn.newHere}
        </button>
        {!signUp && (
          <TextLink to={withNext("/forgot-password", next)} onClick={onClose}>
            {words.signIn.forgot}
          </TextLink>
        )}
      </div>
    </Dialog>
  );
}

interface DialogFormProps {
  signUp: boolean;
  next: string;
  onDone: () => void;
}

function DialogForm({ signUp, next, onDone }: DialogFormProps) {
  const fetcher = useFetcher<Refusal | SentMail>();
  const answer = fetcher.data;
  const sent = answer && "sentTo" in answer ? answer : null;
  const refusal = answer && "result" in answer ? answer : null;
  const [form, fields] = useForm<SignInForm & SignUpForm>({
    lastResult: refusal?.result,
    defaultValue: { next },
    autoFocus: "email",
  });
  const busy = fetcher.state !== "idle";
  // The action answers success with a redirect, which leaves no data behind.
  const leaving = fetcher.state === "loading" && fetcher.data === undefined;
  const Fields = signUp ? SignUpFields : SignInFields;

  useEffect(() => {
    if (leaving) onDone();
  }, [leaving, onDone]);

  if (sent) {
    return (
      <Alert title={words.mail.title}>
        {words.mail.signUp(sent.sentTo) + (sent.keptHere ? words.mail.keptHere : "")}
      </Alert>
    );
  }
  return (
    <fetcher.Form
      id={form.id}
      method="post"
      action={signUp ? "/signup" : "/login"}
      className="grid gap-5"
    >
      {refusal?.problem && (
        <Alert variant="destructive" title={refusal.problem.title}>
          {refusal.problem.words}
        </Alert>
      )}
      <Fields fields={fields} busy={busy} />
    </fetcher.Form>
  );
}
