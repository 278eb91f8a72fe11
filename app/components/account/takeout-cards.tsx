import { AccountMark } from "~/components/layout/account-mark";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { takeout as words } from "./takeout-words";

/** The ways to take everything along, and to bring it in. The first POSTs to `/account/export`. */
export function TakeoutCards() {
  return (
    <>
      <Card className="grid gap-3 p-5">
        <h2 className="text-lg">{words.exportTitle}</h2>
        <p className="text-soft">{words.exportWords}</p>
        <p className="text-md text-soft">{words.exportLimits}</p>
        <form method="post" action="/account/export">
          <AccountMark />
          <Button variant="outline">
            <Icon name="icon-[lucide--download]" />
            {words.exportButton}
          </Button>
        </form>
      </Card>
      <Card className="grid gap-3 p-5">
        <h2 className="text-lg">{words.importTitle}</h2>
        <p className="text-soft">{words.importWords}</p>
        <div>
          <Button variant="outline" asChild>
            <PageLink to="/account/import">{words.importLink}</PageLink>
          </Button>
        </div>
      </Card>
    </>
  );
}
