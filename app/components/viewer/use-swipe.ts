import { useRef, type PointerEvent } from "react";

/** In pixels. */
const leastSwipe = 48;

interface SwipeActions {
  toPrevious: (() => void) | null;
  toNext: (() => void) | null;
}

/** What is moved sideways by a finger or pen: it follows, and a swipe goes on to the file before or after. */
export function useSwipe({ toPrevious, toNext }: SwipeActions) {
  const begun = useRef<{ id: number; x: number; y: number } | null>(null);
  const shift = (element: HTMLElement, x: number) => {
    element.style.translate = x === 0 ? "" : `${x}px`;
  };
  const end = (event: PointerEvent<HTMLElement>) => {
    const from = begun.current;
    begun.current = null;
    shift(event.currentTarget, 0);
    return from?.id === event.pointerId ? event.clientX - from.x : 0;
  };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.pointerType === "mouse") return;
      // A second finger zooms.
      begun.current = event.isPrimary
        ? { id: event.pointerId, x: event.clientX, y: event.clientY }
        : null;
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const from = begun.current;
      if (from?.id !== event.pointerId) return;
      const x = event.clientX - from.x;
      const isSideways = Math.abs(x) > Math.abs(event.clientY - from.y);
      if (isSideways && !matchMedia("(prefers-reduced-motion: reduce)").matches)
        shift(event.currentTarget, x);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const y = Math.abs(event.clientY - (begun.current?.y ?? event.clientY));
      const x = end(event);
      if (Math.abs(x) < leastSwipe || y > Math.abs(x)) return;
      if (x > 0) toPrevious?.();
      else toNext?.();
    },
    onPointerCancel: end,
  };
}
