import { Icon } from "~/components/ui/icon";
import { Pagination } from "~/components/ui/pagination";
import { UserText } from "~/components/ui/user-text";
import { lengthWords } from "~/components/ui/time-words";
import { FramedPicture, TileBadge, TileCell } from "~/components/media/picture-tile";
import { kinds } from "~/components/media/words";
import { BareFrame } from "./bare-frame";
import { SharedPictureView } from "./shared-picture";
import type { SharedPicture } from "./types";
import { isAi, shared as words } from "./words";

export interface SharedScreenProps {
  /** Of the page: `/s/…`. */
  path: string;
  reportPath: string;
  /** Null: it is one file. */
  boardName: string | null;
  /** True: one file of a board. */
  isOfBoard: boolean;
  total: number;
  files: readonly SharedPicture[];
  previousId: string | null;
  nextId: string | null;
  /** Of a board, from 1. */
  page: number;
  pageSize: number;
  /** True where the page that was asked for is not there, and this is the nearest one. */
  isMoved: boolean;
}

/** What strangers see by a link: one picture or video, or a board. Sends no JavaScript. */
export function SharedScreen(props: SharedScreenProps) {
  const { path, reportPath, boardName, isOfBoard, files, previousId, nextId } = props;
  const [file] = files;
  const isFile = boardName === null || isOfBoard;
  return (
    <BareFrame reportPath={reportPath}>
      {isFile && file ? (
        <SharedPictureView
          file={file}
          path={path}
          board={isOfBoard ? { previousId, nextId } : null}
        />
      ) : (
        <SharedBoard {...props} />
      )}
    </BareFrame>
  );
}

function SharedBoard(props: SharedScreenProps) {
  const { path, boardName, total, files, page, pageSize, isMoved } = props;
  return (
    <div className="mx-auto grid w-full max-w-7xl flex-1 content-start gap-6 px-4 py-8 sm:px-6 sm:py-12">
      <header className="grid gap-1">
        <UserText as="h1" className="text-3xl">
          {boardName}
        </UserText>
        <p className="text-soft">{total > 0 ? words.count(total) : words.empty}</p>
        {files.length > 0 && <BoardMark files={files} />}
        {isMoved && <p className="text-md text-soft">{words.moved}</p>}
      </header>
      <ul className="tile-rows gap-3 [--row:13rem]">
        {files.map((file, at) => (
          <TileCell key={file.id} width={file.width} height={file.height}>
            <a href={`${path}?picture=${file.id}`} className="tile">
              <FramedPicture
                src={`${path}/media/${file.id}/thumb`}
                placeholder={file.placeholder}
                alt={nameOf(file)}
                width={file.width}
                height={file.height}
                eager={at < 8}
              />
              {file.kind === "video" && (
                <TileBadge>
                  <Icon name="icon-[lucide--clapperboard]" size={16} />
                  <span className="sr-only">{kinds.video}</span>
                  {file.durationSeconds !== null && lengthWords(file.durationSeconds)}
                </TileBadge>
              )}
            </a>
          </TileCell>
        ))}
      </ul>
      <Pagination
        page={page}
        pageCount={Math.ceil(total / pageSize)}
        hrefOf={(to) => (to > 1 ? `${path}?page=${to}` : path)}
      />
    </div>
  );
}

function BoardMark({ files }: { files: readonly SharedPicture[] }) {
  const areAi = files.filter(({ making }) => isAi(making)).length;
  const mark = areAi === files.length ? words.allAi : areAi === 0 ? words.noAi : words.someAi;
  return (
    <p className="text-md text-soft">
      {mark} · {words.models([...new Set(files.map(({ model }) => model))])}
    </p>
  );
}

/** What a screen reader says of it, and its page's title: no prompt that was not to be read. */
export function nameOf(file: SharedPicture): string {
  return file.prompt || words.title(file);
}
