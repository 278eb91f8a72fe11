import { Suspense, useState } from "react";
import { lazyPart } from "~/components/layout/lazy-part";
import type { SplitPicture, SplitSlider } from "~/components/media/split-slider";
import { Collapsible } from "~/components/ui/collapsible";
import { useHydrated } from "~/components/ui/use-hydrated";
import { beforeAfter as words } from "./late-words";

type Pair = Parameters<typeof SplitSlider>[0];

const Slider = lazyPart<Pair>(
  () => import("~/components/media/split-slider").then(({ SplitSlider }) => SplitSlider),
  SideBySide,
);

type Sized = Pick<SplitPicture, "width" | "height"> & { id: string };

interface BeforeAfterProps {
  before: Sized;
  after: Sized;
}

const asSplit = ({ id, width, height }: Sized, name: string): SplitPicture => ({
  src: `/media/${id}/original`,
  alt: name,
  name,
  width,
  height,
});

/** An edit over what it was made from, in its own shape: under a slider, or beside each other without JavaScript. */
export function BeforeAfter({ before, after }: BeforeAfterProps) {
  const hydrated = useHydrated();
  const [isOpened, setIsOpened] = useState(false);
  const pair: Pair = {
    first: asSplit(before, words.before),
    second: asSplit(after, words.after),
    frame: after,
    label: words.label,
    valueText: words.value,
  };
  return (
    <Collapsible
      title={words.title}
      className="py-1.5"
      onToggle={(event) => event.currentTarget.open && setIsOpened(true)}
    >
      <div className="pb-3">
        {hydrated && isOpened ? (
          <Suspense fallback={<SideBySide {...pair} />}>
            <Slider {...pair} />
          </Suspense>
        ) : (
          <SideBySide {...pair} />
        )}
      </div>
    </Collapsible>
  );
}

function SideBySide({ first, second }: Pair) {
  return (
    <div className="grid grid-cols-2 items-start gap-2">
      {[first, second].map(({ src, name, width, height }) => (
        <figure key={name} className="grid gap-1">
          <img
            src={src}
            alt=""
            width={width}
            height={height}
            loading="lazy"
            className="h-auto w-full rounded-control bg-sunken"
          />
          <figcaption className="text-sm text-soft">{name}</figcaption>
        </figure>
      ))}
    </div>
  );
}
