import type { Refusal } from "~/components/errors/problem";
import { Alert } from "~/components/ui/alert";
import { Card } from "~/components/ui/card";
import { TextLink } from "~/components/ui/text-link";
import type { LinkedGoogle } from "~/domain/account-forms";
import { AccountPage } from "./account-page";
import { EmailSection, type EmailSectionProps } from "./email-section";
import { GoogleSection } from "./google-section";
import { googleSection } from "./google-words";
import { security as words } from "./security-words";

export interface SecurityScreenProps extends Omit<EmailSectionProps, "refusal"> {
  /** What has just been done; null: nothing. */
  done: "password" | "email" | "canceled" | "google" | null;
  /** Those that are linked; null: there is no Google here, and never was for this account. */
  googleLinks: readonly LinkedGoogle[] | null;
  refusal: Refusal | undefined;
}

const section = "grid gap-3 px-5 py-4 max-sm:px-4";

/** How one signs in: each way is a section of its own. */
export function SecurityScreen({ done, refusal, googleLinks, ...email }: SecurityScreenProps) {
  const isOfGoogle = refusal?.result.initialValue?.["intent"] === "unlink-google";
  return (
    <AccountPage>
      <h1 className="text-2xl">{words.title}</h1>
      {done && !refusal && <Done done={done} />}
      {refusal?.problem && (
        <Alert variant="destructive" title={refusal.problem.title}>
          {refusal.problem.words}
        </Alert>
      )}
      <Card className="divide-y divide-line">
        <section className={section}>
          <h2 className="text-base">{words.email}</h2>
          <EmailSection {...email} refusal={isOfGoogle ? undefined : refusal} />
        </section>
        <section className={section}>
          <h2 className="text-base">{words.password}</h2>
          <p>
            <TextLink to="/reset-password">{words.newPassword}</TextLink>
          </p>
        </section>
        {googleLinks && (
          <section className={section}>
            <h2 className="text-base">{googleSection.title}</h2>
            <GoogleSection
              email={email.account.email}
              links={googleLinks}
              needs={email.needs}
              refusal={isOfGoogle ? refusal : undefined}
            />
          </section>
        )}
      </Card>
    </AccountPage>
  );
}

const doneWords = {
  email: words.emailChanged,
  password: words.passwordChanged,
  google: words.googleUnlinked,
};

function Done({ done }: { done: NonNullable<SecurityScreenProps["done"]> }) {
  if (done === "canceled") return <Alert variant="success" title={words.isCanceled} />;
  return (
    <Alert variant="success" title={doneWords[done]}>
      {words.signedOutElsewhere}
    </Alert>
  );
}
