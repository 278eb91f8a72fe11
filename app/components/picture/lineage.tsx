import { lengthWords } from "~/components/ui/time-words";
import { UserText } from "~/components/ui/user-text";
import { mediaPath } from "~/domain/generation";
import { FramedPicture } from "~/components/media/picture-tile";
import type { PictureTile, UploadTile } from "~/components/media/types";
import { kinds, untitled } from "~/components/media/words";
import { lineage } from "./words";
import { PageLink } from "~/components/ui/page-link";

interface LineageProps {
  /** What it was made from; null for nothing that is still there. */
  source: PictureTile | null;
  /** The file from outside that it was made from. */
  sourceUpload: UploadTile | null;
  /** It was made from something that is there no longer, or in the trash. */
  isSourceGone: boolean;
  madeInto: readonly PictureTile[];
}

/** What a picture was made from and what was made from it, as links. */
export function Lineage({ source, sourceUpload, isSourceGone, madeInto }: LineageProps) {
  return (
    <>
      {source && <Relatives title={lineage.from} tiles={[source]} />}
      {sourceUpload && (
        <section className="grid gap-2">
          <h2 className="text-md tracking-normal text-soft">{lineage.from}</h2>
          <a href={`/media/${sourceUpload.id}/original`} className={relativeLook}>
            <SmallPicture {...sourceUpload} />
            <span>{lineage.given}</span>
          </a>
        </section>
      )}
      {isSourceGone && (
        <section className="grid gap-1 text-md">
          <h2 className="text-md tracking-normal text-soft">{lineage.from}</h2>
          <p>{lineage.gone}</p>
        </section>
      )}
      {madeInto.length > 0 && <Relatives title={lineage.into} tiles={madeInto} />}
    </>
  );
}

function Relatives({ title, tiles }: { title: string; tiles: readonly PictureTile[] }) {
  return (
    <section className="grid gap-2">
      <h2 className="text-md tracking-normal text-soft">{title}</h2>
      <ul className="grid gap-1">
        {tiles.map((tile) => (
          <li key={tile.id}>
            <Relative tile={tile} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const relativeLook = "-mx-2 flex items-center gap-3 rounded-control p-2 text-md hover:bg-ink/6";

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

function Relative({ tile }: { tile: PictureTile }) {
  const { kind, prompt } = tile;
  return (
    <PageLink to={mediaPath(tile)} className={relativeLook}>
      <SmallPicture {...tile} />
      <span className="min-w-0">
        <UserText className="line-clamp-2">{prompt || untitled(kind)}</UserText>
        <span className="block text-sm text-soft tabular-nums">{kindWords(tile)}</span>
      </span>
    </PageLink>
  );
}

function kindWords({ kind, durationSeconds }: PictureTile): string {
  if (kind === "edit") return kinds.edit;
  if (kind === "image") return kinds.image;
  return durationSeconds === null ? kinds.video : kinds.videoOf(lengthWords(durationSeconds));
}
