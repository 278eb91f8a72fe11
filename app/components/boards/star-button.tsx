import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { useOrganizer } from "./use-organizer";
import { stars as words } from "./words";

/** Makes a file a favorite, or no longer. */
export function StarButton({ mediaId, isStarred }: { mediaId: string; isStarred: boolean }) {
  const { Form, action, isBusy, problem } = useOrganizer([mediaId], undefined);
  // What was pressed is shown before it is answered.
  const isShown = isBusy ? !isStarred : isStarred;
  return (
    <Form method="post" action={action}>
      <AccountMark />
      <input type="hidden" name="intent" value={isStarred ? "unstar" : "star"} />
      <Button variant="outline" busy={isBusy} aria-pressed={isStarred} className="w-full">
        <Icon
          name={isShown ? "icon-[easel--star-full]" : "icon-[lucide--star]"}
          className={isShown ? "text-accent" : undefined}
        />
        {isShown ? words.starred : words.star}
      </Button>
      {problem && (
        <Alert variant="destructive" title={problem.title} className="mt-2">
          {problem.words}
        </Alert>
      )}
    </Form>
  );
}
