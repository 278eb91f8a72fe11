import { type ComponentProps, type ComponentType, Suspense } from "react";
import { lazyPart } from "~/components/layout/lazy-part";
import type { BeforeAfter as WholeBeforeAfter } from "./before-after";
import type { LastFrame as WholeLastFrame } from "./last-frame";
import type { LineageProps } from "./lineage";
import type { TakePoster as WholeTakePoster } from "./take-poster";

// In the HTML at once; in the browser only files that have something of it fetch its code.
const Lineage = import.meta.env.SSR
  ? (await import("./lineage")).Lineage
  : inBrowser<LineageProps>(async () => (await import("./lineage")).Lineage);
export const BeforeAfter = import.meta.env.SSR
  ? (await import("./before-after")).BeforeAfter
  : inBrowser<ComponentProps<typeof WholeBeforeAfter>>(
      async () => (await import("./before-after")).BeforeAfter,
    );
export const LastFrame = import.meta.env.SSR
  ? (await import("./last-frame")).LastFrame
  : inBrowser<ComponentProps<typeof WholeLastFrame>>(
      async () => (await import("./last-frame")).LastFrame,
    );

export const TakePoster = import.meta.env.SSR
  ? (await import("./take-poster")).TakePoster
  : inBrowser<ComponentProps<typeof WholeTakePoster>>(
      async () => (await import("./take-poster")).TakePoster,
    );

function inBrowser<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazyPart<Props>(load, () => null);
}

/** What a file was made from and into, where there is anything of it. */
export function LateLineage(props: LineageProps) {
  const { source, sourceUpload, isSourceGone, given, madeInto } = props;
  const hasAny =
    source !== null || sourceUpload !== null || isSourceGone || given.length + madeInto.length > 0;
  return (
    hasAny && (
      <Suspense>
        <Lineage {...props} />
      </Suspense>
    )
  );
}
