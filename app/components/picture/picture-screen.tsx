import { Suspense, useId, type ReactNode } from "react";
import { GalleryLinks } from "./gallery-links";
import type { Problem } from "~/components/errors/problem";
import { Receipt } from "~/components/generation/receipt";
import { againPath } from "~/components/generation/words";
import { isPlainPress } from "~/components/layout/plain-press";
import { Button } from "~/components/ui/button";
import { Collapsible } from "~/components/ui/collapsible";
import { Icon } from "~/components/ui/icon";
import { studioPaths } from "~/domain/generation";
import type { ModelCard } from "~/domain/models";
import { Deleting } from "./deleting";
import { Keeping } from "./keeping";
import { BeforeAfter, LastFrame, LateLineage, TakePoster } from "./late-parts";
import type { GivenPicture } from "./lineage";
import { PictureKeys } from "./picture-keys";
import { Summary } from "./picture-summary";
import { PictureStage } from "./picture-stage";
import { PromptDetails } from "./prompt-details";
import { useWayBack } from "~/components/media/way-back";
import type { GenerationCard, ListAround, PictureTile, UploadTile } from "~/components/media/types";
import { waysOn as waysOnWords } from "~/components/media/words";
import { clone, picturePage as words } from "./words";
import { PageLink } from "~/components/ui/page-link";

/** The file of a picture or video page. */
export interface PictureDetails extends PictureTile {
  contentType: string;
  sizeBytes: number;
  /** False: the poster of this video is drawn. */
  hasFrame: boolean;
}

export interface PictureScreenProps {
  media: PictureDetails;
  generation: GenerationCard;
  /** Null when the model no longer exists. */
  model: Pick<ModelCard, "name" | "isAi"> | null;
  /** What it was made from; null for nothing that is still there. */
  source: PictureTile | null;
  /** The file from outside that it was made from. */
  sourceUpload: UploadTile | null;
  /** Something was made from it. */
  isSource: boolean;
  /** What else it was made with. */
  given: readonly GivenPicture[];
  madeInto: readonly PictureTile[];
  list: ListAround;
  /** What there are models for that begin with a picture. */
  waysOn: readonly ("edit" | "video")[];
  /** What makes more of it where its own model cannot be used now; `name` is null for nothing. */
  replacement?: { id: string; name: string } | { id: null; name: null } | null;
  /** Its last frame was asked for, and could not be read. */
  isFrameUnread?: boolean;
  /** The way to share it; stands beside Delete. */
  share?: ReactNode;
  /** Its star, boards and tags; stands under the ways on. */
  organizing?: ReactNode;
  nowIso: string;
  /** True in the answer to saving it. */
  justSaved?: boolean;
  /** Why saving was refused. */
  problem?: Problem | undefined;
}

/**
 * One picture or video, whole, with everything known about it. Clone links go to the studio's tab of its kind with
 * `?from=<generation id>` (and `&seed=keep`), the ways on with `?source=<media id>`.
 */
export function PictureScreen(props: PictureScreenProps) {
  const { media, generation, source, sourceUpload, list, share, organizing } = props;
  const { given, madeInto, isSource, nowIso, justSaved = false, problem } = props;
  const before = sourceUpload ?? (source?.kind === "video" ? null : source);
  const wayBack = useWayBack(list, media.id);
  return (
    <div className="relative isolate flex flex-1 flex-col overflow-hidden lg:flex-row">
      {media.placeholder && (
        <img
          src={media.placeholder}
          alt=""
          aria-hidden="true"
          className="pointer-events-none absolute inset-0 -z-10 size-full scale-125 object-cover opacity-70 blur-2xl saturate-150"
        />
      )}
      <PictureStage media={media} list={list} />
      <aside
        aria-label={words.about(media.kind)}
        className="flex flex-col gap-6 border-glass-line bg-glass-thin p-5 max-lg:rounded-t-panel max-lg:border-t sm:p-6 lg:m-4 lg:ml-0 lg:max-h-[calc(100dvh-6rem)] lg:w-96 lg:shrink-0 lg:self-start lg:overflow-y-auto lg:rounded-panel lg:border lg:shadow-lift lg:backdrop-blur-2xl lg:backdrop-saturate-150 print:static print:max-h-none print:overflow-visible"
      >
        <Button asChild variant="muted" className="-my-3 -ml-5.5 self-start">
          <PageLink
            to={wayBack.href}
            onClick={(event) => {
              if (isPlainPress(event) && wayBack.goBack()) event.preventDefault();
            }}
          >
            <Icon name="icon-[lucide--chevron-left]" />
            {list.boardId ? words.backToBoard : words.back}
          </PageLink>
        </Button>
        <Summary {...props} />
        <div
          data-slot="picture-bar"
          className="max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-20 max-lg:flex max-lg:flex-wrap max-lg:gap-x-2 max-lg:gap-y-1.5 max-lg:border-t max-lg:border-line max-lg:bg-glass max-lg:px-4 max-lg:py-2.5 max-lg:backdrop-blur-xl max-md:bottom-[calc(3.5rem+env(safe-area-inset-bottom))] lg:grid lg:gap-2 print:hidden"
        >
          <Keeping
            media={media}
            list={list.query}
            nowIso={nowIso}
            justSaved={justSaved}
            problem={problem}
          />
          <Button asChild className="flex-1 lg:w-full">
            <a href={`/media/${media.id}/original?download`} download>
              <Icon name="icon-[lucide--download]" />
              {words.download}
            </a>
          </Button>
          <div className="contents lg:flex lg:gap-2 lg:*:flex-1">
            {share}
            <Deleting media={media} />
          </div>
        </div>
        <Actions {...props} />
        {organizing}
        <LateLineage
          media={media}
          given={given}
          source={source}
          sourceUpload={sourceUpload}
          isSourceGone={!source && !sourceUpload && generation.sourceMediaId !== null}
          madeInto={madeInto}
        />
        <GalleryLinks mediaId={media.id} isSource={isSource} />
        <div className="divide-y divide-line border-y border-line">
          {media.kind === "edit" && before && (
            <Suspense>
              <BeforeAfter before={before} after={media} />
            </Suspense>
          )}
          <Collapsible title={words.promptDetails} className="py-1.5">
            <PromptDetails generation={generation} />
          </Collapsible>
          <Collapsible title={words.receipt} className="py-1.5">
            <Receipt generation={generation} />
          </Collapsible>
        </div>
        <PictureKeys key={media.id} media={media} list={list} />
        {!media.hasFrame && !media.trashedAt && (
          <Suspense>
            <TakePoster key={media.id} mediaId={media.id} />
          </Suspense>
        )}
      </aside>
    </div>
  );
}

const waysOnIcons = {
  edit: "icon-[lucide--brush]",
  video: "icon-[lucide--clapperboard]",
} as const;

/** Models whose pictures the painter can paint anew. */
const repainted: ReadonlySet<string> = new Set(["painter", "repaint"]);

function cloneNote({ media, generation, model, replacement }: PictureScreenProps): string {
  const { isPrompted } = generation;
  if (!replacement) return isPrompted ? clone.note(media.kind) : "";
  const name = model?.name ?? media.model;
  return replacement.name && !isPrompted
    ? clone.againInstead(name, replacement.name)
    : clone.gone(name, replacement.name);
}

function Actions(props: PictureScreenProps) {
  const { media, generation, waysOn, replacement } = props;
  const [noteId, onNoteId] = [useId(), useId()];
  const path = againPath(generation);
  const again = replacement?.id ? `${path}&model=${encodeURIComponent(replacement.id)}` : path;
  const ways = media.kind === "video" || media.trashedAt ? [] : waysOn;
  return (
    <div className="grid gap-2">
      {generation.isPrompted ? (
        <fieldset className="grid min-w-0 grid-cols-2 gap-2">
          <legend className="sr-only">{clone.legend}</legend>
          <Button asChild variant="outline">
            <PageLink to={again} title={clone.remixTitle(media.kind)} aria-describedby={noteId}>
              <Icon name="icon-[lucide--copy]" />
              {clone.remix}
            </PageLink>
          </Button>
          <Button asChild variant="outline">
            <PageLink
              to={`${again}&seed=keep`}
              title={clone.everythingTitle(media.kind)}
              aria-describedby={noteId}
            >
              <Icon name="icon-[lucide--copy-plus]" />
              {clone.everything}
            </PageLink>
          </Button>
        </fieldset>
      ) : (
        <Button asChild variant="outline">
          <PageLink to={again} title={clone.againTitle} aria-describedby={noteId}>
            <Icon name="icon-[lucide--copy]" />
            {clone.again}
          </PageLink>
        </Button>
      )}
      <p id={noteId} className="text-sm text-soft empty:hidden">
        {cloneNote(props)}
      </p>
      {ways.map((kind) => (
        <Button asChild key={kind} variant="outline">
          <PageLink aria-describedby={onNoteId} to={`${studioPaths[kind]}?source=${media.id}`}>
            <Icon name={waysOnIcons[kind]} />
            {waysOnWords[kind]}
          </PageLink>
        </Button>
      ))}
      {ways.includes("edit") && repainted.has(media.model) && (
        <Button asChild variant="outline">
          <PageLink to={`/edit?source=${media.id}&model=repaint`} title={clone.repaintTitle}>
            <Icon name="icon-[lucide--brush]" />
            {clone.repaint}
          </PageLink>
        </Button>
      )}
      {media.kind === "video" && !media.trashedAt && (
        <Suspense>
          <LastFrame mediaId={media.id} waysOn={waysOn} isUnread={props.isFrameUnread ?? false} />
        </Suspense>
      )}
      {ways.length > 0 && (
        <p id={onNoteId} className="text-sm text-soft">
          {clone.onNote}
        </p>
      )}
    </div>
  );
}
