import { useEffect, useRef, useState, type PointerEvent, type RefObject } from "react";
import { drawStep, type MaskStep, type Place } from "./mask-drawing";
import { mask as words } from "./mask-words";

export type MaskTool = "paint" | "erase";

/** Finer than this no model looks at a mask. */
const longestSide = 1024;

interface MaskSurfaceProps {
  sourceId: string;
  canvas: RefObject<HTMLCanvasElement | null>;
  tool: MaskTool;
  /** Of the brush, in pixels of the drawing. */
  size: number;
  zoom: number;
  onStroke(step: MaskStep): void;
}

/** The picture with the drawing over it. */
export function MaskSurface({ sourceId, zoom, ...brush }: MaskSurfaceProps) {
  const board = useRef<HTMLDivElement>(null);
  const [ratio, setRatio] = useState<number | null>(null);
  const { canvas } = brush;
  const { begin, go, end } = useStroke(brush);

  // All of it can be seen where nothing is zoomed.
  useEffect(() => {
    if (!board.current) return;
    board.current.style.width = `${zoom * 100}%`;
    board.current.style.maxWidth = ratio ? `calc(60dvh * ${ratio * zoom})` : "";
  }, [zoom, ratio]);

  return (
    <div className="max-h-[60dvh] overflow-auto rounded-control bg-sunken">
      <div ref={board} className="relative mx-auto">
        <img
          src={`/media/${sourceId}/original`}
          alt={words.surface}
          draggable={false}
          className="block w-full select-none"
          onLoad={({ currentTarget: picture }) => {
            setRatio(picture.naturalWidth / picture.naturalHeight);
            if (canvas.current) fit(canvas.current, picture);
          }}
        />
        <canvas
          ref={canvas}
          data-slot="mask"
          className="absolute inset-0 size-full cursor-crosshair touch-none opacity-60"
          onPointerDown={begin}
          onPointerMove={go}
          onPointerUp={end}
          onPointerCancel={end}
        />
      </div>
    </div>
  );
}

/** What is drawn already is gone then. */
function fit(canvas: HTMLCanvasElement, { naturalWidth, naturalHeight }: HTMLImageElement): void {
  const scale = Math.min(1, longestSide / Math.max(naturalWidth, naturalHeight));
  canvas.width = Math.max(1, Math.round(naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(naturalHeight * scale));
}

/** One stroke at a time, of one finger. A pen paints thinner when it is pressed less. */
function useStroke({ tool, size, onStroke }: Pick<MaskSurfaceProps, "tool" | "size" | "onStroke">) {
  const stroke = useRef<{ id: number; size: number; points: Place[] } | null>(null);

  function begin(event: PointerEvent<HTMLCanvasElement>) {
    if (stroke.current || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const pressed = event.pointerType === "pen" ? Math.max(0.2, event.pressure) : 1;
    stroke.current = { id: event.pointerId, size: size * pressed, points: [] };
    go(event);
  }

  function go({ currentTarget: canvas, pointerId, nativeEvent }: PointerEvent<HTMLCanvasElement>) {
    const now = stroke.current;
    const context = canvas.getContext("2d");
    if (now?.id !== pointerId || !context) return;
    const places = everyMove(nativeEvent).map((each) => placeOf(each, canvas));
    const last = now.points.at(-1);
    now.points.push(...places);
    drawStep(context, { do: tool, size: now.size, points: last ? [last, ...places] : places });
  }

  function end({ pointerId }: PointerEvent<HTMLCanvasElement>) {
    const now = stroke.current;
    if (now?.id !== pointerId) return;
    stroke.current = null;
    onStroke({ do: tool, size: now.size, points: now.points });
  }

  return { begin, go, end };
}

/** A browser tells of several moves at once; over plain http it tells the last one alone. */
function everyMove(event: globalThis.PointerEvent): readonly globalThis.PointerEvent[] {
  const events = "getCoalescedEvents" in event ? event.getCoalescedEvents() : [];
  return events.length > 0 ? events : [event];
}

function placeOf({ clientX, clientY }: globalThis.PointerEvent, canvas: HTMLCanvasElement): Place {
  const box = canvas.getBoundingClientRect();
  return {
    x: ((clientX - box.left) / box.width) * canvas.width,
    y: ((clientY - box.top) / box.height) * canvas.height,
  };
}
