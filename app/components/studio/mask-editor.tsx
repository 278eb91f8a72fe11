import { useEffect, useRef, useState } from "react";
import { Button } from "~/components/ui/button";
import { Dialog } from "~/components/ui/dialog";
import { FieldError } from "~/components/ui/field-error";
import { Icon, type IconName } from "~/components/ui/icon";
import { maskField, uploadTypes } from "~/domain/uploads";
import {
  addStep,
  drawSteps,
  maskFile,
  noSteps,
  readMaskFile,
  redoStep,
  undoStep,
  type MaskStep,
} from "./mask-drawing";
import { MaskSurface, type MaskTool } from "./mask-surface";
import { useUpload } from "./send-upload";
import { mask as words } from "./mask-words";

interface MaskEditorProps {
  /** The picture that is painted over. */
  sourceId: string;
  /** Names the account that the mask is kept for. */
  form: HTMLFormElement | null;
  onClose(): void;
  onDone(maskId: string): void;
}

const zooms = [1, 1.5, 2, 3] as const;

/** Paints over a picture what of it is to change, by mouse, finger or pen. */
export function MaskEditor({ sourceId, form, onClose, onDone }: MaskEditorProps) {
  const [steps, setSteps] = useState(noSteps);
  const [tool, setTool] = useState<MaskTool>("paint");
  const [size, setSize] = useState(60);
  const [zoom, setZoom] = useState(0);
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { isSending, problem, send } = useUpload(maskField, ({ id }) => onDone(id));
  const add = (step: MaskStep) => setSteps((now) => addStep(now, step));

  useEffect(() => {
    if (canvas.current) drawSteps(canvas.current, steps.done);
  }, [steps]);

  async function finish() {
    if (canvas.current) await send(await maskFile(canvas.current), form);
  }

  return (
    <Dialog title={words.title} onClose={onClose} wide>
      <div ref={frame} className="grid gap-3 bg-surface">
        <div
          role="toolbar"
          aria-label={words.tools}
          className="flex flex-wrap items-center gap-1.5"
        >
          <Brushes {...{ tool, size }} onTool={setTool} onSize={setSize} />
          <ToolButton
            words={words.undo}
            icon="icon-[lucide--undo-2]"
            disabled={steps.done.length === 0}
            onClick={() => setSteps(undoStep)}
          />
          <ToolButton
            words={words.redo}
            icon="icon-[lucide--redo-2]"
            disabled={steps.undone.length === 0}
            onClick={() => setSteps(redoStep)}
          />
          <ToolButton
            words={words.zoomOut}
            icon="icon-[lucide--zoom-out]"
            disabled={zoom === 0}
            onClick={() => setZoom(zoom - 1)}
          />
          <ToolButton
            words={words.zoomIn}
            icon="icon-[lucide--zoom-in]"
            disabled={zoom === zooms.length - 1}
            onClick={() => setZoom(zoom + 1)}
          />
          <ToolButton
            words={words.fullScreen}
            icon="icon-[lucide--maximize]"
            onClick={() => void toggleFullScreen(frame.current)}
          />
          <WholeSteps onStep={add} />
        </div>
        <MaskSurface {...{ sourceId, canvas, tool, size }} zoom={zooms[zoom] ?? 1} onStroke={add} />
        <FieldError field={{ errorId: "mask-problem", errors: problem ? [problem] : undefined }} />
        <Button type="button" busy={isSending} onClick={finish} className="justify-self-end">
          {words.done}
        </Button>
      </div>
    </Dialog>
  );
}

interface BrushesProps {
  tool: MaskTool;
  size: number;
  onTool(tool: MaskTool): void;
  onSize(size: number): void;
}

function Brushes({ tool, size, onTool, onSize }: BrushesProps) {
  return (
    <>
      {(["paint", "erase"] as const).map((each) => (
        <Button
          key={each}
          type="button"
          variant="outline"
          aria-pressed={tool === each}
          className="aria-pressed:border-ink aria-pressed:ring-1 aria-pressed:ring-ink"
          onClick={() => onTool(each)}
        >
          {words.tool[each]}
        </Button>
      ))}
      <label className="flex min-h-11 items-center gap-2 text-md">
        {words.size}
        <input
          type="range"
          min={8}
          max={240}
          value={size}
          onChange={(event) => onSize(Number(event.currentTarget.value))}
          className="w-28"
        />
      </label>
    </>
  );
}

/** What is done to all of it at once. */
function WholeSteps({ onStep }: { onStep(step: MaskStep): void }) {
  const [isUnreadable, setIsUnreadable] = useState(false);
  async function load(input: HTMLInputElement) {
    const [file] = input.files ?? [];
    if (!file) return;
    const picture = await readMaskFile(file).catch(() => null);
    input.value = "";
    setIsUnreadable(!picture);
    if (picture) onStep({ do: "load", picture });
  }
  return (
    <>
      {(["invert", "clear"] as const).map((each) => (
        <Button key={each} type="button" variant="outline" onClick={() => onStep({ do: each })}>
          {words[each]}
        </Button>
      ))}
      <label className="flex min-h-11 items-center gap-2 text-md">
        {words.load}
        <input
          type="file"
          accept={uploadTypes}
          onChange={(event) => void load(event.currentTarget)}
          className="w-40"
          aria-describedby="mask-file-problem"
        />
      </label>
      <FieldError
        field={{
          errorId: "mask-file-problem",
          errors: isUnreadable ? [words.unreadable] : undefined,
        }}
      />
    </>
  );
}

interface ToolButtonProps {
  words: string;
  icon: IconName;
  disabled?: boolean;
  onClick(): void;
}

function ToolButton({ words: said, icon, disabled, onClick }: ToolButtonProps) {
  return (
    <Button
      type="button"
      variant="ghost"
      size="icon"
      title={said}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} size={20} />
      <span className="sr-only">{said}</span>
    </Button>
  );
}

async function toggleFullScreen(element: HTMLElement | null) {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await element?.requestFullscreen().catch(() => undefined);
}
