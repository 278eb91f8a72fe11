import { Form, useNavigation } from "react-router";
import type { Problem } from "~/components/errors/problem";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Icon } from "~/components/ui/icon";
import { PageLink } from "~/components/ui/page-link";
import { UserText } from "~/components/ui/user-text";
import { mediaPath } from "~/domain/generation";
import { ratioClass } from "~/components/media/proportions";
import { FramedPicture } from "~/components/media/picture-tile";
import { SharePanel, type ShareDone } from "./share-panel";
import type { ShareFacts } from "./types";
import { share as words, thingOf } from "./words";

interface ShareScreenProps extends ShareFacts {
  path: string;
  done: ShareDone | undefined;
  problem: Problem | undefined;
}

/** The page of a share, where its dialog cannot be had. */
export function ShareScreen({ path, media, board, ...facts }: ShareScreenProps) {
  const thing = thingOf(media?.kind);
  const busy = useNavigation().formData !== undefined;
  const back = media ? mediaPath(media) : `/boards/${board?.id}`;
  return (
    <div className="mx-auto grid w-full max-w-lg flex-1 content-start gap-4 px-4 py-6 sm:py-10">
      <Button asChild variant="muted" className="-ml-4 justify-self-start">
        <PageLink to={back}>
          <Icon name="icon-[lucide--chevron-left]" />
          {words.back(thing)}
        </PageLink>
      </Button>
      <Card className="grid gap-5 p-6 sm:p-8">
        <div className="flex items-center gap-4">
          {media && (
            <span className={ratioClass(media.width, media.height)}>
              <span className="relative block aspect-(--ratio) h-16 overflow-hidden rounded-control">
                <FramedPicture
                  src={`/media/${media.id}/thumb`}
                  placeholder={media.placeholder}
                  alt=""
                  width={media.width}
                  height={media.height}
                  eager
                />
              </span>
            </span>
          )}
          <div className="min-w-0">
            <h1 className="text-2xl">{words.pageTitle(thing)}</h1>
            {board && (
              <UserText as="p" className="line-clamp-2 text-soft">
                {board.name}
              </UserText>
            )}
          </div>
        </div>
        <SharePanel {...facts} media={media} board={board} action={path} Form={Form} busy={busy} />
      </Card>
    </div>
  );
}
