import { Form, useLocation, useNavigation } from "react-router";
import type { Problem } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { cn } from "~/components/ui/cn";
import { Icon } from "~/components/ui/icon";
import { takeFocus } from "~/components/ui/take-focus";
import { isOver } from "~/components/ui/time-words";
import { useRunningTime } from "~/components/ui/use-running-time";
import { mediaPath } from "~/domain/generation";
import { Deletion } from "~/components/media/deletion";
import { fileFormId } from "~/components/media/file-forms";
import type { PictureTile } from "~/components/media/types";
import { keeping as words } from "~/components/media/words";

interface KeepingProps {
  media: PictureTile;
  /** The query of the list that it is looked at in, which saving does not change. */
  list: string;
  nowIso: string;
  /** True in the answer to saving it: the button that had the focus is gone. */
  justSaved: boolean;
  /** Why saving was refused. */
  problem: Problem | undefined;
}

const box =
  "text-md lg:flex lg:min-h-13 lg:items-center lg:gap-2.5 lg:rounded-control lg:bg-ink/6 lg:py-1 lg:pr-1 lg:pl-3.5";

/**
 * When a file is deleted, with the way to keep it, or that it is kept. Save POSTs `intent=save` to the file's own page.
 */
export function Keeping({ media, list, nowIso, justSaved, problem }: KeepingProps) {
  const now = useRunningTime(nowIso);
  const { state } = useLocation();
  const saving = useNavigation().formData?.get("intent") === "save";
  return (
    <div className="grid gap-2 max-lg:contents">
      {problem && (
        <Alert variant="destructive" title={problem.title} className="max-lg:basis-full">
          {problem.words}
        </Alert>
      )}
      {media.expiresAt ? (
        <div
          className={cn(
            box,
            "max-lg:contents [&>p]:max-lg:basis-full [&>p]:max-lg:text-center [&>p]:max-lg:text-sm [&>p]:max-lg:text-soft",
          )}
        >
          <Icon name="icon-[lucide--clock]" className="text-soft max-lg:hidden" />
          <Deletion iso={media.expiresAt} nowIso={now} />
          {media.trashedAt && !isOver(media.expiresAt, now) && (
            <Button
              form={fileFormId("restore")}
              variant="outline"
              className="ml-auto max-lg:flex-1"
            >
              <Icon name="icon-[lucide--undo-2]" />
              {words.restore}
            </Button>
          )}
          {!media.trashedAt && !isOver(media.expiresAt, now) && (
            <Form
              id="save"
              action={mediaPath(media) + list}
              method="post"
              replace
              state={state}
              preventScrollReset
              className="ml-auto max-lg:flex-1"
            >
              <input type="hidden" name="intent" value="save" />
              <AccountMark />
              <Button variant="outline" busy={saving} className="max-lg:w-full">
                <Icon name="icon-[lucide--bookmark]" />
                {saving ? words.saving : words.save}
              </Button>
            </Form>
          )}
        </div>
      ) : (
        <output
          className={cn(
            box,
            "max-lg:flex max-lg:flex-1 max-lg:items-center max-lg:justify-center max-lg:gap-2 max-lg:rounded-control max-lg:bg-ink/6",
          )}
          tabIndex={-1}
          ref={justSaved ? takeFocus : undefined}
        >
          <Icon name="icon-[lucide--check]" className="text-success" />
          <span>
            <span className="font-medium">{words.saved}</span>
            <span className="text-soft max-lg:sr-only">{words.stays}</span>
          </span>
        </output>
      )}
    </div>
  );
}
