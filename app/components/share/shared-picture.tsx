import { altOf } from "~/components/media/picture-tile";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { UserText } from "~/components/ui/user-text";
import type { SharedPicture } from "./types";
import { isAi, shared as words } from "./words";

interface SharedPictureViewProps {
  file: SharedPicture;
  /** Of the page: `/s/…`. */
  path: string;
  /** Its neighbours on a board; null: it stands alone. */
  board: { previousId: string | null; nextId: string | null } | null;
}

/** One picture or video, whole, before its own light; what it is stands under it. */
export function SharedPictureView({ file, path, board }: SharedPictureViewProps) {
  const { id, placeholder, prompt, making, model } = file;
  return (
    <div className="relative isolate flex flex-1 flex-col overflow-hidden">
      {placeholder && (
        <img
          src={placeholder}
          alt=""
          aria-hidden="true"
          className="pointer-events-none absolute inset-0 -z-10 size-full scale-125 object-cover opacity-60 blur-2xl saturate-150"
        />
      )}
      <Stage file={file} path={path} />
      <div className="mx-auto mb-8 grid w-[min(44rem,calc(100%-2rem))] gap-4 rounded-panel border border-glass-line bg-glass-thin p-5 shadow-lift backdrop-blur-2xl backdrop-saturate-150 sm:p-6">
        <UserText as="h1" className="text-lg leading-snug">
          {prompt || words.title(file)}
        </UserText>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <p className="flex items-center gap-2.5 text-md">
            <Icon name={isAi(making) ? "icon-[lucide--bot]" : "icon-[lucide--brush]"} size={20} />
            <span>
              <span className="font-medium">{words.making[making]}</span>
              <span className="block text-soft">{words.by(model)}</span>
            </span>
          </p>
          <Button asChild variant="outline">
            <a href={`${path}/media/${id}/original?download`} download>
              <Icon name="icon-[lucide--download]" />
              {words.download}
            </a>
          </Button>
        </div>
        {board && <Neighbours path={path} {...board} />}
      </div>
    </div>
  );
}

function Stage({ file, path }: { file: SharedPicture; path: string }) {
  const { id, kind, width, height, placeholder, prompt } = file;
  const name = prompt ? altOf(prompt) : words.title(file);
  const src = `${path}/media/${id}/original`;
  const look = "absolute inset-0 size-full rounded-panel shadow-lift";
  return (
    <div className="@container flex flex-1 items-center justify-center p-3 sm:p-8">
      <div className="relative">
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          aria-hidden="true"
          className="block h-auto max-h-[72dvh] w-auto max-w-[100cqw]"
        />
        {placeholder && <img src={placeholder} alt="" aria-hidden="true" className={look} />}
        {kind === "video" ? (
          <video
            controls
            playsInline
            preload="metadata"
            poster={`${path}/media/${id}/thumb`}
            src={src}
            width={width}
            height={height}
            aria-label={name}
            className={look}
          />
        ) : (
          <img src={src} alt={name} width={width} height={height} className={look} />
        )}
      </div>
    </div>
  );
}

interface NeighboursProps {
  path: string;
  previousId: string | null;
  nextId: string | null;
}

function Neighbours({ path, previousId, nextId }: NeighboursProps) {
  return (
    <nav className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
      <Button asChild variant="ghost" className="-ml-4">
        <a href={path}>{words.board}</a>
      </Button>
      <span className="flex gap-1">
        {previousId && (
          <Button asChild variant="ghost">
            <a href={`${path}?picture=${previousId}`} rel="prev">
              <Icon name="icon-[lucide--chevron-left]" />
              {words.previous}
            </a>
          </Button>
        )}
        {nextId && (
          <Button asChild variant="ghost">
            <a href={`${path}?picture=${nextId}`} rel="next">
              {words.next}
              <Icon name="icon-[lucide--chevron-right]" />
            </a>
          </Button>
        )}
      </span>
    </nav>
  );
}
