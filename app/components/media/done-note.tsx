import type { ReactNode } from "react";
import { useLocation } from "react-router";
import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { takeFocus } from "~/components/ui/take-focus";
import { Toast } from "~/components/ui/toast";
import type { Deed, JustDone } from "~/domain/just-done";
import { fileFormId, FileForms, type FileIntent } from "./file-forms";
import { done as words } from "./done-words";

interface DoneNoteProps {
  done: JustDone;
  /** The query of the list that it was done in, for the page of the one file; null on that page itself. */
  list: string | null;
  /** As `Toast` has it. */
  overBar?: boolean;
}

/** What takes it back. */
const undoing: Partial<Readonly<Record<Deed, FileIntent>>> = {
  trashed: "restore",
  starred: "unstar",
  unstarred: "star",
  boarded: "unboard",
  unboarded: "put-back",
};

/**
 * Says what has just been done with files, at the foot of the window: where their tiles are gone from this list, it is
 * all that tells of it. What can be taken back can be right here; the page has the form `fileFormId("restore")`.
 */
export function DoneNote({ done, list, overBar }: DoneNoteProps) {
  const { did, mediaIds, of, count, requested } = done;
  const { key, pathname } = useLocation();
  const isAway = did === "trashed" || did === "deleted";
  const rest = restWords(done);
  const [first] = mediaIds;
  return (
    <Toast key={`${key} ${did}`} tabIndex={-1} ref={takeFocus} overBar={overBar}>
      <Icon
        name={isAway ? "icon-[lucide--trash-2]" : "icon-[lucide--check]"}
        className={isAway ? "text-soft" : "text-success"}
      />
      {did === "saved" && (requested === 1 ? words.saved : words.savedSome(count, requested))}
      {did !== "saved" && words[did](count)}
      {rest && <span className="text-soft">{rest}</span>}
      <Undo done={done} />
      {(did === "saved" || did === "restored") && first && list !== null && (
        <ShowLink to={`/image/${first}${list}`} steps={1}>
          {words.show}
        </ShowLink>
      )}
      {did === "saved" && !first && <ShowLink to="/gallery?view=saved">{words.showAll}</ShowLink>}
      {did === "boarded" && of && pathname !== `/boards/${of}` && (
        <ShowLink to={`/boards/${of}`}>{words.showBoard}</ShowLink>
      )}
    </Toast>
  );
}

/** What to say of those that it was not done with. */
function restWords({ did, count, requested, hasMore, stopped }: JustDone): string | null {
  const others = requested - count;
  // Saving says its own.
  if (did === "saved" && others > 0) return null;
  if (stopped) return words.stopped[stopped](words.others(others));
  if (hasMore) return words.more;
  return others > 0 ? words.gone(others) : null;
}

const noteLink = "link -my-2 inline-flex min-h-11 items-center";

/** Names the files, or the token under which the server keeps them. */
function Undo({ done: { did, mediaIds, kept, of = "" } }: { done: JustDone }) {
  const intent = undoing[did];
  if (!intent || (mediaIds.length === 0 && !kept)) return null;
  return (
    <>
      {intent !== "restore" && <FileForms intents={[intent]} fields={{ boardId: of }} />}
      <button
        form={fileFormId(intent)}
        name={kept ? "kept" : "mediaIds"}
        value={kept ?? mediaIds.join()}
        className={noteLink}
      >
        {words.undo}
      </button>
    </>
  );
}

function ShowLink(props: { to: string; steps?: number; children: ReactNode }) {
  return <PageLink className={noteLink} {...props} />;
}
