import { Form } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";
import { forgetWords } from "~/components/layout/kept-words";
import type { Theme } from "~/components/layout/types";
import { ThemeSwitch } from "~/components/layout/theme-switch";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { Card } from "~/components/ui/card";
import { PageLink } from "~/components/ui/page-link";
import { UserText } from "~/components/ui/user-text";
import { formatCredits } from "~/domain/credits";
import type { Refusal } from "~/components/errors/problem";
import type { AccountView } from "~/domain/views";
import { GoingMailSwitch } from "./going-mail-switch";
import { account as words, fields } from "./words";

export interface AccountScreenProps {
  account: AccountView;
  passwordChanged: boolean;
  /** Whether they want a mail before files go; null where no mail can be sent. */
  isMailWanted: boolean | null;
  refusal: Refusal | undefined;
  theme: Theme;
}

const row = "flex min-h-14 items-center justify-between gap-4 px-5 py-2";

/** Name, email and the ways on from here. Sign out POSTs to `/logout`. */
export function AccountScreen(props: AccountScreenProps) {
  const { account, passwordChanged, isMailWanted, refusal, theme } = props;
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-6 px-4 pt-6 pb-16 sm:px-6 lg:pt-10">
      <h1 className="text-2xl">{words.title}</h1>
      {passwordChanged && (
        <Alert variant="success" title={words.passwordChanged}>
          {words.signedOutElsewhere}
        </Alert>
      )}
      {refusal?.problem && (
        <Alert variant="destructive" title={refusal.problem.title}>
          {refusal.problem.words}
        </Alert>
      )}
      {account.suspended && (
        <Alert variant="destructive" title={words.suspended}>
          {words.suspendedWords}
        </Alert>
      )}
      <Card>
        <dl className="divide-y divide-line">
          <div className={row}>
            <dt className="text-soft">{fields.name}</dt>
            <UserText as="dd" className="min-w-0 text-right">
              {account.name || words.noName}
            </UserText>
          </div>
          <div className={row}>
            <dt className="text-soft">{fields.email}</dt>
            <UserText as="dd" className="min-w-0 text-right">
              {account.email}
            </UserText>
          </div>
        </dl>
      </Card>
      <Card className="divide-y divide-line overflow-hidden">
        <RowLink
          to="/account/credits"
          label={words.credits}
          value={formatCredits(account.credits)}
        />
        <RowLink to="/account/links" label={words.links} />
        <RowLink to="/reset-password" label={words.newPassword} />
        <div className={row}>
          <h2 className="text-base font-medium tracking-normal">{words.theme}</h2>
          <ThemeSwitch theme={theme} path="/account" />
        </div>
        {isMailWanted !== null && (
          <GoingMailSwitch
            className={row}
            isOn={isMailWanted}
            error={refusal?.result.error?.["goingMail"]?.join(" ")}
          />
        )}
      </Card>
      <Form method="post" action="/logout" onSubmit={forgetWords}>
        <AccountMark />
        <Button variant="outline">{words.signOut}</Button>
      </Form>
    </div>
  );
}

interface RowLinkProps {
  to: string;
  label: string;
  value?: string;
}

function RowLink({ to, label, value }: RowLinkProps) {
  return (
    <PageLink
      to={to}
      className={`${row} font-medium transition-colors duration-150 hover:bg-sunken focus-visible:-outline-offset-3`}
    >
      {label}
      <span className="flex items-center gap-2 font-normal text-soft tabular-nums">
        {value}
        <Icon name="icon-[lucide--chevron-right]" />
      </span>
    </PageLink>
  );
}
