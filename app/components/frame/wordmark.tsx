import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";

/** The name with its mark: a canvas on an easel. */
export function Wordmark() {
  return (
    <PageLink
      to="/"
      className="-mx-2 flex min-h-11 items-center gap-2 rounded-control px-2 text-lg font-bold tracking-tight"
    >
      <Icon name="icon-[easel--mark]" size={26} />
      Easel
    </PageLink>
  );
}
