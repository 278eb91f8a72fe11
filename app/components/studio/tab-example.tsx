import type { ReactNode } from "react";
import { Link } from "react-router";
import { ratioClass } from "~/components/media/proportions";
import { Icon } from "~/components/ui/icon";
import { cx } from "~/components/ui/cx";
import { studioPaths, type GenerationKind } from "~/domain/generation";
import { shapes, type ShapeId } from "~/domain/shapes";
import { example as words } from "./words";

interface TabExampleProps {
  kind: GenerationKind;
  example: {
    shape: ShapeId;
    /** What was asked for. */
    words: string;
    /** The picture that it begins with, then what came out; of a video the hours that it runs through. */
    pictures: readonly { name: string; alt: string }[];
  };
  /** What makes it work, a sentence each. */
  tips: readonly string[];
  /** True where the words can be tried at once. */
  isReady: boolean;
}

/** What a tab does, by an example that ships with Easel: a picture, the words, and what comes out. */
export function TabExample({ kind, example, tips, isReady }: TabExampleProps) {
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
            {others.map((each) => (
              <ExampleImage key={each.name} {...each} shape={example.shape} />
            ))}
          </Frame>
        </div>
        <figcaption className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <span className="text-lg font-medium">“{example.words}”</span>
          {isReady && (
            <Link
              to={`${studioPaths[kind]}?${new URLSearchParams({ prompt: example.words })}`}
              className="words-link flex min-h-11 items-center text-md"
            >
              {words.tryIt}
            </Link>
          )}
        </figcaption>
      </figure>
      <ul className="grid gap-2 text-md text-soft">
        {tips.map((tip) => (
          <li key={tip} className="flex items-baseline gap-2.5">
            <Icon name="check" size={16} className="shrink-0 translate-y-0.5" />
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
    <div className={cx("tile", ratioClass(width, height), replays && "example-hours")}>
      {children}
      <span className="tile-badge">
        {replays && <Icon name="clapperboard" size={16} />}
        {label}
      </span>
      {replays && (
        <label className="example-replay">
          <input type="checkbox" className="over-tile" aria-label={words.replay} />
          <Icon name="rotate-ccw" size={16} />
        </label>
      )}
    </div>
  );
}

function ExampleImage({ name, alt, shape }: { name: string; alt: string; shape: ShapeId }) {
  const { width, height } = shapes[shape];
  return (
    <img
      src={`/examples/${name}.webp`}
      alt={alt}
      width={width}
      height={height}
      decoding="async"
      className="absolute inset-0 size-full object-cover"
    />
  );
}
