import { useEffect, useRef, useState, type PointerEvent } from "react";
import { Icon } from "~/components/ui/icon";

export interface SplitPicture {
  src: string;
  alt: string;
  width: number;
  height: number;
  /** Said in a corner of its half. */
  name: string;
}

interface SplitSliderProps {
  /** Lies over the other from the left edge. */
  first: SplitPicture;
  second: SplitPicture;
  /** Whose proportions the whole has: those of the first, if left out. */
  frame?: { width: number; height: number };
  label: string;
  /** What a screen reader says for so many per cent of the first. */
  valueText: (share: number) => string;
}

/** With arrow keys; Page Up and Page Down go further by themselves. */
const step = 2;

/**
 * Two pictures in one frame, parted by a line that is moved by pointer, touch or keys. Up and down, a finger scrolls
 * the page as elsewhere. Only JavaScript can serve it.
 */
export function SplitSlider(props: SplitSliderProps) {
  const { first, second, label, valueText, frame: whole = first } = props;
  const frame = useRef<HTMLDivElement>(null);
  const range = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState(50);
  useEffect(() => frame.current?.style.setProperty("--share", `${share}%`), [share]);

  function follow({ clientX }: PointerEvent) {
    const { left = 0, width = 1 } = frame.current?.getBoundingClientRect() ?? {};
    setShare(Math.round(Math.min(100, Math.max(0, ((clientX - left) / width) * 100))));
  }

  return (
    <div
      ref={frame}
      data-slot="split-slider"
      className="relative isolate mx-auto w-fit max-w-full cursor-ew-resize touch-pan-y overflow-hidden rounded-panel bg-sunken shadow-lift outline-ring select-none [--share:50%] has-[:focus-visible]:outline-3 has-[:focus-visible]:outline-offset-2"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
        range.current?.focus({ preventScroll: true });
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
      }}
    >
      <svg
        width={whole.width}
        height={whole.height}
        viewBox={`0 0 ${whole.width} ${whole.height}`}
        aria-hidden="true"
        className="block h-auto max-h-[72dvh] w-auto max-w-full"
      />
      <Half picture={second} className="" corner="right-2" />
      <Half
        picture={first}
        className="[clip-path:inset(0_calc(100%-var(--share))_0_0)]"
        corner="left-2"
      />
      <div
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 left-(--share) w-0.5 -translate-x-1/2 bg-on-chip shadow-lift"
      >
        <span className="absolute top-1/2 left-1/2 grid size-11 -translate-1/2 place-items-center rounded-full bg-chip text-on-chip ring-2 ring-on-chip">
          <Icon name="icon-[lucide--chevrons-left-right]" size={20} />
        </span>
      </div>
      <input
        ref={range}
        type="range"
        min={0}
        max={100}
        step={step}
        value={share}
        onChange={(event) => setShare(Number(event.target.value))}
        aria-label={label}
        aria-valuetext={valueText(share)}
        className="pointer-events-none absolute inset-0 size-full opacity-0"
      />
    </div>
  );
}

interface HalfProps {
  picture: SplitPicture;
  className: string;
  corner: string;
}

function Half({ picture, className, corner }: HalfProps) {
  return (
    <div className={`absolute inset-0 bg-sunken ${className}`}>
      <img
        src={picture.src}
        alt={picture.alt}
        width={picture.width}
        height={picture.height}
        draggable={false}
        className="size-full object-contain"
      />
      <span
        className={`absolute top-2 ${corner} grid h-7 min-w-7 place-items-center rounded-control bg-chip px-2 text-sm font-semibold text-on-chip`}
      >
        {picture.name}
      </span>
    </div>
  );
}
