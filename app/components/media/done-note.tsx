import type { ReactNode } from "react";
import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { takeFocus } from "~/components/ui/take-focus";
import { textLink } from "~/components/ui/text-link";
import { Toast } from "~/components/ui/toast";
import type { JustDone } from "~/domain/just-done";
import { fileFormId } from "./file-forms";
import { done as words } from "./words";

interface DoneNoteProps {
  done: JustDone;
  /** The query of the list that it was done in, for the page of the one file; null on that page itself. */
  list: string | null;
  /** As `Toast` has it. */
  overBar?: boolean;
}

/**
 * Says what has just been done with files, at the foot of the window: their tiles are gone from this list. What went to
 * the trash can be had back right here, by the form `fileFormId("restore")` of the page.
 */
export function DoneNote({ done, list, overBar }: DoneNoteProps) {
  const { did, mediaIds, count, requested } = done;
  const [first] = mediaIds;
  return (
    <Toast key={`${did} ${mediaIds.join()}`} tabIndex={-1} ref={takeFocus} overBar={overBar}>
      <Icon
        name={
          did === "trashed" || did === "deleted" ? "icon-[lucide--trash-2]" : "icon-[lucide--check]"
        }
        className={did === "trashed" || did === "deleted" ? "text-soft" : "text-success"}
      />
      {did === "saved" && (requested === 1 ? words.saved : words.savedSome(count, requested))}
      {did !== "saved" && words[did](count)}
      {did === "trashed" && (
        <button
          form={fileFormId("restore")}
          name="mediaIds"
          value={mediaIds.join()}
          className={noteLink}
        >
          {words.undo}
        </button>
      )}
      {(did === "saved" || did === "restored") && first && list !== null && (
        <ShowLink to={`/image/${first}${list}`} steps={1}>
          {words.show}
        </ShowLink>
      )}
      {did === "saved" && !first && <ShowLink to="/gallery?view=saved">{words.showAll}</ShowLink>}
    </Toast>
  );
}

const noteLink = `${textLink} -my-2 inline-flex min-h-11 items-center`;

function ShowLink(props: { to: string; steps?: number; children: ReactNode }) {
  return <PageLink className={noteLink} {...props} />;
}
