import { Form } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";
import { forgetWords } from "~/components/layout/kept-words";
import type { Theme } from "~/components/layout/types";
import { ThemeSwitch } from "~/components/layout/theme-switch";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { TextLink } from "~/components/ui/text-link";
import { UserText } from "~/components/ui/user-text";
import type { Refusal } from "~/components/errors/problem";
import type { AccountView } from "~/domain/views";
import { AccountPage } from "./account-page";
import { DoneNoticeSwitch } from "./done-notice-switch";
import { GoingMailSwitch } from "./going-mail-switch";
import { NameForm, PictureForm } from "./profile-forms";
import { profile as profileWords, type SavedProfile } from "./profile-words";
import { account as words, fields } from "./words";

export interface ProfileScreenProps {
  account: AccountView;
  /** What the person is told about a suspension; null for nothing. */
  suspensionMessage: string | null;
  /** Whether they want a mail before files go; null where no mail can be sent. */
  isMailWanted: boolean | null;
  /** What has just been saved; null: nothing. */
  saved: SavedProfile | null;
  refusal: Refusal | undefined;
  theme: Theme;
}

const row = "flex min-h-14 items-center justify-between gap-4 px-5 py-2";

/** Name, picture, and how Easel looks and tells things. Sign out POSTs to `/logout`. */
export function ProfileScreen(props: ProfileScreenProps) {
  const { account, suspensionMessage, isMailWanted, saved, refusal, theme } = props;
  return (
    <AccountPage>
      <h1 className="text-2xl">{words.title}</h1>
      {refusal?.problem && (
        <Alert variant="destructive" title={refusal.problem.title}>
          {refusal.problem.words}
        </Alert>
      )}
      {account.suspended && (
        <Alert variant="destructive" title={words.suspended}>
          {suspensionMessage && (
            <UserText as="p" className="whitespace-pre-line">
              {suspensionMessage}
            </UserText>
          )}
          <p>{words.suspendedWords}</p>
        </Alert>
      )}
      {saved && !refusal && <Alert variant="success" title={profileWords.saved[saved]} />}
      <Card className="grid gap-6 p-5">
        <PictureForm account={account} refusal={refusal} />
        <NameForm account={account} refusal={refusal} />
        <p>
          <span className="block font-medium">{fields.email}</span>
          <UserText className="text-soft">{account.email}</UserText>{" "}
          <TextLink to="/account/security">{words.changeEmail}</TextLink>
        </p>
      </Card>
      <Card className="divide-y divide-line overflow-hidden">
        <div className={row}>
          <h2 className="text-base font-medium tracking-normal">{words.theme}</h2>
          <ThemeSwitch theme={theme} path="/account" />
        </div>
        <DoneNoticeSwitch className={row} accountId={account.id} />
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
    </AccountPage>
  );
}
