import { nameOf } from "~/components/media/picture-tile";
import { SplitSlider, type SplitPicture } from "~/components/media/split-slider";
import type { PictureTile } from "~/components/media/types";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Container } from "~/components/ui/container";
import { LinkTabs } from "~/components/ui/link-tabs";
import { ExactTime } from "~/components/ui/moment";
import { PageLink } from "~/components/ui/page-link";
import { useHydrated } from "~/components/ui/use-hydrated";
import { mediaPath } from "~/domain/generation";
import { Differences, letterOf, type ComparedFact } from "./differences";
import { compareHref, maxCompared, type CompareLook } from "./compare-query";
import { compare as words, slider } from "./words";

export interface CompareScreenProps {
  /** In the order of their letters. */
  items: readonly PictureTile[];
  facts: readonly ComparedFact[];
  /** How many of those that were asked for are not there. */
  missing: number;
  /** True when more were asked for than are compared. */
  tooMany: boolean;
  look: CompareLook;
}

/** Two to four pictures side by side, or two under one slider, and in what their prompts and settings differ. */
export function CompareScreen({ items, facts, missing, tooMany, look }: CompareScreenProps) {
  const canSlide = useHydrated() && items.length === 2 && items.every(isPicture);
  const ids = items.map(({ id }) => id);
  return (
    <Container className="flex flex-1 flex-col gap-6 pt-5 pb-16 lg:pt-8">
      <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-8 gap-y-4">
        <h1 className="text-2xl">{words.title}</h1>
        {canSlide && (
          <LinkTabs
            label={words.look}
            tabs={[
              { to: compareHref(ids), label: words.sideBySide, selected: look === "side" },
              { to: compareHref(ids, "slider"), label: words.slider, selected: look === "slider" },
            ]}
          />
        )}
      </header>
      {missing > 0 && <p className="text-soft">{words.missing(missing)}</p>}
      {tooMany && <p className="text-soft">{words.tooMany(maxCompared)}</p>}
      {items.length < 2 && (
        <Alert title={words.tooFewTitle}>
          <p>{words.tooFew}</p>
          <Button asChild variant="outline" className="mt-3">
            <PageLink to="/gallery">{words.gallery}</PageLink>
          </Button>
        </Alert>
      )}
      {canSlide && look === "slider" ? <Slider items={items} /> : <SideBySide items={items} />}
      {items.length > 1 && <Differences facts={facts} />}
    </Container>
  );
}

const isPicture = ({ kind }: PictureTile) => kind !== "video";

function Slider({ items }: { items: readonly PictureTile[] }) {
  const [first, second] = items.map(asSplit);
  if (!first || !second) return null;
  return (
    <SplitSlider
      first={first}
      second={second}
      label={slider.label(first.name, second.name)}
      valueText={(share) => slider.value(share, first.name)}
    />
  );
}

function asSplit(tile: PictureTile, at: number): SplitPicture {
  const { id, width, height } = tile;
  return { src: `/media/${id}/original`, alt: nameOf(tile), width, height, name: letterOf(at) };
}

/** Always beside each other, also on phones: that is what they are here for. */
const columns = [
  "",
  "grid-cols-1",
  "grid-cols-2",
  "grid-cols-2 md:grid-cols-3",
  "grid-cols-2 lg:grid-cols-4",
];

function SideBySide({ items }: { items: readonly PictureTile[] }) {
  const ids = items.map(({ id }) => id);
  return (
    <ul className={`grid items-start gap-3 sm:gap-5 ${columns[items.length] ?? ""}`}>
      {items.map((tile, at) => (
        <li key={tile.id} className="grid min-w-0 gap-2">
          <div className="relative">
            <Whole tile={tile} letter={letterOf(at)} />
            <span
              aria-hidden="true"
              className="pointer-events-none absolute top-2 left-2 grid size-7 place-items-center rounded-control bg-chip text-sm font-semibold text-on-chip"
            >
              {letterOf(at)}
            </span>
          </div>
          <div className="flex flex-wrap items-center justify-between gap-x-3 text-sm text-soft">
            <ExactTime iso={tile.createdAt} />
            {items.length > 2 && (
              <PageLink
                to={compareHref(ids.filter((id) => id !== tile.id))}
                aria-label={words.removeNamed(letterOf(at))}
                className="link inline-flex min-h-11 items-center"
              >
                {words.remove}
              </PageLink>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

const wholeClass = "h-auto max-h-[72dvh] w-full rounded-panel bg-sunken object-contain";

function Whole({ tile, letter }: { tile: PictureTile; letter: string }) {
  const { id, kind, width, height } = tile;
  const name = `${letter}: ${nameOf(tile)}`;
  if (kind === "video")
    return (
      <video
        controls
        playsInline
        preload="metadata"
        poster={`/media/${id}/thumb`}
        src={`/media/${id}/original`}
        width={width}
        height={height}
        aria-label={name}
        className={wholeClass}
      />
    );
  return (
    <PageLink to={mediaPath(tile)} title={words.open(letter)} className="block rounded-panel">
      <img
        src={`/media/${id}/original`}
        alt={name}
        width={width}
        height={height}
        className={wholeClass}
      />
    </PageLink>
  );
}
