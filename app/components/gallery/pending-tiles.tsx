import { standingWords, wantedSize } from "~/components/generation/words";
import { altOf, TileCell } from "~/components/media/picture-tile";
import type { GenerationCard } from "~/components/media/types";
import { PageLink } from "~/components/ui/page-link";
import { UserText } from "~/components/ui/user-text";

/** One place for each picture that is still being made, leading to its request. */
export function PendingTiles({ generation }: { generation: GenerationCard }) {
  const { width, height } = wantedSize(generation.settings, generation.kind);
  return Array.from({ length: generation.outputCount }, (_, at) => (
    <TileCell key={at} width={width} height={height}>
      <div className="grid grid-cols-1 gap-1.5">
        <PageLink
          to={`/generations/${generation.id}`}
          className="relative flex aspect-(--ratio) items-end overflow-hidden rounded-panel bg-linear-160 from-sunken to-line p-3"
        >
          <UserText className="line-clamp-3 text-md">{altOf(generation.prompt)}</UserText>
        </PageLink>
        <p className="truncate px-0.5 text-sm text-soft tabular-nums">
          {standingWords(generation)}
        </p>
      </div>
    </TileCell>
  ));
}
