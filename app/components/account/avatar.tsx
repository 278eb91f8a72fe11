import { firstGraphemes } from "~/domain/text";
import { Icon } from "~/components/ui/icon";
import type { AccountView } from "~/domain/views";

interface AvatarProps {
  account: Pick<AccountView, "avatar" | "name" | "email"> | null;
  /** `size-9` and the like, and the size of the letter. */
  className: string;
}

/** A person's picture, else the first letter of their name. Says nothing to screen readers. */
export function Avatar({ account, className }: AvatarProps) {
  const round = `grid place-items-center rounded-full bg-ink font-semibold text-paper uppercase ${className}`;
  if (account?.avatar)
    return <img src={`/account/picture/${account.avatar}`} alt="" className={round} />;
  return (
    <span aria-hidden="true" className={round}>
      {firstGraphemes(account?.name || account?.email || "", 1) || (
        <Icon name="icon-[lucide--user-round]" />
      )}
    </span>
  );
}
