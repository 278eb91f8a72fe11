import { Form } from "react-router";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu";
import { Icon } from "~/components/ui/icon";
import type { AccountView } from "~/domain/views";
import { Avatar } from "~/components/account/avatar";
import { AccountMark } from "~/components/layout/account-mark";
import { forgetWords } from "~/components/layout/kept-words";
import { useDetailsMenu } from "~/components/layout/use-details-menu";
import { accountMenu as words } from "~/components/layout/words";
import { PageLink } from "~/components/ui/page-link";

interface AccountMenuProps {
  account: AccountView | null;
}

/** The menu behind the picture or the initial. */
export function AccountMenu({ account }: AccountMenuProps) {
  const menu = useDetailsMenu();
  const name = account?.name || account?.email || "";
  return (
    <DropdownMenu ref={menu}>
      <DropdownMenuTrigger title={name || words.account}>
        <Avatar account={account} className="size-9 text-md" />
        <span className="sr-only">{words.label}</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
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
          <li className="md:hidden">
            <PageLink to="/boards" className="menu-item">
              <Icon name="icon-[lucide--layout-grid]" className="text-soft" />
              {words.boards}
            </PageLink>
          </li>
          <li>
            <PageLink to="/prompts" className="menu-item">
              <Icon name="icon-[lucide--history]" className="text-soft" />
              {words.prompts}
            </PageLink>
          </li>
          <li>
            <PageLink to="/account" className="menu-item">
              <Icon name="icon-[lucide--user-round]" className="text-soft" />
              {words.account}
            </PageLink>
          </li>
          <li>
            <PageLink to="/account/credits" className="menu-item">
              <Icon name="icon-[lucide--coins]" className="text-soft" />
              {words.credits}
            </PageLink>
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
            <Icon name="icon-[lucide--log-out]" className="text-soft" />
            {words.signOut}
          </button>
        </Form>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
