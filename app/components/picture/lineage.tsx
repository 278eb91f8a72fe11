import type { ReactNode } from "react";
import { lengthWords } from "~/components/ui/time-words";
import { UserText } from "~/components/ui/user-text";
import { mediaPath, type PictureRole } from "~/domain/generation";
import { FramedPicture } from "~/components/media/picture-tile";
import type { PictureTile, UploadTile } from "~/components/media/types";
import { kinds, untitled } from "~/components/media/words";
import { lineage } from "./late-words";
import { PageLink } from "~/components/ui/page-link";

/** A further picture that something was made with; both null for one that is there no longer. */
export interface GivenPicture {
  role: PictureRole;
  media: PictureTile | null;
  upload: UploadTile | null;
}

export interface LineageProps {
  /** The file whose page it is. */
  media: PictureTile;
  /** What it was made from; null for nothing that is still there. */
  source: PictureTile | null;
  /** The file from outside that it was made from, or the last frame of `source`. */
  sourceUpload: UploadTile | null;
  /** It was made from something that is there no longer, or in the trash. */
  isSourceGone: boolean;
  given: readonly GivenPicture[];
  madeInto: readonly PictureTile[];
}

/** What a file was made from, itself, and what was made from it: a small tree of links. */
export function Lineage({ media, madeInto, ...sources }: LineageProps) {
  const { source, sourceUpload, isSourceGone, given } = sources;
  const hasSource = source !== null || sourceUpload !== null || isSourceGone;
  const isMade = hasSource || given.length > 0;
  return (
    <section className="grid gap-1 text-md" aria-label={lineage.title}>
      {isMade && <Sources {...sources} />}
      <div className={isMade ? branchLook : undefined}>
        <p aria-current="true" className="flex items-center gap-3 py-2">
          <SmallPicture {...media} />
          <span className="font-medium">{lineage.here(media.kind)}</span>
        </p>
        {madeInto.length > 0 && (
          <div className={branchLook}>
            <Branch title={lineage.into}>
              {madeInto.map((tile) => (
                <li key={tile.id}>
                  <Relative tile={tile} />
                </li>
              ))}
            </Branch>
          </div>
        )}
      </div>
    </section>
  );
}

const branchLook = "ml-5 border-l border-line pl-5";

function Branch({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h2 className="text-md tracking-normal text-soft">{title}</h2>
      <ul className="grid gap-1">{children}</ul>
    </>
  );
}

function Sources({
  source,
  sourceUpload,
  isSourceGone,
  given,
}: Omit<LineageProps, "media" | "madeInto">) {
  return (
    <Branch title={lineage.from}>
      {source && (
        <li>
          <Relative tile={source} what={sourceUpload ? lineage.lastFrame : undefined} />
        </li>
      )}
      {sourceUpload && !source && (
        <li>
          <Given upload={sourceUpload} what={lineage.given} />
        </li>
      )}
      {isSourceGone && <li>{lineage.gone}</li>}
      {given.map(({ role, media, upload }, at) => (
        <li key={media?.id ?? upload?.id ?? at}>
          {media && <Relative tile={media} what={lineage.roles[role]} />}
          {upload && <Given upload={upload} what={`${lineage.given} · ${lineage.roles[role]}`} />}
          {!media && !upload && lineage.gone}
        </li>
      ))}
    </Branch>
  );
}

const relativeLook = "-mx-2 flex items-center gap-3 rounded-control p-2 hover:bg-ink/6";

function Given({ upload, what }: { upload: UploadTile; what: string }) {
  return (
    <a href={`/media/${upload.id}/original`} className={relativeLook}>
      <SmallPicture {...upload} />
      <span>{what}</span>
    </a>
  );
}

function SmallPicture({ id, placeholder, width, height }: UploadTile) {
  return (
    <span className="relative size-13 shrink-0 overflow-hidden rounded-tag bg-sunken">
      <FramedPicture
        src={`/media/${id}/thumb`}
        placeholder={placeholder}
        alt=""
        width={width}
        height={height}
      />
    </span>
  );
}

function Relative({ tile, what }: { tile: PictureTile; what?: string | undefined }) {
  const { kind, prompt } = tile;
  return (
    <PageLink to={mediaPath(tile)} className={relativeLook}>
      <SmallPicture {...tile} />
      <span className="min-w-0">
        <UserText className="line-clamp-2">{prompt || untitled(kind)}</UserText>
        <span className="block text-sm text-soft tabular-nums">
          {what ? `${kindWords(tile)} · ${what}` : kindWords(tile)}
        </span>
      </span>
    </PageLink>
  );
}

function kindWords({ kind, durationSeconds }: PictureTile): string {
  if (kind === "edit") return kinds.edit;
  if (kind === "image") return kinds.image;
  return durationSeconds === null ? kinds.video : kinds.videoOf(lengthWords(durationSeconds));
}
