import type { Refusal } from "~/components/errors/problem";
import { Alert } from "~/components/ui/alert";
import { Card } from "~/components/ui/card";
import { TextLink } from "~/components/ui/text-link";
import type { LinkedGoogle } from "~/domain/account-forms";
import { AccountPage } from "./account-page";
import { codesSection } from "./code-words";
import { CodesSection } from "./codes-section";
import { EmailSection, type EmailSectionProps } from "./email-section";
import { GoogleSection } from "./google-section";
import { googleSection } from "./google-words";
import { security as words } from "./security-words";

export interface SecurityScreenProps extends Omit<EmailSectionProps, "refusal"> {
  /** What has just been done; null: nothing. */
  done: "password" | "email" | "canceled" | "google" | "codes-on" | "codes-off" | null;
  /** Null: this backend has none. */
  codes: { since: string | null } | null;
  /** Those that are linked; null: there is no Google here, and never was for this account. */
  googleLinks: readonly LinkedGoogle[] | null;
  refusal: Refusal | undefined;
}

const section = "grid gap-3 px-5 py-4 max-sm:px-4";

/** How one signs in: each way is a section of its own. */
export function SecurityScreen(props: SecurityScreenProps) {
  const { done, refusal, googleLinks, codes, ...email } = props;
  const intent = refusal?.result.initialValue?.["intent"];
  const refusalOf = (own: boolean) => (own ? refusal : undefined);
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
          <EmailSection
            {...email}
            refusal={refusalOf(intent !== "unlink-google" && intent !== "codes-off")}
          />
        </section>
        <section className={section}>
          <h2 className="text-base">{words.password}</h2>
          <p>
            <TextLink to="/reset-password">{words.newPassword}</TextLink>
          </p>
        </section>
        {codes && (
          <section className={section}>
            <h2 className="text-base">{codesSection.title}</h2>
            <CodesSection
              email={email.account.email}
              since={codes.since}
              needs={email.needs}
              refusal={refusalOf(intent === "codes-off")}
            />
          </section>
        )}
        {googleLinks && (
          <section className={section}>
            <h2 className="text-base">{googleSection.title}</h2>
            <GoogleSection
              email={email.account.email}
              links={googleLinks}
              needs={email.needs}
              refusal={refusalOf(intent === "unlink-google")}
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
  "codes-on": codesSection.isOn,
};

function Done({ done }: { done: NonNullable<SecurityScreenProps["done"]> }) {
  if (done === "canceled") return <Alert variant="success" title={words.isCanceled} />;
  if (done === "codes-off") return <Alert variant="success" title={codesSection.isOff} />;
  return (
    <Alert variant="success" title={doneWords[done]}>
      {words.signedOutElsewhere}
    </Alert>
  );
}
