import { Form, useNavigation } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Button } from "~/components/ui/button";
import { QrImage, type QrDrawing } from "~/components/ui/qr-image";
import { TextLink } from "~/components/ui/text-link";
import { useForm } from "~/components/ui/use-form";
import type { OwnerForm, SecondFactorForm } from "~/domain/account-forms";
import { CodeField } from "./code-field";
import { codes as words } from "./code-words";
import { FormShell } from "./form-shell";
import { OwnerField } from "./owner-field";
import { SignInAgain } from "./sign-in-again";

interface CodesScreenProps {
  email: string;
  needs: "nothing" | "password" | "sign_in";
  /** The key, when it has just been made. */
  made: { factorId: string; key: string; qr: QrDrawing } | null;
  refusal: Refusal | undefined;
}

const path = "/account/security/codes";

/** First shows who one is, then takes the first code. A key is shown once: a refused code finds it in the app. */
export function CodesScreen({ email, needs, made, refusal }: CodesScreenProps) {
  const isConfirming = made !== null || refusal?.result.initialValue?.["intent"] === "confirm";
  return (
    <FormShell
      title={isConfirming ? words.add : words.title}
      words={isConfirming ? undefined : words.words}
      problem={refusal?.problem}
    >
      {isConfirming ? (
        <ConfirmForm made={made} refusal={refusal} />
      ) : needs === "sign_in" ? (
        <SignInAgain path={path} />
      ) : (
        <BeginForm email={email} needs={needs} refusal={refusal} />
      )}
    </FormShell>
  );
}

type BeginFormProps = Pick<CodesScreenProps, "email" | "refusal"> & {
  needs: "nothing" | "password";
};

/** POSTs currentPassword, where it is asked. */
function BeginForm({ email, needs, refusal }: BeginFormProps) {
  const [form, fields] = useForm<OwnerForm>({ lastResult: refusal?.result });
  const busy = useNavigation().state === "submitting";
  return (
    <Form id={form.id} method="post" action={path} className="grid gap-5">
      <AccountMark />
      <OwnerField field={fields.currentPassword} needs={needs} email={email} />
      <Button size="lg" className="w-full" name="intent" value="begin" busy={busy}>
        {words.begin}
      </Button>
    </Form>
  );
}

/** POSTs factorId and code. */
function ConfirmForm({ made, refusal }: Pick<CodesScreenProps, "made" | "refusal">) {
  const [form, fields] = useForm<SecondFactorForm>({
    id: "codes",
    lastResult: refusal?.result,
    autoFocus: "code",
  });
  const busy = useNavigation().state === "submitting";
  return (
    <>
      {made && (
        <>
          <p className="text-soft">{words.addWords}</p>
          <QrImage qr={made.qr} alt={words.qrAlt} />
          <dl className="grid gap-1">
            <dt className="text-md text-soft">{words.key}</dt>
            <dd className="font-mono break-words">{made.key.replaceAll(/(.{4})(?=.)/g, "$1 ")}</dd>
          </dl>
          <p className="text-soft">{words.confirmWords}</p>
        </>
      )}
      <Form id={form.id} method="post" action={path} className="grid gap-5">
        <AccountMark />
        <input
          type="hidden"
          name="factorId"
          value={made?.factorId ?? fields.factorId.initialValue}
        />
        <CodeField field={fields.code} />
        <Button size="lg" className="w-full" name="intent" value="confirm" busy={busy}>
          {words.confirm}
        </Button>
      </Form>
      {!made && (
        <p className="text-center text-md">
          <TextLink to={path}>{words.again}</TextLink>
        </p>
      )}
    </>
  );
}
