import { useId, type ReactNode } from "react";
import { GalleryLinks } from "./gallery-links";
import type { Problem } from "~/components/errors/problem";
import { ReadingLines } from "~/components/generation/reading-lines";
import { Fact, Receipt } from "~/components/generation/receipt";
import { againPath } from "~/components/generation/words";
import { isPlainPress } from "~/components/layout/plain-press";
import { Button } from "~/components/ui/button";
import { Collapsible } from "~/components/ui/collapsible";
import { Icon } from "~/components/ui/icon";
import { RelativeTime } from "~/components/ui/moment";
import { lengthWords } from "~/components/ui/time-words";
import { UserText } from "~/components/ui/user-text";
import { formatCredits, keptCreditsEach } from "~/domain/credits";
import { studioPaths } from "~/domain/generation";
import type { ModelCard } from "~/domain/models";
import { Deleting } from "./deleting";
import { Keeping } from "./keeping";
import { Lineage } from "./lineage";
import { PictureKeys } from "./picture-keys";
import { PictureStage } from "./picture-stage";
import { PromptDetails } from "./prompt-details";
import { useWayBack } from "~/components/media/way-back";
import type { GenerationCard, ListAround, PictureTile, UploadTile } from "~/components/media/types";
import { facts, untitled, waysOn as waysOnWords } from "~/components/media/words";
import { clone, picturePage as words } from "./words";
import { PageLink } from "~/components/ui/page-link";

/** The file of a picture or video page. */
export interface PictureDetails extends PictureTile {
  contentType: string;
  sizeBytes: number;
}

export interface PictureScreenProps {
  media: PictureDetails;
  generation: GenerationCard;
  /** Null when the model no longer exists. */
  model: ModelCard | null;
  /** What it was made from; null for nothing that is still there. */
  source: PictureTile | null;
  /** The file from outside that it was made from. */
  sourceUpload: UploadTile | null;
  madeInto: readonly PictureTile[];
  list: ListAround;
  /** What there are models for that begin with a picture. */
  waysOn: readonly ("edit" | "video")[];
  /** What makes more of it where its own model cannot be used now; `name` is null for nothing. */
  replacement?: { id: string; name: string } | { id: null; name: null } | null;
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
  const { media, generation, source, sourceUpload, madeInto, list, share, organizing } = props;
  const { nowIso, justSaved = false, problem } = props;
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
        <Lineage
          source={source}
          sourceUpload={sourceUpload}
          isSourceGone={!source && !sourceUpload && generation.sourceMediaId !== null}
          madeInto={madeInto}
        />
        <GalleryLinks mediaId={media.id} isSource={madeInto.length > 0} />
        <div className="divide-y divide-line border-y border-line">
          <Collapsible title={words.promptDetails} className="py-1.5">
            <PromptDetails generation={generation} />
          </Collapsible>
          <Collapsible title={words.receipt} className="py-1.5">
            <Receipt generation={generation} />
          </Collapsible>
        </div>
        <PictureKeys key={media.id} media={media} list={list} />
      </aside>
    </div>
  );
}

function Summary({ media, generation, model, nowIso }: PictureScreenProps) {
  return (
    <div className="grid gap-3">
      <UserText as="h1" className="line-clamp-6 text-lg leading-snug">
        {media.prompt || untitled(media.kind)}
      </UserText>
      <dl className="text-md">
        <Fact name={facts.size}>
          {media.width} × {media.height}, {sizeWords(media.sizeBytes)}
        </Fact>
        {media.durationSeconds !== null && (
          <Fact name={facts.length}>{lengthWords(media.durationSeconds)}</Fact>
        )}
        <Fact name={facts.model}>{model?.name ?? media.model}</Fact>
        <Fact name={facts.made}>
          <RelativeTime iso={media.createdAt} nowIso={nowIso} />
        </Fact>
        <Fact name={facts.price}>{formatCredits(keptCreditsEach(generation))}</Fact>
      </dl>
      {generation.promptReading && (
        <div className="text-md">
          <ReadingLines
            reading={generation.promptReading}
            kind={generation.kind}
            name={model?.name ?? generation.model}
          />
        </div>
      )}
      {model?.builtIn && <p className="text-md text-soft">{facts.notAi(model.name)}</p>}
    </div>
  );
}

/** `840 kB`, `2.4 MB`. */
function sizeWords(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const waysOnIcons = {
  edit: "icon-[lucide--brush]",
  video: "icon-[lucide--clapperboard]",
} as const;

function Actions({ media, generation, model, waysOn, replacement }: PictureScreenProps) {
  const [noteId, onNoteId] = [useId(), useId()];
  const path = againPath(generation);
  const again = replacement?.id ? `${path}&model=${encodeURIComponent(replacement.id)}` : path;
  const ways = media.kind === "video" || media.trashedAt ? [] : waysOn;
  return (
    <div className="grid gap-2">
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
      <p id={noteId} className="text-sm text-soft">
        {replacement
          ? clone.gone(model?.name ?? media.model, replacement.name)
          : clone.note(media.kind)}
      </p>
      {ways.map((kind) => (
        <Button asChild key={kind} variant="outline">
          <PageLink aria-describedby={onNoteId} to={`${studioPaths[kind]}?source=${media.id}`}>
            <Icon name={waysOnIcons[kind]} />
            {waysOnWords[kind]}
          </PageLink>
        </Button>
      ))}
      {ways.length > 0 && (
        <p id={onNoteId} className="text-sm text-soft">
          {clone.onNote}
        </p>
      )}
    </div>
  );
}
