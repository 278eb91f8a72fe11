import { Form, Link } from "react-router";
import { Icon } from "~/components/ui/icon";
import { firstGraphemes } from "~/domain/text";
import type { AccountView } from "~/domain/views";
import { AccountMark } from "~/components/layout/account-mark";
import { forgetWords } from "~/components/layout/kept-words";
import { useDetailsMenu } from "~/components/layout/use-details-menu";
import { accountMenu as words } from "~/components/layout/words";

interface AccountMenuProps {
  account: AccountView | null;
}

/** The menu behind the initial: a native `<details>`, so that it opens without JavaScript too. */
export function AccountMenu({ account }: AccountMenuProps) {
  const menu = useDetailsMenu();
  const name = account?.name || account?.email || "";
  return (
    <details ref={menu} className="relative">
      <summary
        className="grid size-11 place-items-center rounded-full"
        title={name || words.account}
      >
        <span className="initial">
          <span aria-hidden="true">{firstGraphemes(name, 1) || <Icon name="user-round" />}</span>
          <span className="sr-only">{words.label}</span>
        </span>
      </summary>
      <div className="menu-panel">
        {account && (
          <div className="px-3 pt-2 pb-3">
            <p dir="auto" className="truncate font-semibold">
              {account.name || words.noName}
            </p>
            <p dir="auto" className="truncate text-md text-soft">
              {account.email}
            </p>
          </div>
        )}
        <ul>
          <li>
            <Link to="/account" className="menu-item">
              <Icon name="user-round" className="text-soft" />
              {words.account}
            </Link>
          </li>
          <li>
            <Link to="/account/credits" className="menu-item">
              <Icon name="coins" className="text-soft" />
              {words.credits}
            </Link>
          </li>
        </ul>
        <Form
          method="post"
          action="/logout"
          onSubmit={forgetWords}
          className="mt-2 border-t border-line pt-2"
        >
          <AccountMark />
          <button type="submit" className="menu-item">
            <Icon name="log-out" className="text-soft" />
            {words.signOut}
          </button>
        </Form>
      </div>
    </details>
  );
}
