/** One thing that was done to a mask. Places are in pixels of the drawing. */
export type MaskStep =
  | Stroke
  | { do: "invert" | "clear" }
  | { do: "load"; picture: CanvasImageSource };

interface Stroke {
  do: "paint" | "erase";
  size: number;
  points: readonly Place[];
}

export interface Place {
  x: number;
  y: number;
}

/** What was done, and what was taken back and can be done again. */
export interface MaskSteps {
  done: readonly MaskStep[];
  undone: readonly MaskStep[];
}

export const noSteps: MaskSteps = { done: [], undone: [] };

export function addStep({ done }: MaskSteps, step: MaskStep): MaskSteps {
  return { done: [...done, step], undone: [] };
}

export function undoStep({ done, undone }: MaskSteps): MaskSteps {
  const last = done.at(-1);
  return last ? { done: done.slice(0, -1), undone: [...undone, last] } : { done, undone };
}

export function redoStep({ done, undone }: MaskSteps): MaskSteps {
  const next = undone.at(-1);
  return next ? { done: [...done, next], undone: undone.slice(0, -1) } : { done, undone };
}

/** Red, green and blue of what is marked. */
const mark = [255, 45, 120] as const;
const markColor = `rgb(${mark.join()})`;

/** Draws all steps anew: what is marked is colored, all else transparent. */
export function drawSteps(canvas: HTMLCanvasElement, steps: readonly MaskStep[]): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  context.globalCompositeOperation = "source-over";
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (const step of steps) drawStep(context, step);
}

/** Adds one step to what is drawn. */
export function drawStep(context: CanvasRenderingContext2D, step: MaskStep): void {
  const { width, height } = context.canvas;
  context.fillStyle = context.strokeStyle = markColor;
  switch (step.do) {
    case "clear":
      context.clearRect(0, 0, width, height);
      break;
    case "invert":
      context.globalCompositeOperation = "source-out";
      context.fillRect(0, 0, width, height);
      break;
    case "load":
      context.globalCompositeOperation = "source-over";
      context.drawImage(step.picture, 0, 0, width, height);
      break;
    default:
      drawStroke(context, step);
  }
}

function drawStroke(context: CanvasRenderingContext2D, { do: kind, size, points }: Stroke): void {
  const [first, ...others] = points;
  if (!first) return;
  context.globalCompositeOperation = kind === "erase" ? "destination-out" : "source-over";
  context.lineWidth = size;
  context.lineCap = context.lineJoin = "round";
  context.beginPath();
  if (others.every(({ x, y }) => x === first.x && y === first.y)) {
    context.arc(first.x, first.y, size / 2, 0, 2 * Math.PI);
    return context.fill();
  }
  context.moveTo(first.x, first.y);
  for (const { x, y } of others) context.lineTo(x, y);
  context.stroke();
}

/** White where something is marked, black elsewhere. */
export async function maskFile(drawing: HTMLCanvasElement): Promise<File> {
  const canvas = new OffscreenCanvas(drawing.width, drawing.height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("No canvas");
  context.drawImage(drawing, 0, 0);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "#000000";
  context.fillRect(0, 0, canvas.width, canvas.height);
  return new File([await canvas.convertToBlob({ type: "image/png" })], "mask.png");
}

/** A mask from a file: what is white in it, in the color of what is marked. */
export async function readMaskFile(file: File): Promise<ImageBitmap> {
  const picture = await createImageBitmap(file);
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("No canvas");
  context.drawImage(picture, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  const { data } = pixels;
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
    const light = (0.2126 * red + 0.7152 * green + 0.0722 * blue) * (alpha / 255);
    data.set([...mark, light], at);
  }
  context.putImageData(pixels, 0, 0);
  return canvas.transferToImageBitmap();
}
