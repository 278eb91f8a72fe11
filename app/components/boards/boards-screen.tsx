import { Form, useNavigation } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { FramedPicture } from "~/components/media/picture-tile";
import type { PictureTile } from "~/components/media/types";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Collapsible } from "~/components/ui/collapsible";
import { Container } from "~/components/ui/container";
import { Icon } from "~/components/ui/icon";
import { RelativeTime } from "~/components/ui/moment";
import { PageLink } from "~/components/ui/page-link";
import { takeFocus } from "~/components/ui/take-focus";
import { TextField } from "~/components/ui/text-field";
import { Toast } from "~/components/ui/toast";
import { useForm } from "~/components/ui/use-form";
import { UserText } from "~/components/ui/user-text";
import type { BoardsPage } from "~/domain/views";
import { OrderButton } from "./order-button";
import { useDragOrder } from "./use-drag-order";
import { useNewId } from "~/components/ui/use-new-id";
import { boards as words, deletedBoards } from "./words";

interface BoardTile {
  id: string;
  name: string;
  count: number;
  cover: PictureTile | null;
}

type DeletedBoard = BoardsPage["deleted"][number];

export interface BoardsScreenProps {
  boards: readonly BoardTile[];
  deleted: readonly DeletedBoard[];
  justDeleted: DeletedBoard | null;
  /** Of the board that the form makes. */
  newBoardId: string;
  nowIso: string;
  answer: Refusal | undefined;
}

/** Of the one form that all buttons which bring boards back belong to, and of the one that orders them. */
const restoreFormId = "restore-board";
const orderFormId = "order-boards";

/** All boards. POSTs `intent=make`, `order` and `restore` to the page. */
export function BoardsScreen(props: BoardsScreenProps) {
  const { boards, deleted, justDeleted, answer } = props;
  return (
    <Container className="flex flex-1 flex-col gap-6 pt-5 pb-16 lg:pt-8">
      <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <h1 className="text-2xl">{words.title}</h1>
        <NewBoard {...props} />
      </header>
      {answer?.problem && (
        <Alert variant="destructive" title={answer.problem.title}>
          {answer.problem.words}
        </Alert>
      )}
      {boards.length === 0 ? <NoBoards /> : <BoardList boards={boards} />}
      <Form id={restoreFormId} method="post" className="contents">
        <AccountMark />
        <input type="hidden" name="intent" value="restore" />
      </Form>
      {deleted.length > 0 && <DeletedBoards {...props} />}
      {justDeleted && (
        <Toast key={justDeleted.id} tabIndex={-1} ref={takeFocus}>
          <Icon name="icon-[lucide--check]" className="text-success" />
          <bdi>{deletedBoards.note(justDeleted.name)}</bdi>
          <button form={restoreFormId} name="boardId" value={justDeleted.id} className="link">
            {deletedBoards.undo}
          </button>
        </Toast>
      )}
    </Container>
  );
}

function NewBoard({ newBoardId, boards, answer }: BoardsScreenProps) {
  const id = useNewId(newBoardId, boards);
  const [form, fields] = useForm<{ name: string }>({ id: "new-board", lastResult: answer?.result });
  const busy = useNavigation().formData?.get("intent") === "make";
  return (
    <Form id={form.id} method="post" className="flex items-start gap-2 max-sm:w-full">
      <AccountMark />
      <input type="hidden" name="intent" value="make" />
      <input type="hidden" name="boardId" value={id} />
      <div className="min-w-0 flex-1 sm:w-72">
        <TextField key={id} field={fields.name} label={words.name} autoComplete="off" />
      </div>
      <Button variant="outline" busy={busy} className="mt-[1.85rem] shrink-0">
        {words.make}
      </Button>
    </Form>
  );
}

function BoardList({ boards }: { boards: readonly BoardTile[] }) {
  const { shown, dragProps } = useDragOrder(boards, (ids) => ({
    intent: "order",
    boardIds: ids.join(","),
  }));
  return (
    <>
      <ul className="grid grid-cols-2 gap-x-3 gap-y-6 sm:grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] sm:gap-x-5">
        {shown.map((board, at) => (
          <li key={board.id} {...dragProps(board.id)} className="grid min-w-0 content-start gap-2">
            <BoardLink {...board} eager={at < 6} />
            {shown.length > 1 && (
              <div className="-mt-1.5 -ml-3 flex">
                <OrderButton
                  form={orderFormId}
                  name="boardIds"
                  ids={[board.id, shown[at - 1]?.id]}
                  label={words.earlier(board.name)}
                >
                  <Icon name="icon-[lucide--chevron-left]" size={20} />
                </OrderButton>
                <OrderButton
                  form={orderFormId}
                  name="boardIds"
                  ids={[shown[at + 1]?.id, board.id]}
                  label={words.later(board.name)}
                >
                  <Icon name="icon-[lucide--chevron-right]" size={20} />
                </OrderButton>
              </div>
            )}
          </li>
        ))}
      </ul>
      <Form id={orderFormId} method="post" replace preventScrollReset className="contents">
        <AccountMark />
        <input type="hidden" name="intent" value="order" />
      </Form>
    </>
  );
}

function BoardLink({ id, name, count, cover, eager }: BoardTile & { eager: boolean }) {
  return (
    <PageLink to={`/boards/${id}`} draggable={false} className="group grid gap-2">
      <span className="relative grid aspect-4/3 place-items-center overflow-hidden rounded-panel bg-sunken text-soft">
        {cover ? (
          <FramedPicture
            src={`/media/${cover.id}/thumb`}
            placeholder={cover.placeholder}
            alt=""
            width={cover.width}
            height={cover.height}
            eager={eager}
          />
        ) : (
          <Icon name="icon-[lucide--images]" size={26} />
        )}
      </span>
      <span className="grid px-0.5">
        <UserText className="line-clamp-2 font-medium group-hover:underline">{name}</UserText>
        <span className="text-md text-soft">{count === 0 ? words.none : words.files(count)}</span>
      </span>
    </PageLink>
  );
}

function NoBoards() {
  return (
    <div className="grid flex-1 content-center justify-items-center gap-4 py-20 text-center">
      <h2 className="text-xl">{words.empty}</h2>
      <p className="max-w-sm text-soft">{words.emptyWords}</p>
    </div>
  );
}

function DeletedBoards({ deleted, nowIso }: BoardsScreenProps) {
  return (
    <Collapsible title={deletedBoards.title(deleted.length)} className="border-t border-line">
      <p className="text-md text-soft">{deletedBoards.words}</p>
      <ul className="divide-y divide-line">
        {deleted.map(({ id, name, deletedAt }) => (
          <li key={id} className="flex items-center justify-between gap-4 py-2">
            <p className="min-w-0">
              <UserText className="line-clamp-1">{name}</UserText>
              <span className="text-md text-soft">
                {deletedBoards.deleted} <RelativeTime iso={deletedAt} nowIso={nowIso} />
              </span>
            </p>
            <Button form={restoreFormId} name="boardId" value={id} variant="outline">
              <span aria-hidden="true">{deletedBoards.restore}</span>
              <span className="sr-only">{deletedBoards.restoreNamed(name)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Collapsible>
  );
}
