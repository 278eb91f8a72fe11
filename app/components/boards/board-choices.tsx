import type { Refusal } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { TextField } from "~/components/ui/text-field";
import { TextLink } from "~/components/ui/text-link";
import { useForm } from "~/components/ui/use-form";
import { UserText } from "~/components/ui/user-text";
import type { OrganizePage } from "~/domain/views";
import { useNewId } from "~/components/ui/use-new-id";
import { useOrganizer } from "./use-organizer";
import { organize as words } from "./words";

interface BoardChoicesProps {
  mediaIds: readonly string[];
  boards: OrganizePage["boards"];
  /** Of the board that the form makes. */
  newBoardId: string;
  answer?: Refusal | undefined;
}

/** Every board with whether these files are on it, and a new one for them. */
export function BoardChoices({ mediaIds, boards, newBoardId, answer }: BoardChoicesProps) {
  const { Form, action, isBusy, refusal } = useOrganizer(mediaIds, answer);
  const id = useNewId(newBoardId, boards);
  const [form, fields] = useForm<{ name: string }>({
    id: "new-board-with",
    lastResult: refusal?.result.error?.["name"] ? refusal.result : undefined,
  });
  return (
    <section aria-label={words.boards} className="grid gap-2">
      <h2 className="text-base">{words.boards}</h2>
      {refusal?.problem && (
        <Alert variant="destructive" title={refusal.problem.title}>
          {refusal.problem.words}
        </Alert>
      )}
      <ul className="grid max-h-72 gap-1 overflow-y-auto empty:hidden">
        {boards.map((board) => (
          <li key={board.id}>
            <Form method="post" action={action} className="flex items-center gap-2">
              <AccountMark />
              <input type="hidden" name="boardId" value={board.id} />
              <div className="min-w-0 flex-1">
                <TextLink to={`/boards/${board.id}`}>
                  <UserText className="line-clamp-1">{board.name}</UserText>
                </TextLink>
                {board.holds > 0 && (
                  <p className="text-sm text-soft">
                    {board.holds === mediaIds.length
                      ? words.on
                      : words.onSome(board.holds, mediaIds.length)}
                  </p>
                )}
              </div>
              <BoardButton board={board} count={mediaIds.length} isBusy={isBusy} />
            </Form>
          </li>
        ))}
      </ul>
      <Form key={id} id={form.id} method="post" action={action} className="flex items-start gap-2">
        <AccountMark />
        <input type="hidden" name="intent" value="make" />
        <input type="hidden" name="boardId" value={id} />
        <div className="min-w-0 flex-1">
          <TextField
            field={fields.name}
            label={words.newBoardOf(mediaIds.length)}
            autoComplete="off"
          />
        </div>
        <Button variant="outline" busy={isBusy} className="mt-[1.85rem] shrink-0">
          {words.make}
        </Button>
      </Form>
    </section>
  );
}

interface BoardButtonProps {
  board: OrganizePage["boards"][number];
  count: number;
  isBusy: boolean;
}

function BoardButton({ board, count, isBusy }: BoardButtonProps) {
  const isOn = board.holds === count;
  const name = isOn ? words.remove(board.name) : words.add(board.name);
  return (
    <Button
      name="intent"
      value={isOn ? "remove" : "add"}
      busy={isBusy}
      variant="outline"
      size="icon"
      title={name}
    >
      <Icon name={isOn ? "icon-[lucide--check]" : "icon-[lucide--plus]"} />
      <span className="sr-only">{name}</span>
    </Button>
  );
}
