import type { ReactNode } from "react";
import { TileBadge } from "~/components/media/picture-tile";
import { ratioClass } from "~/components/media/proportions";
import { Icon } from "~/components/ui/icon";
import { cn } from "~/components/ui/cn";
import { PageLink } from "~/components/ui/page-link";
import { studioPaths } from "~/domain/generation";
import { shapes, type ShapeId } from "~/domain/shapes";
import { editExample, videoExample } from "./tab-examples";
import { example as words } from "./words";

/** With this file, which most pages never fetch. */
const examples = { edit: editExample, video: videoExample };

interface TabExampleProps {
  kind: keyof typeof examples;
  /** True where the words can be tried at once. */
  isReady: boolean;
}

/**
 * The hours of a video appear one after the other, once; a press on the replay's checkbox gives them another animation
 * of the same look.
 */
const hour = "animate-hour group-has-checked:animate-hour-again motion-reduce:animate-none";
const hours = [`${hour} [--delay:900ms]`, `${hour} [--delay:1900ms]`, `${hour} [--delay:2900ms]`];

/** What a tab does, by an example that ships with Easel: a picture, the words, and what comes out. */
export function TabExample({ kind, isReady }: TabExampleProps) {
  const example = examples[kind];
  const [first, ...others] = example.pictures;
  const isVideo = kind === "video";
  return (
    <div className="grid max-w-4xl gap-6">
      <figure className="grid gap-3">
        <div className="grid grid-cols-2 gap-2 sm:gap-3">
          <Frame label={isVideo ? words.picture : words.before} shape={example.shape}>
            {first && <ExampleImage {...first} shape={example.shape} />}
          </Frame>
          <Frame
            label={isVideo ? words.video : words.after}
            shape={example.shape}
            replays={isVideo}
          >
            {isVideo && first && <ExampleImage name={first.name} alt="" shape={example.shape} />}
            {others.map((each, at) => (
              <ExampleImage
                key={each.name}
                {...each}
                shape={example.shape}
                className={isVideo ? hours[at] : ""}
              />
            ))}
          </Frame>
        </div>
        <figcaption className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <span className="text-lg font-medium">“{example.words}”</span>
          {isReady && (
            <PageLink
              to={`${studioPaths[kind]}?${new URLSearchParams({ prompt: example.words })}`}
              className="link flex min-h-11 items-center text-md"
            >
              {words.tryIt}
            </PageLink>
          )}
        </figcaption>
      </figure>
      <ul className="grid gap-2 text-md text-soft">
        {example.tips.map((tip) => (
          <li key={tip} className="flex items-baseline gap-2.5">
            <Icon name="icon-[lucide--check]" size={16} className="translate-y-0.5" />
            {tip}
          </li>
        ))}
      </ul>
      <p className="text-sm text-soft">{words.honest}</p>
    </div>
  );
}

interface FrameProps {
  label: string;
  shape: ShapeId;
  /** True where the pictures follow each other; pressing the frame begins anew. */
  replays?: boolean;
  children: ReactNode;
}

function Frame({ label, shape, replays = false, children }: FrameProps) {
  const { width, height } = shapes[shape];
  return (
    <div className={cn("group tile", ratioClass(width, height))}>
      {children}
      <TileBadge>
        {replays && <Icon name="icon-[lucide--clapperboard]" size={16} />}
        {label}
      </TileBadge>
      {replays && (
        <label className="absolute right-0 bottom-0 grid size-11 cursor-pointer place-items-center rounded-control motion-reduce:hidden">
          <input type="checkbox" className="over-tile" aria-label={words.replay} />
          <span className="grid size-7 place-items-center rounded-control bg-chip text-on-chip">
            <Icon name="icon-[lucide--rotate-ccw]" size={16} />
          </span>
        </label>
      )}
    </div>
  );
}

interface ExampleImageProps {
  name: string;
  alt: string;
  shape: ShapeId;
  className?: string | undefined;
}

function ExampleImage({ name, alt, shape, className }: ExampleImageProps) {
  const { width, height } = shapes[shape];
  return (
    <img
      src={`/examples/${name}.webp`}
      alt={alt}
      width={width}
      height={height}
      decoding="async"
      className={cn("absolute inset-0 size-full object-cover", className)}
    />
  );
}
