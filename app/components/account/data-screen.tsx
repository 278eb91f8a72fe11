import { TakeoutCards } from "./takeout-cards";
import { TextLink } from "~/components/ui/text-link";
import { AccountPage } from "./account-page";
import { data as words } from "./data-words";
import { LeavingSection, type LeavingSectionProps } from "./leaving-section";

/** What is kept of a person, and what they can do with it: each is a section of its own. */
export function DataScreen(props: LeavingSectionProps) {
  return (
    <AccountPage>
      <header className="grid gap-1">
        <h1 className="text-2xl">{words.title}</h1>
        <p className="text-soft">
          {words.words} <TextLink to="/privacy">{words.privacy}</TextLink>
        </p>
      </header>
      <TakeoutCards />
      <LeavingSection {...props} />
    </AccountPage>
  );
}
