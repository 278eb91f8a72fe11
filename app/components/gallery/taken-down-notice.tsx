import { Form } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { RelativeTime } from "~/components/ui/moment";
import { UserText } from "~/components/ui/user-text";
import type { TakenDown } from "~/domain/taken-down";
import { takenDown as words } from "./taken-down-words";

interface TakenDownNoticeProps {
  takenDown: readonly TakenDown[];
  nowIso: string;
}

/** Tells what an admin has taken down. POSTs `intent=dismiss-taken-down` and `takenDownIds` to the page. */
export function TakenDownNotice({ takenDown, nowIso }: TakenDownNoticeProps) {
  return (
    <Alert variant="destructive" title={words.title(takenDown.length)}>
      <ul className="grid gap-2">
        {takenDown.map(({ id, words: said, fileCount, takenAt }) => (
          <li key={id}>
            {words.what(fileCount)} <RelativeTime iso={takenAt} nowIso={nowIso} />.
            {said && (
              <UserText as="p" className="whitespace-pre-line">
                {said}
              </UserText>
            )}
          </li>
        ))}
      </ul>
      <p className="mt-2">{words.object}</p>
      <Form method="post" preventScrollReset className="mt-3">
        <AccountMark />
        <input type="hidden" name="takenDownIds" value={takenDown.map(({ id }) => id).join(",")} />
        <Button name="intent" value="dismiss-taken-down" variant="outline">
          {words.dismiss}
        </Button>
      </Form>
    </Alert>
  );
}
