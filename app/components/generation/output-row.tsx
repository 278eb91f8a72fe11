import { BlankTile, Tile } from "~/components/media/picture-tile";
import { ratioClass } from "~/components/media/proportions";
import type { GenerationCard } from "~/components/media/types";
import { cn } from "~/components/ui/cn";
import { isTerminal } from "~/domain/generation";
import { generationPage, wantedSize } from "./words";

export type OutputSize = "hero" | "strip";

const columns = [
  "",
  "grid-cols-1",
  "grid-cols-2",
  "grid-cols-2 sm:grid-cols-3",
  "grid-cols-2 sm:grid-cols-4",
];
/** The most a single hero may take of the screen's height, told through its width: the proportions are fixed. */
const heroWidth = "max-w-[calc(var(--ratio)*min(40rem,72dvh))]";

/** For what stands around a single hero: as wide as it, and wide enough for words. */
export function heroFrameClass(count: number, width: number, height: number): string {
  if (count !== 1) return "";
  return cn(ratioClass(width, height), "max-w-[max(26rem,calc(var(--ratio)*min(40rem,72dvh)))]");
}

function gridClass(size: OutputSize, count: number, width: number, height: number): string {
  const square = size === "hero" && count === 4 && width >= height;
  return cn(
    "grid gap-2 sm:gap-3",
    ratioClass(width, height),
    square ? "grid-cols-2" : (columns[count] ?? "grid-cols-2 sm:grid-cols-4"),
    size === "hero" && count === 1 && heroWidth,
  );
}

interface BlankRowProps {
  size: OutputSize;
  count: number;
  width: number;
  height: number;
}

/** One blank tile for each file that is to come. */
export function BlankRow({ size, count, width, height }: BlankRowProps) {
  return (
    <ul className={gridClass(size, count, width, height)} aria-hidden="true">
      {Array.from({ length: count }, (_, at) => (
        <li key={at}>
          <BlankTile />
        </li>
      ))}
    </ul>
  );
}

interface OutputRowProps {
  generation: GenerationCard;
  size: OutputSize;
  /** True where the pictures are likely to be on the first screen. */
  eager?: boolean | undefined;
}

/** What a request has made, or blank tiles of the same size while it is pending. */
export function OutputRow({ generation, size, eager }: OutputRowProps) {
  const { kind, media, outputCount, madeCount, settings, status } = generation;
  const gone = isTerminal(status) ? madeCount - media.length : 0;
  const first = media[0];
  if (!first && isTerminal(status)) return <Deleted count={gone} made={madeCount} />;
  if (!first) return <BlankRow size={size} count={outputCount} {...wantedSize(settings, kind)} />;
  return (
    <>
      <ul className={gridClass(size, media.length, first.width, first.height)}>
        {media.map((tile) => (
          <li key={tile.id}>
            <Tile tile={tile} eager={eager} />
          </li>
        ))}
      </ul>
      {gone > 0 && <Deleted count={gone} made={madeCount} />}
    </>
  );
}

/** Also of what is in the trash: it is on its way out. */
function Deleted({ count, made }: { count: number; made: number }) {
  return <p className="text-md text-soft">{generationPage.deleted(count, made)}</p>;
}
