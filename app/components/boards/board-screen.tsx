import { Form } from "react-router";
import type { Refusal } from "~/components/errors/problem";
import { StarToggle } from "~/components/gallery/star-toggle";
import { useStars } from "~/components/gallery/use-stars";
import { notes } from "~/components/gallery/note-words";
import { AccountMark } from "~/components/layout/account-mark";
import { DoneNote } from "~/components/media/done-note";
import { FileForms } from "~/components/media/file-forms";
import { nameOf, Tile, TileCell } from "~/components/media/picture-tile";
import type { PictureTile } from "~/components/media/types";
import { ShareButton } from "~/components/share/share-button";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { cn } from "~/components/ui/cn";
import { Collapsible } from "~/components/ui/collapsible";
import { Container } from "~/components/ui/container";
import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { Pagination } from "~/components/ui/pagination";
import { TextField } from "~/components/ui/text-field";
import { useForm } from "~/components/ui/use-form";
import { UserText } from "~/components/ui/user-text";
import type { JustDone } from "~/domain/just-done";
import { ArrangedTile, formIds } from "./arranged-tile";
import { boardHref, boardQuery } from "./board-query";
import { useDragOrder } from "./use-drag-order";
import { board as words, boards as listWords } from "./words";

export interface BoardScreenProps {
  board: { id: string; name: string; coverMediaId: string | null };
  items: readonly PictureTile[];
  total: number;
  /** From 1. */
  page: number;
  pageSize: number;
  /** Each file has a box and buttons. */
  isArranging: boolean;
  /** True where the page that was asked for is not there, and this is the nearest one. */
  isMoved: boolean;
  /** What was done with files a moment ago. */
  done: JustDone | null;
  refusal: Refusal | undefined;
}

/**
 * One board, in its own order. POSTs `intent=rename`, `delete`, `order`, `cover`, `unboard`, `put-back` and `mark` to
 * the page; its links GET `page` and `arrange`.
 */
export function BoardScreen(props: BoardScreenProps) {
  const { board, items, total, page, pageSize, isArranging, isMoved, done, refusal } = props;
  const hrefOf = (to: number, arrange = isArranging) => boardHref(board.id, to, arrange);
  const notChosen = refusal?.result.error?.["mediaIds"]?.join(" ");
  return (
    <Container className="flex flex-1 flex-col gap-5 pt-5 pb-16 lg:pt-8">
      <header className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <div className="grid min-w-0 gap-1">
          <Button asChild variant="muted" className="-ml-4 justify-self-start">
            <PageLink to="/boards">
              <Icon name="icon-[lucide--chevron-left]" />
              {words.back}
            </PageLink>
          </Button>
          <UserText as="h1" className="text-2xl">
            {board.name}
          </UserText>
          {total > 0 && <p className="text-md text-soft">{listWords.files(total)}</p>}
        </div>
        <div className="flex flex-wrap items-start gap-2">
          {total > 0 && (
            <Button asChild variant="outline">
              <PageLink to={hrefOf(page, !isArranging)} staysPut>
                {isArranging ? words.done : words.arrange}
              </PageLink>
            </Button>
          )}
          <ShareButton of={`/boards/${board.id}`} />
          <Form method="post">
            <AccountMark />
            <input type="hidden" name="intent" value="delete" />
            <Button variant="outline" title={words.deleteHint}>
              <Icon name="icon-[lucide--trash-2]" />
              {words.delete}
            </Button>
          </Form>
        </div>
      </header>
      <Rename key={board.name} name={board.name} answer={refusal} />
      {isMoved && <output className="-my-2 text-md text-soft">{notes.moved}</output>}
      {(refusal?.problem ?? notChosen) && (
        <Alert variant="destructive" title={refusal?.problem?.title ?? notChosen ?? ""}>
          {refusal?.problem?.words}
        </Alert>
      )}
      {items.length === 0 ? <NothingOnIt /> : <Files {...props} />}
      <Pagination page={page} pageCount={Math.ceil(total / pageSize)} hrefOf={hrefOf} />
      {done && <DoneNote done={done} list={boardQuery(board.id, page)} />}
    </Container>
  );
}

function Rename({ name, answer }: { name: string; answer: Refusal | undefined }) {
  const isRefused = answer?.result.error?.["name"] !== undefined;
  const lastResult = isRefused ? answer?.result : undefined;
  const [form, fields] = useForm<{ name: string }>({
    id: "rename-board",
    lastResult,
    defaultValue: { name },
  });
  return (
    <Collapsible
      title={words.rename}
      open={isRefused || undefined}
      className="-my-2 max-w-xl"
      triggerClassName="justify-start text-md text-soft"
    >
      <Form id={form.id} method="post" className="flex items-start gap-2 pb-2">
        <AccountMark />
        <input type="hidden" name="intent" value="rename" />
        <div className="min-w-0 flex-1">
          <TextField field={fields.name} label={words.newName} autoComplete="off" />
        </div>
        <Button variant="outline" className="mt-[1.85rem] shrink-0">
          {words.saveName}
        </Button>
      </Form>
    </Collapsible>
  );
}

function Files({ board, items, page, isArranging }: BoardScreenProps) {
  const { shown, dragProps } = useDragOrder(items, (ids) => ({
    intent: "order",
    mediaIds: ids.join(","),
  }));
  const isStarred = useStars();
  const list = boardQuery(board.id, page);
  return (
    <>
      {isArranging && (
        <div className="sticky top-14 z-10 -mx-2 flex flex-wrap gap-2 rounded-control bg-glass px-2 py-2 backdrop-blur-xl md:top-16 low:static">
          <Button form={formIds.unboard} variant="outline">
            <Icon name="icon-[lucide--circle-minus]" />
            {words.remove}
          </Button>
        </div>
      )}
      <ul
        className={cn(
          "tile-rows",
          "gap-x-2 gap-y-4 [--least:8.5rem] [--row:8rem] sm:gap-x-3 sm:gap-y-5 sm:[--row:14rem]",
        )}
      >
        {shown.map((tile, at) => (
          <TileCell
            key={tile.id}
            width={tile.width}
            height={tile.height}
            {...(!isArranging && { className: "gallery-cell" })}
          >
            {isArranging ? (
              <div {...dragProps(tile.id)}>
                <ArrangedTile
                  tile={tile}
                  isCover={tile.id === board.coverMediaId}
                  previousId={shown[at - 1]?.id}
                  nextId={shown[at + 1]?.id}
                />
              </div>
            ) : (
              <>
                <Tile tile={tile} list={list} eager={at < 6} />
                <StarToggle mediaId={tile.id} name={nameOf(tile)} isStarred={isStarred(tile)} />
              </>
            )}
          </TileCell>
        ))}
      </ul>
      {!isArranging && <FileForms intents={["mark"]} />}
      {isArranging &&
        Object.entries(formIds).map(([intent, id]) => (
          <Form key={id} id={id} method="post" replace preventScrollReset className="contents">
            <AccountMark />
            <input type="hidden" name="intent" value={intent} />
          </Form>
        ))}
    </>
  );
}

function NothingOnIt() {
  return (
    <div className="grid flex-1 content-center justify-items-center gap-4 py-16 text-center">
      <h2 className="text-xl">{words.empty}</h2>
      <p className="max-w-sm text-soft">{words.emptyWords}</p>
      <Button asChild variant="outline">
        <PageLink to="/gallery">{words.gallery}</PageLink>
      </Button>
    </div>
  );
}
